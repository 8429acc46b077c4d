package sc.fiji.stfpm.workbench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import javax.swing.SwingUtilities;
import javax.swing.Timer;

import ij.ImagePlus;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.correct.Correction;
import sc.fiji.stfpm.correct.Corrections;
import sc.fiji.stfpm.correct.Part;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.detect.Detectors;
import sc.fiji.stfpm.files.WriteLock;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.teacher.TeacherStore;
import sc.fiji.stfpm.train.NormalImage;
import sc.fiji.stfpm.train.Trainer;
import sc.fiji.stfpm.train.TrainingOptions;
import sc.fiji.stfpm.train.TrainingProgress;
import sc.fiji.stfpm.ui.LastModel;
import sc.fiji.stfpm.ui.NormalImages;
import sc.fiji.stfpm.ui.SampleStacks;
import sc.fiji.stfpm.ui.ShownResults;

/**
 * What is on the workbench, and what can be done there: a model, the normal images that it learns from, the images that it judges, the
 * threshold that is tried. For the event thread; what takes its time is done by others, and {@link Listener} hears of it.
 */
final class Workbench implements AutoCloseable {
	private static final int REFRESH_MS = 100;

	/** Hears of every change; called on the event thread. */
	interface Listener {
		/** Anything may have changed but the list of images. */
		void changed();

		/** An image was judged, for the first time or again. */
		default void judged(Entry entry) {}
	}

	final Shelf normals = new Shelf();
	final Shelf images = new Shelf();
	final MacroRecord record = new MacroRecord();
	final Tasks tasks;
	private final ExecutorService looks = Executors.newSingleThreadExecutor(work -> {
		Thread thread = new Thread(work, "Anomaly Workbench, pictures");
		thread.setDaemon(true);
		return thread;
	});
	private final List<Listener> listeners = new ArrayList<>();
	private final Timer refresh = new Timer(REFRESH_MS, event -> refreshNow());
	private final SessionKeeper session = new SessionKeeper(this, looks);
	/** What undo takes back: whether it was accepted as normal. */
	private final Deque<Boolean> made = new ArrayDeque<>();
	private Path file;
	private AnomalyModel model;
	private Calibration tried;
	/** Counts models, so that what an older one found is known. */
	private volatile int version;
	private boolean judging;
	private boolean learning;
	private boolean drawing;

	Workbench(Tasks.Listener listener) {
		tasks = new Tasks(listener);
		refresh.setRepeats(false);
	}

	void addListener(Listener listener) {
		listeners.add(listener);
	}

	private void changed() {
		listeners.forEach(Listener::changed);
	}

	/** Brings lists up to date, but not for every image of many that are judged one after the other. */
	private void refreshSoon() {
		if (!refresh.isRunning()) refresh.start();
	}

	private void refreshNow() {
		normals.gallery.refresh();
		images.gallery.refresh();
		changed();
	}

	/** The model's file; empty while there is no model. */
	Optional<Path> file() {
		return Optional.ofNullable(file);
	}

	Optional<AnomalyModel> model() {
		return Optional.ofNullable(model);
	}

	/** The model's calibration, or the one with the threshold that is tried; null while there is no model. */
	Calibration calibration() {
		return tried != null ? tried : model == null ? null : model.calibration();
	}

	/** Whether another threshold than the model's is tried. */
	boolean isTrying() {
		return tried != null;
	}

	/** Whether something could be taken back. */
	boolean canUndo() {
		return model != null && !Correction.of(model).isEmpty();
	}

	boolean isLearning() {
		return learning;
	}

	/** Whether the model can learn that something is normal: one with a student cannot. */
	boolean canLearnMore() {
		return model != null && model.scoring() instanceof MemoryModel;
	}

	/** Whether images wait to be judged, and nothing is doing so. */
	boolean canJudge() {
		return model != null && !judging && !images.stale().isEmpty();
	}

