package sc.fiji.stfpm.workbench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ij.ImagePlus;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.files.WriteLock;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.teacher.TeacherStore;
import sc.fiji.stfpm.train.NormalImage;
import sc.fiji.stfpm.train.Trainer;
import sc.fiji.stfpm.train.TrainingOptions;
import sc.fiji.stfpm.train.TrainingProgress;
import sc.fiji.stfpm.ui.NormalImages;

/** Learns a model from the normal images on a workbench. For the event thread. */
final class Learning {
	private final Workbench workbench;
	private boolean running;

	Learning(Workbench workbench) {
		this.workbench = workbench;
	}

	boolean isRunning() {
		return running;
	}

	/**
	 * Learns and writes the model, which then is the workbench's.
	 *
	 * @param target an existing file is replaced
	 */
	void start(Settings settings, Path target) {
		List<Entry> learned = workbench.normals.gallery.all();
		List<ImageSource> sources = learned.stream().map(entry -> entry.image().named()).toList();
		Optional<ImagePlus> stack = stackOf(learned);
		running = true;
		// What the old model has not judged yet.
		workbench.tasks.cancel();
		workbench.changed();
		workbench.tasks.start("Learning", progress -> learn(settings, target, sources, stack, progress), result -> {
			running = false;
			rank(learned, result.normals());
			workbench.use(target, result.model());
			workbench.session.begin();
			record(settings, target, stack);
		}, () -> {
			running = false;
			workbench.changed();
		});
	}

	private static Trainer.Result learn(Settings settings, Path target, List<ImageSource> sources, Optional<ImagePlus> stack,
		TrainingProgress progress) throws IOException
	{
		TrainingOptions options = settings.options();
		ModelFile.checkWritable(target);
		try (WriteLock lock = WriteLock.ofFile(target)) {
			Trainer.Result result = new Trainer(TeacherStore.open(settings.teacher()), options, progress).train(sources);
			if (stack.isPresent()) NormalImages.checkUnchanged(stack.get(), sources, result.model().record().images().fingerprints());
			ModelFile.write(target, result.model());
			return result;
		}
	}

	private void record(Settings settings, Path target, Optional<ImagePlus> stack) {
		Map<String, String> options = new LinkedHashMap<>();
		options.put("source", stack.isPresent() ? "Stack" : "Folder");
		if (stack.isPresent()) workbench.record.add("selectImage(" + MacroRecord.quoted(stack.get().getTitle()) + ");");
		else options.put("folder", workbench.session.file().toString());
		options.put("model", target.toString());
		options.put("replace", "true");
		settings.put(options);
		workbench.record.run("Train Model...", options);
	}

	/** The open image of which the entries are all planes. */
	private static Optional<ImagePlus> stackOf(List<Entry> entries) {
		ImagePlus stack = entries.isEmpty() ? null : entries.get(0).image().open();
		boolean whole = stack != null && entries.size() == stack.getNSlices() * stack.getNFrames() && entries.stream().allMatch(entry -> entry
			.image().open() == stack);
		return whole ? Optional.of(stack) : Optional.empty();
	}

	/** Gives the normal images their scores, each judged by the memory of the others. */
	private static void rank(List<Entry> learned, List<NormalImage> scores) {
		Map<String, Float> byName = new LinkedHashMap<>();
		scores.forEach(one -> byName.put(one.name(), one.score()));
		for (Entry entry : learned) {
			Float score = byName.get(entry.image().name());
			if (score != null) entry.judged(new Entry.Finding(score));
		}
	}
}
