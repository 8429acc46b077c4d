package sc.fiji.stfpm;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.stfpm.correct.Correction;
import sc.fiji.stfpm.correct.Corrections;
import sc.fiji.stfpm.correct.Part;
import sc.fiji.stfpm.dataset.ImageFiles;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.detect.Detectors;
import sc.fiji.stfpm.files.WriteLock;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Area;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.onnx.OnnxExport;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.FalseAlarmRate;
import sc.fiji.stfpm.teacher.DefaultTeacher;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherStore;
import sc.fiji.stfpm.train.Preset;
import sc.fiji.stfpm.train.Trainer;
import sc.fiji.stfpm.train.TrainingOptions;
import sc.fiji.stfpm.train.TrainingProgress;

/**
 * The way in for scripts.
 *
 * <pre>
 * // Groovy
 * Stfpm.train("/images/normal", "/models/bottle.stfpm")
 *
 * detector = Stfpm.open("/models/bottle.stfpm")
 * for (name in Stfpm.images("/images/new", false)) {
 *     img = Stfpm.read("/images/new/" + name)     // or any ImgLib2 image: 2-D, or x, y, channel
 *     result = detector.detect(img)
 *     println name + " " + result.score() + " " + result.anomalous()
 *     map = result.map()                          // an Img of FloatType
 * }
 * detector.close()
 * </pre>
 *
 * All calls block. Errors are exceptions whose messages say what was wrong.
 */
public final class Stfpm {
	/** Gives models back whose lazy maps are gone. */
	private static final Cleaner UNUSED = Cleaner.create();

	private Stfpm() {}

	/**
	 * Opens a model on the best device; close the detector to free its memory.
	 *
	 * @throws IOException if the model or its teacher cannot be read or found
	 */
	public static AnomalyDetector open(String model) throws IOException {
		return AnomalyDetector.open(Path.of(model));
	}

	/**
	 * Opens a model.
	 *
	 * @param teacher name or path of the teacher that the model was trained with; empty to find it
	 * @param device {@code auto}, {@code cpu}, {@code gpu}, {@code gpu:N} or {@code mps}
	 */
	public static AnomalyDetector open(String model, String teacher, String device) throws IOException {
		return AnomalyDetector.open(Path.of(model), Optional.of(teacher).filter(t -> !t.isBlank()), device);
	}

	/**
	 * The image files of a folder: their paths below it, with forward slashes, in natural order. Hidden ones are left out.
	 *
	 * @param recursive whether to go into the folders below
	 * @throws IOException if there is none
	 */
	public static List<String> images(String folder, boolean recursive) throws IOException {
		Path root = Path.of(folder);
		return ImageFiles.in(root, recursive).stream().map(file -> ImageFiles.name(root, file)).toList();
	}

	/** Reads an image file as {@link AnomalyDetector#detect} takes it; see {@link ImageReader#read}. */
	public static RandomAccessibleInterval<?> read(String file) throws IOException {
		return ImageReader.read(Path.of(file));
	}

	/**
	 * The anomaly map of an image of any size, of which cells are computed when they are looked at, see
	 * {@link AnomalyDetector#detectLazily}. The model stays open as long as the map is in use.
	 *
	 * @throws IOException if the model or its teacher cannot be read or found
	 */
	public static RandomAccessibleInterval<FloatType> detectLazily(String model, RandomAccessibleInterval<?> image) throws IOException {
		Detectors.Lease lease = Detectors.shared().borrow(Path.of(model), Optional.empty(), "auto");
		try {
			RandomAccessibleInterval<FloatType> map = lease.detector().detectLazily(image);
			UNUSED.register(map, lease::close);
			return map;
		}
		catch (RuntimeException e) {
			lease.close();
			throw e;
		}
	}

	/** What may be changed before training: {@code Stfpm.options("memory").size(256).seed(7)}. */
	public static TrainingOptions.Builder options(String preset) {
		return TrainingOptions.preset(Preset.of(preset));
	}

	/**
	 * Trains on the images of a folder with {@link DefaultTeacher the default teacher} and the preset {@code memory}; an
	 * existing model file is replaced. Which teacher it was, {@link AnomalyModel#teacher()} tells.
	 */
	public static AnomalyModel train(String folder, String model) throws IOException {
		return train(folder, model, Teacher.DEFAULT, options(Preset.DEFAULT.id()), TrainingProgress.NONE);
	}

	/**
	 * Trains on the images of a folder; an existing model file is replaced.
	 *
	 * @param folder of normal images, or one in MVTec layout, of which {@code train/good} is used
	 * @param teacher {@code default}, {@code embedded}, the name of an imported teacher, or a weight file's path
	 * @param progress hears of every step and may cancel
	 * @throws java.util.concurrent.CancellationException if cancelled; nothing is written
	 */
	public static AnomalyModel train(String folder, String model, String teacher, TrainingOptions.Builder options,
		TrainingProgress progress) throws IOException
	{
		return write(ImageSource.of(ImageSet.open(Path.of(folder)).normals()), model, teacher, options, progress);
	}