	/** The normal image of a name, where it is on the workbench. */
	Optional<Entry> normal(String name) {
		return normals.gallery.all().stream().filter(entry -> entry.image().name().equals(name)).findFirst();
	}

	// Images

	void addNormals(List<Path> paths) {
		find(paths, found -> {
			add(normals, found.normals().isEmpty() ? found.images() : found.normals(), null);
			if (!found.normals().isEmpty()) add(images, found.images(), found.labels());
		});
	}

	void addImages(List<Path> paths) {
		find(paths, found -> {
			add(images, found.images(), found.labels());
			if (model == null) add(normals, found.normals(), null);
		});
	}

	void addNormals(ImagePlus open, boolean rois) {
		add(normals, rois ? ImageFinder.ofRois(open) : ImageFinder.ofStack(open), null);
	}

	void addImages(ImagePlus open) {
		add(images, ImageFinder.ofStack(open), null);
	}

	/** Puts a sample's normal images and those to be judged, with their labels, on an empty workbench. */
	void addSample(SampleStacks sample) {
		tasks.start("Opening " + sample, progress -> List.of(sample.normal(progress), sample.toJudge(progress)), stacks -> {
			record.run("Open Sample Data...", Map.of("sample", sample.toString()));
			add(normals, ImageFinder.ofStack(stacks.get(0)), null);
			List<GalleryImage> planes = ImageFinder.ofStack(stacks.get(1));
			add(images, planes, planes.stream().map(plane -> plane.name().contains("/good/") || plane.name().startsWith("good/") ? Label.NORMAL
				: Label.ANOMALOUS).toList());
		});
	}

	private void find(List<Path> paths, Consumer<ImageFinder.Found> then) {
		tasks.start("Looking for images", progress -> ImageFinder.in(paths, progress), found -> {
			then.accept(found);
			if (!found.problems().isEmpty()) tell(found);
		});
	}

	private void tell(ImageFinder.Found found) {
		tasks.report("Looking for images", found.problems().size() + " could not be used:\n" + String.join("\n", found.problems().stream().limit(
			10).toList()) + (found.problems().size() > 10 ? "\n..." : ""));
	}

	/**
	 * @param labels null for none
	 * @return what was not there before
	 */
	List<Entry> add(Shelf shelf, List<GalleryImage> images, List<Label> labels) {
		Map<GalleryImage, Label> known = new IdentityHashMap<>();
		for (int i = 0; labels != null && i < images.size(); i++)
			known.put(images.get(i), labels.get(i));
		List<Entry> added = shelf.gallery.add(images);
		added.forEach(entry -> entry.setLabel(known.get(entry.image())));
		session.changed();
		refreshNow();
		judge(null);
		draw();
		return added;
	}

	void remove(Shelf shelf, List<Entry> entries) {
		shelf.gallery.remove(entries);
		session.changed();
		changed();
	}

	/** @param label null for none */
	void label(List<Entry> entries, Label label) {
		entries.forEach(entry -> entry.setLabel(label));
		session.changed();
		refreshNow();
	}

	void note(Entry entry, String text) {
		if (text.equals(entry.note())) return;
		entry.setNote(text);
		session.changed();
	}

	/** Makes pictures of images that have none, as long as nothing else is to be done with them. */
	private void draw() {
		if (drawing) return;
		drawing = true;
		List<Entry> ofNormals = normals.gallery.all(), ofImages = model == null ? images.gallery.all() : List.of();
		looks.execute(() -> {
			for (Entry entry : ofNormals)
				draw(normals, entry);
			for (Entry entry : ofImages)
				draw(images, entry);
			SwingUtilities.invokeLater(() -> {
				drawing = false;
				if (normals.gallery.all().size() > ofNormals.size() || model == null && images.gallery.all().size() > ofImages.size()) draw();
			});
		});
	}

