package sc.fiji.stfpm.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.UtcTime;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.TeacherReference;
import sc.fiji.stfpm.model.TrainingRecord;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.EngineSetup;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.Floats;
import sc.fiji.stfpm.teacher.Teacher;

/**
 * Trains a model on normal images; no other image is ever looked at. The same images, teacher, options and seed give the same
 * model, bit for bit on one kind of CPU.
 */
public final class Trainer {
	/** Fewest normal images: one to learn from, one to set the threshold by; a single one is enough where it is learned patch by patch. */
	public static final int MIN_IMAGES = 2;
	/** One in so many images can be left out, so that what is normal is still what most images are. */
	private static final int MOST_LEFT_OUT = 3;

	private final Teacher teacher;
	private final TrainingOptions options;
	private final TrainingProgress progress;
	private Optional<Path> checkpoint = Optional.empty();
	private boolean resume;
	private boolean keepOnCancel;
	private Optional<LookRunner> elsewhere = Optional.empty();

	/** @param progress hears of steps and may cancel between them */
	public Trainer(Teacher teacher, TrainingOptions options, TrainingProgress progress) {
		this.teacher = teacher;
		this.options = options;
		this.progress = progress;
	}

	/**
	 * Writes a checkpoint at every look at the held-out images and when cancelled. Presets that train no student have none.
	 *
	 * @param resume go on from the file where it exists
	 */
	public Trainer checkpoint(Path file, boolean resume) {
		checkpoint = Optional.of(file);
		this.resume = resume;
		return this;
	}

	/** When cancelled, give the best student so far instead of nothing. */
	public Trainer keepOnCancel(boolean keep) {
		keepOnCancel = keep;
		return this;
	}

	/**
	 * Has looks at images taken by others, part by part, which gives the same candidates as one machine would find, and a memory that differs by
	 * the order in which sums are rounded. For presets that make a memory. Of the images that are trained on only the names are asked for then.
	 */
	public Trainer looks(LookRunner runner) {
		elsewhere = Optional.of(runner);
		return this;
	}

	/**
	 * A trained model and how it went.
	 *
	 * @param normals images that set the threshold, those that are least like the others first
	 */
	public record Result(AnomalyModel model, TrainingReport report, List<NormalImage> normals, boolean cancelled) {}

	/**
	 * Trains; blocks until done.
	 *
	 * @throws IOException if an image or the checkpoint cannot be read or written
	 * @throws IllegalArgumentException if there are too few images or one does not fit the others
	 * @throws CancellationException if cancelled and not told to keep the best student, or where there is none to keep
	 */
	public Result train(List<ImageSource> normals) throws IOException {
		if (normals.size() < MIN_IMAGES && (normals.isEmpty() || !options.takesOneImage())) throw new IllegalArgumentException("Training needs at least " + MIN_IMAGES
			+ " normal images, since the threshold is set by images that were not learned from; found " + normals.size()
			+ ". A large image can be cut into several parts, by ROIs say, or be seen in tiles by the preset " + Preset.MEMORY.id()
			+ ", which learns it patch by patch");
		if (elsewhere.isPresent() && options.trainsStudent()) throw new IllegalArgumentException("The preset " + options.preset()
			+ " trains a student, step by step on one machine; the presets that learn in parts are " + Preset.MEMORY.id() + " and " + Preset.THOROUGH
				.id());
		if (elsewhere.isPresent() && options.leaveOut()) throw new IllegalArgumentException("Images that are far apart from all others are left out by a single machine alone; leave"
			+ " them out of the list");
		Result result = train(normals, List.of());
		List<ImageSource> rest = new ArrayList<>(normals);
		List<String> leftOut = new ArrayList<>();
		while (options.leaveOut() && normals.size() > 1) {
			List<NormalImage> apart = NormalImage.apart(result.normals, result.model.calibration().threshold());
			Set<String> names = apart.stream().map(NormalImage::name).collect(Collectors.toCollection(LinkedHashSet::new));
			if (names.isEmpty()) break;
			if (leftOut.size() + names.size() > normals.size() / MOST_LEFT_OUT) {
				progress.note(String.join(", ", names) + (names.size() == 1 ? " is" : " are") + " far apart from all others, but no more than one in " + MOST_LEFT_OUT
					+ " of " + normals.size() + " images can be left out");
				break;
			}
			progress.note("Left out, as far apart from all others: " + String.join(", ", names) + "; learning anew");
			leftOut.addAll(names);
			rest.removeIf(image -> names.contains(image.name()));
			result = train(rest, leftOut);
		}
		return result;
	}

	private Result train(List<ImageSource> normals, List<String> leftOut) throws IOException {
		ComputeDevice device = ComputeDevice.of(options.device());
		try (Looker here = Looker.atAll(normals, teacher.weights(), device, progress)) {
			return train(normals, leftOut, elsewhere.orElse(here), device);
		}
	}

	private Result train(List<ImageSource> normals, List<String> leftOut, LookRunner looks, ComputeDevice device) throws IOException {
		ImageSurvey.Survey survey = ImageSurvey.of(looks, normals.size(), options, progress);
		Learned learned = options.recipe().learn(new TrainingTask(normals, teacher, options, survey
			.preprocessing(), survey.images(), looks, device, progress, checkpoint, resume));
		if (learned.cancelled() && !keepOnCancel) throw new CancellationException("Training was cancelled");
		TrainingRecord record = new TrainingRecord(options.preset(), options.toString(), options.seed(), learned
			.trainingImages(), learned.heldOutImages(), learned.seconds(), device.id(), EngineSetup.description(), SoftwareVersion
				.get(), UtcTime.now(), survey.images(), leftOut);
		float[] scores = Floats.of(learned.normals().stream().map(NormalImage::score).toList());
		AnomalyModel model = new AnomalyModel(learned.scoring(), TeacherReference.to(teacher), Optional.empty(), survey.preprocessing(),
			Calibration.of(scores, options.threshold(), learned.patches().orElse(null)).withLevel(learned.scoring().level()), record).withDescriptors(learned.descriptors());
		List<NormalImage> byScore = NormalImage.byScore(learned.normals());
		progress.note(NormalImage.advice(byScore, model.calibration().threshold()));
		return new Result(model, learned.report(), byScore, learned.cancelled());
	}
}