	/**
	 * Trains on images in memory, each 2-D, or x, y, channel; all of one pixel type.
	 *
	 * @param teacher {@code default}, {@code embedded}, the name of an imported teacher, or a weight file's path
	 */
	public static AnomalyModel trainOn(List<? extends RandomAccessibleInterval<?>> normals, String model, String teacher,
		TrainingOptions.Builder options) throws IOException
	{
		List<ImageSource> sources = IntStream.range(0, normals.size()).mapToObj(i -> ImageSource.of("image " + (i + 1), normals
			.get(i))).toList();
		return write(sources, model, teacher, options, TrainingProgress.NONE);
	}

	/**
	 * Sets a model's threshold so that about this share of new normal images is called anomalous, as far as its held-out
	 * images can tell; {@link Calibration#provenance()} and {@link Calibration#falseAlarmsText()} say how far. The file is
	 * changed in place.
	 *
	 * @param rate above 0 and below 1
	 * @throws IllegalStateException if the model does not carry its held-out scores
	 */
	public static Calibration setFalseAlarmRate(String model, double rate) throws IOException {
		return calibrate(model, calibration -> calibration.withChoice(new FalseAlarmRate(rate)));
	}

	/**
	 * Sets a model's threshold by hand; the file is changed in place.
	 *
	 * @param threshold positive, on raw scores
	 */
	public static Calibration setThreshold(String model, double threshold) throws IOException {
		return calibrate(model, calibration -> calibration.byHand(threshold));
	}

	/**
	 * Accepts as normal whatever a model finds anomalous in an image that it can compare; the file is changed in place.
	 *
	 * @param name of the image, for the record
	 * @return the changed model; as it was where the image is normal or not comparable
	 * @throws IllegalStateException if the model has a student
	 */
	public static AnomalyModel accept(String model, RandomAccessibleInterval<?> image, String name) throws IOException {
		return correct(model, (file, detector) -> {
			ImagePlane plane = ImagePlane.of(image);
			DetectionResult found = detector.detect(plane, Progress.NONE);
			if (!found.anomalous()) return detector.model();
			return Corrections.accept(file, detector, Part.anomalies(name, plane, found, Set.of()), found, Progress.NONE);
		});
	}

	/** Accepts a rectangle of an image as normal, in pixels; the file is changed in place. */
	public static AnomalyModel accept(String model, RandomAccessibleInterval<?> image, String name, int x, int y, int width,
		int height) throws IOException
	{
		return correct(model, image, name, new Area(x, y, width, height), (file, detector, part, found) -> Corrections.accept(file, detector,
			part, found, Progress.NONE));
	}

	/** Marks a rectangle of an image as anomalous, in pixels, as an example for the threshold; the file is changed in place. */
	public static AnomalyModel mark(String model, RandomAccessibleInterval<?> image, String name, int x, int y, int width, int height)
		throws IOException
	{
		return correct(model, image, name, new Area(x, y, width, height), Corrections::mark);
	}

	/** What a model was told: accepted as normal, then marked as anomalous, the oldest first. */
	public static List<Correction> corrections(String model) throws IOException {
		return Correction.of(ModelFile.read(Path.of(model)));
	}

	/**
	 * Takes a correction back; the model then scores to the last bit as it did without.
	 *
	 * @param number see {@link Correction#number()}; those behind it move up
	 */
	public static AnomalyModel takeBack(String model, int number) throws IOException {
		return Corrections.takeBack(Path.of(model), number);
	}

	/**
	 * Writes a model as an ONNX file, which runs without this software ({@code docs/onnx.md}); an existing file is replaced.
	 *
	 * @return the file's metadata: threshold, and how images become its input
	 * @throws IOException if the model or its teacher cannot be read or found, or the file cannot be written
	 */
	public static Map<String, String> exportOnnx(String model, String onnx) throws IOException {
		return OnnxExport.write(Path.of(model), Optional.empty(), Path.of(onnx));
	}

	private interface Change {
		AnomalyModel of(Path file, AnomalyDetector detector) throws IOException;
	}

	private interface PartChange {
		AnomalyModel of(Path file, AnomalyDetector detector, Part part, DetectionResult found) throws IOException;
	}

	private static AnomalyModel correct(String model, RandomAccessibleInterval<?> image, String name, Area area, PartChange change)
		throws IOException
	{
		return correct(model, (file, detector) -> {
			ImagePlane plane = ImagePlane.of(image);
			Part part = Part.of(name, plane, area);
			return change.of(file, detector, part, detector.detect(plane, Progress.NONE));
		});
	}

	private static AnomalyModel correct(String model, Change change) throws IOException {
		Path file = Path.of(model);
		try (Detectors.Lease lease = Detectors.shared().borrow(file, Optional.empty(), "auto")) {
			return change.of(file, lease.detector());
		}
	}

	private static Calibration calibrate(String model, UnaryOperator<Calibration> change) throws IOException {
		Path file = Path.of(model);
		Calibration changed = change.apply(ModelFile.read(file).calibration());
		ModelFile.recalibrate(file, changed, file);
		return changed;
	}

	private static AnomalyModel write(List<ImageSource> normals, String model, String teacher,
		TrainingOptions.Builder options, TrainingProgress progress) throws IOException
	{
		Path file = Path.of(model);
		ModelFile.checkWritable(file);
		try (WriteLock lock = WriteLock.ofFile(file)) {
			AnomalyModel trained = new Trainer(TeacherStore.open(teacher), options.build(), progress).train(normals).model();
			ModelFile.write(file, trained);
			return trained;
		}
	}
}
