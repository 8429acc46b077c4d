package sc.fiji.stfpm.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.dataset.Split;
import sc.fiji.stfpm.detect.AnomalyMapper;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Json;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.TeacherReference;
import sc.fiji.stfpm.model.TrainingRecord;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.EngineSetup;
import sc.fiji.stfpm.network.StudentTeacher;
import sc.fiji.stfpm.score.AnomalyMap;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Teacher;

/**
 * Trains a model on normal images. Part of them is held out: those choose the best student and the threshold, and no
 * other image is ever looked at. The same images, teacher, options and seed give the same model, bit for bit on one
 * kind of CPU.
 */
public final class Trainer {
	/** Fewest normal images: one to learn from, one to hold out. */
	public static final int MIN_IMAGES = 2;

	private final Teacher teacher;
	private final TrainingOptions options;
	private final TrainingProgress progress;
	private Optional<Path> checkpoint = Optional.empty();
	private boolean resume;
	private boolean keepOnCancel;

	/** @param progress hears of steps and may cancel between them */
	public Trainer(Teacher teacher, TrainingOptions options, TrainingProgress progress) {
		this.teacher = teacher;
		this.options = options;
		this.progress = progress;
	}

	/**
	 * Writes a checkpoint at every look at the held-out images and when cancelled.
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

	/** A trained model and how it went. */
	public record Result(AnomalyModel model, TrainingReport report, boolean cancelled) {}

	/**
	 * Trains; blocks until done.
	 *
	 * @throws IOException if an image or the checkpoint cannot be read or written
	 * @throws IllegalArgumentException if there are too few images or one does not fit the others
	 * @throws CancellationException if cancelled and not told to keep the best student
	 */
	public Result train(List<ImageSource> normals) throws IOException {
		if (normals.size() < MIN_IMAGES) throw new IllegalArgumentException("Training needs at least " + MIN_IMAGES
			+ " normal images, one of them to set the threshold with; found " + normals.size());
		ComputeDevice device = ComputeDevice.of(options.device());
		Preprocessing preprocessing = ImageSurvey.preprocessing(normals, options, progress);
		Split<ImageSource> split = Split.of(normals, options.heldOut(), options.seed());
		progress.note("Teacher " + teacher.label() + "; device " + device + "; " + split.training().size()
			+ " images to learn from, " + split.heldOut().size() + " held out");
		TrainingImages training = new TrainingImages(split.training(), preprocessing);
		TrainingImages heldOut = new TrainingImages(split.heldOut(), preprocessing);
		TrainingRun run = new TrainingRun(teacher, options, training, new HeldOut(heldOut, options.formula(), teacher
			.weights(), device), device, progress);
		CheckpointFile file = checkpoint.map(path -> new CheckpointFile(path, identity(split, preprocessing))).orElse(null);
		Optional<TrainingState> start = file != null && resume && Files.exists(file.path()) ? Optional.of(file.read(teacher
			.weights().backbone())) : Optional.empty();
		start.ifPresent(s -> progress.note("Resumed after step " + s.step() + " from " + file.path()));
		TrainingState end = run.run(start, file);
		boolean cancelled = run.cancelled();
		if (cancelled && !keepOnCancel) throw new CancellationException("Training was cancelled after step " + end.step());
		return new Result(model(end, split, preprocessing, heldOut, device), run.report(), cancelled);
	}

	private AnomalyModel model(TrainingState end, Split<ImageSource> split, Preprocessing preprocessing,
		TrainingImages heldOut, ComputeDevice device) throws IOException
	{
		BackboneWeights student = end.best();
		float[] scores = scores(student, preprocessing, heldOut, device);
		TrainingRecord record = new TrainingRecord(options.preset(), options.toString(), options.seed(), split.training()
			.size(), split.heldOut().size(), end.step(), end.bestStep(), end.loss(), end.bestValue(), end.seconds(), device
				.id(), EngineSetup.description(), SoftwareVersion.get(), Instant.now().truncatedTo(ChronoUnit.SECONDS)
					.toString());
		return new AnomalyModel(student, TeacherReference.to(teacher), Optional.empty(), preprocessing, options.formula(),
			Calibration.of(scores, options.threshold()), record);
	}

	private float[] scores(BackboneWeights student, Preprocessing preprocessing, TrainingImages heldOut,
		ComputeDevice device) throws IOException
	{
		float[] scores = new float[heldOut.count()];
		try (StudentTeacher networks = new StudentTeacher(teacher.weights(), student, device)) {
			AnomalyMapper mapper = new AnomalyMapper(networks, preprocessing, options.formula());
			for (int i = 0; i < scores.length; i++) {
				scores[i] = AnomalyMap.score(mapper.map(heldOut.plane(i), TrainingProgress.NONE));
				progress.update(i + 1, scores.length, "Setting the threshold");
			}
		}
		return scores;
	}

	/** What a checkpoint must agree with to be resumed. */
	private String identity(Split<ImageSource> split, Preprocessing preprocessing) {
		List<String> names = new ArrayList<>();
		split.training().forEach(s -> names.add(s.name()));
		split.heldOut().forEach(s -> names.add(s.name()));
		return options + " " + Json.text(preprocessing) + CheckpointFile.TEACHER + teacher.weights().sha256() + " images " + names;
	}
}