	private void draw(Shelf shelf, Entry entry) {
		if (looks.isShutdown() || shelf.picture(entry).isPresent()) return;
		try {
			shelf.draw(entry, entry.image().source().read());
		}
		catch (IOException | RuntimeException e) {
			String reason = Reasons.of(e);
			SwingUtilities.invokeLater(() -> entry.failed(reason));
		}
		SwingUtilities.invokeLater(this::refreshSoon);
	}

	// The model

	/** Opens a model and what was on the workbench when it was last used. */
	void open(Path chosen) {
		tasks.start("Opening " + chosen.getFileName(), progress -> ModelFile.read(chosen), read -> {
			file = chosen;
			made.clear();
			modelIs(read);
			LastModel.set(chosen.toFile());
			session.load();
		});
	}

	/**
	 * Learns from the normal images and writes the model.
	 *
	 * @param target an existing file is replaced
	 */
	void learn(Settings settings, Path target) {
		List<Entry> learned = normals.gallery.all();
		List<ImageSource> sources = learned.stream().map(entry -> entry.image().named()).toList();
		Optional<ImagePlus> stack = stackOf(learned);
		learning = true;
		tasks.cancel();
		changed();
		tasks.start("Learning", progress -> learn(settings, target, sources, stack, progress), result -> {
			learning = false;
			file = target;
			made.clear();
			recordLearning(settings, learned);
			modelIs(result.model());
			rank(learned, result.normals());
			LastModel.set(target.toFile());
			session.changed();
		}, () -> {
			learning = false;
			changed();
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

	private void recordLearning(Settings settings, List<Entry> learned) {
		Map<String, String> options = new LinkedHashMap<>();
		Optional<ImagePlus> stack = stackOf(learned);
		options.put("source", stack.isPresent() ? "Stack" : "Folder");
		if (stack.isPresent()) record.add("selectImage(" + MacroRecord.quoted(stack.get().getTitle()) + ");");
		else options.put("folder", session.file().toString());
		options.put("model", file.toString());
		options.put("replace", "true");
		settings.put(options);
		record.run("Train Model...", options);
	}

	/** The open image of which the entries are all planes. */
	private static Optional<ImagePlus> stackOf(List<Entry> entries) {
		ImagePlus stack = entries.isEmpty() ? null : entries.get(0).image().open();
		boolean whole = stack != null && entries.size() == stack.getNSlices() * stack.getNFrames() && entries.stream().allMatch(entry -> entry
			.image().open() == stack);
		return whole ? Optional.of(stack) : Optional.empty();
	}

	/** Puts the normal images into the order of their scores, each judged by the memory of the others. */
	private void rank(List<Entry> learned, List<NormalImage> scores) {
		Map<String, Float> byName = new LinkedHashMap<>();
		scores.forEach(one -> byName.put(one.name(), one.score()));
		for (Entry entry : learned) {
			Float score = byName.get(entry.image().name());
			if (score != null) entry.judged(new Entry.Finding(score));
		}
		refreshNow();
	}

	private void modelIs(AnomalyModel changed) {
		model = changed;
		tried = null;
		version++;
		calibrate();
		images.gallery.all().forEach(Entry::expire);
		judge(null);
	}

	private void calibrate() {
		normals.gallery.setCalibration(calibration());
		images.gallery.setCalibration(calibration());
		changed();
	}

	// The threshold

	/** Judges by another threshold, without changing the model. */
	void tryThreshold(double threshold) {
		tried = (float) threshold == model.calibration().threshold() ? null : model.calibration().byHand(threshold);
		calibrate();
	}

	/** Goes back to the model's own threshold. */
	void forgetThreshold() {
		tried = null;
		calibrate();
	}

	/** Writes the threshold that is tried into the model. */
	void keepThreshold() {
		Calibration kept = tried;
		Path target = file;
		tasks.start("Keeping the threshold", progress -> {
			ModelFile.recalibrate(target, kept, target);
			ShownResults.recalibrate(target);
			return ModelFile.read(target);
		}, read -> {
			Map<String, String> options = new LinkedHashMap<>();
			options.put("model", target.toString());
			options.put("rule", "By hand");
			options.put("value", Float.toString(kept.threshold()));
			record.run("Set Threshold...", options);
			model = read;
			tried = null;
			calibrate();
		});
	}

	// Judging

	/** Goes on judging where it was cancelled. */
	void judge() {
		judge(null);
	}

	/**
	 * Judges what the model has not judged yet.
	 *
	 * @param first is judged before the others; null for none
	 */
	private void judge(Entry first) {
		if (model == null || judging || images.stale().isEmpty()) return;
		List<Entry> stale = new ArrayList<>(images.stale());
		stale.sort(Comparator.comparing((Entry entry) -> entry != first).thenComparing(entry -> {
			int at = images.gallery.indexOf(entry);
			return at < 0 ? Integer.MAX_VALUE : at;
		}));
		judging = true;
		Path by = file;
		int of = version;
		tasks.start("Judging", progress -> {
			judge(stale, by, of, progress);
			return null;
		}, nothing -> judged(first), () -> judging = false);
	}

	private void judged(Entry first) {
		judging = false;
		refreshNow();
		// Images that were added, or a model that has changed, meanwhile.
		judge(null);
	}

	private void judge(List<Entry> stale, Path by, int of, Progress progress) throws IOException {
		try (Detectors.Lease lease = Detectors.shared().borrow(by, Optional.empty(), "auto")) {
			int done = 0;
			for (Entry entry : stale) {
				if (progress.isCancelled()) throw new CancellationException();
				if (of != version) return;
				judge(entry, lease.detector(), of, progress);
				progress.update(++done, stale.size(), entry.image().name());
			}
		}
	}

	private void judge(Entry entry, AnomalyDetector detector, int of, Progress progress) {
		try {
			ImagePlane plane = entry.image().source().read();
			DetectionResult result = detector.detect(plane, Progress.cancelOnly(progress));
			images.keep(entry, Picture.of(plane, detector.model().preprocessing(), result, PictureStore.SIDE));
			tell(of, () -> {
				entry.judged(Entry.Finding.of(result));
				listeners.forEach(listener -> listener.judged(entry));
			});
		}
		catch (CancellationException e) {
			throw e;
		}
		catch (IOException | RuntimeException e) {
			String reason = Reasons.of(e);
			tell(of, () -> entry.failed(reason));
		}
	}

	private void tell(int of, Runnable what) {
		SwingUtilities.invokeLater(() -> {
			if (of != version) return;
			what.run();
			refreshSoon();
		});
	}

	/**
	 * Looks closely at an image.
	 *
	 * @param then gets it on the event thread; not called where it cannot be read
	 */
	void look(Shelf shelf, Entry entry, Consumer<Detail> then) {
		boolean judged = shelf == images && model != null && !entry.isStale();
		Path by = file;
		looks.execute(() -> {
			try {
				ImagePlane plane = entry.image().source().read();
				Detail detail = judged ? detail(entry, plane, by) : new Detail(entry, Picture.of(plane, Detail.SIDE), plane, null);
				SwingUtilities.invokeLater(() -> then.accept(detail));
			}
			catch (IOException | RuntimeException e) {
				// The gallery says what is wrong with it.
			}
		});
	}

	private static Detail detail(Entry entry, ImagePlane plane, Path by) throws IOException {
		try (Detectors.Lease lease = Detectors.shared().borrow(by, Optional.empty(), "auto")) {
			DetectionResult result = lease.detector().detect(plane, Progress.NONE);
			return new Detail(entry, Picture.of(plane, lease.detector().model().preprocessing(), result, Detail.SIDE), plane, result);
		}
	}

	// Corrections

	/**
	 * Teaches the model that a part of an image is normal.
	 *
	 * @param regions labels; empty for all
	 */
	void accept(Detail detail, Set<Integer> regions) {
		correct("Accepting as normal", detail, regions, true, (by, detector, part, progress) -> Corrections.accept(by, detector, part, detail
			.result(), progress));
	}

	/** Keeps a part of an image as an example of what is anomalous, from which a threshold can be chosen. */
	void confirm(Detail detail, Set<Integer> regions) {
		detail.entry().setLabel(Label.ANOMALOUS);
		correct("Confirming", detail, regions, false, (by, detector, part, progress) -> Corrections.mark(by, detector, part, detail.result()));
	}

	private interface Change {
		AnomalyModel of(Path by, AnomalyDetector detector, Part part, Progress progress) throws IOException;
	}

	private void correct(String title, Detail detail, Set<Integer> regions, boolean normal, Change change) {
		Path by = file;
		Part part = detail.part(regions);
		// Nothing is judged by a model that is about to change.
		tasks.cancel();
		tasks.start(title, progress -> {
			try (Detectors.Lease lease = Detectors.shared().borrow(by, Optional.empty(), "auto")) {
				return change.of(by, lease.detector(), part, progress);
			}
		}, changed -> {
			made.push(normal);
			recordCorrection(detail, regions, part, normal);
			corrected(changed, detail.entry());
		}, () -> judge(null));
	}

	private void corrected(AnomalyModel changed, Entry entry) {
		Calibration trying = tried;
		model = changed;
		if (trying != null) tried = changed.calibration().byHand(trying.threshold());
		version++;
		judging = false;
		calibrate();
		session.changed();
		images.gallery.all().forEach(Entry::expire);
		judge(entry);
	}

	/** Exactly what was done, unless another threshold is tried: then the rectangle around it. */
	private void recordCorrection(Detail detail, Set<Integer> regions, Part part, boolean normal) {
		GalleryImage image = detail.entry().image();
		if (image.open() != null) record.add("selectImage(" + MacroRecord.quoted(image.open().getTitle()) + ");");
		else record.add("open(" + MacroRecord.quoted(image.file().orElseThrow().toString().replace('\\', '/')) + ");");
		if (image.slice() > 1) record.add("setSlice(" + image.slice() + ");");
		Map<String, String> options = new LinkedHashMap<>();
		options.put("model", file.toString());
		if (isTrying()) {
			record.add("makeRectangle(" + part.area().x() + ", " + part.area().y() + ", " + part.area().width() + ", " + part.area().height()
				+ ");");
			options.put("part", "Selection");
		}
		else {
			options.put("part", "Anomalies");
			if (!regions.isEmpty()) options.put("regions", String.join(",", regions.stream().sorted().map(String::valueOf).toList()));
		}
		record.run(normal ? "Accept as Normal..." : "Mark as Anomalous...", options);
	}

	/** Takes back the correction made last. */
	void undo() {
		Path by = file;
		int number = last();
		tasks.cancel();
		tasks.start("Taking back", progress -> Corrections.takeBack(by, number), changed -> {
			if (!made.isEmpty()) made.pop();
			Map<String, String> options = new LinkedHashMap<>();
			options.put("model", by.toString());
			options.put("number", Integer.toString(number));
			record.run("Corrections...", options);
			corrected(changed, null);
		}, () -> judge(null));
	}

	/** Those accepted are numbered before those marked, so that the last one made is the last of its kind. */
	private int last() {
		List<Correction> all = Correction.of(model);
		if (!made.isEmpty()) return made.peek() ? model.accepted().size() : all.size();
		return all.stream().max(Comparator.comparing(one -> one.example().date())).orElseThrow().number();
	}

	@Override
	public void close() {
		refresh.stop();
		session.save();
		tasks.close();
		looks.shutdown();
		for (Shelf shelf : List.of(normals, images))
			try {
				shelf.close();
			}
			catch (IOException e) {
				// A temporary file, which goes with the process.
			}
	}
}
