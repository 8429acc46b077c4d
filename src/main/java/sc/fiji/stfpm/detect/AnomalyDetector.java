package sc.fiji.stfpm.detect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.memory.MissingVectors;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.PixelScale;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.DeviceNetworks;
import sc.fiji.stfpm.network.Devices;
import sc.fiji.stfpm.network.DistanceNetwork;
import sc.fiji.stfpm.network.EngineThreads;
import sc.fiji.stfpm.network.MemoryNetwork;
import sc.fiji.stfpm.score.AreaOpening;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherStore;
import sc.fiji.stfpm.weights.Tensor;

/**
 * A model ready to judge images.
 *
 * <pre>
 * try (AnomalyDetector detector = AnomalyDetector.open(Path.of("bottle.stfpm"))) {
 * 	DetectionResult result = detector.detect(image);
 * 	System.out.println(result.score() + " " + result.anomalous());
 * }
 * </pre>
 *
 * Holds native memory until closed. Thread-safe; calls use all cores and wait for each other, unless there are several devices, of which each
 * serves one call, or the calling threads {@linkplain EngineThreads#share share} the cores.
 */
public final class AnomalyDetector implements AutoCloseable {
	/** Distances that stay in memory, a third of a byte a pixel. */
	private static final long LAZY_BYTES = 256L << 20;

	private final AnomalyModel model;
	private final Devices devices;
	private final DistanceNetwork network;
	private final AnomalyMapper mapper;
	private final int minimumArea;

	/**
	 * @param teacher the model's teacher
	 * @throws IllegalArgumentException if it is another one than the model was trained with
	 */
	public AnomalyDetector(AnomalyModel model, Teacher teacher, ComputeDevice device) {
		this(model, teacher, new Devices(List.of(device)));
	}

	/** The same on several devices at once. */
	public AnomalyDetector(AnomalyModel model, Teacher teacher, Devices devices) {
		this(model, teacher, devices, Tiling.core(teacher.weights().backbone()));
	}

	/** @param core side of the tiles' cores in {@code TILES} mode */
	AnomalyDetector(AnomalyModel model, Teacher teacher, Devices devices, int core) {
		model.checkTeacher(teacher);
		this.model = model;
		this.devices = devices;
		network = DeviceNetworks.of(devices, device -> model.scoring().network(teacher.weights(), device));
		mapper = new AnomalyMapper(network, model.preprocessing(), model.scoring(), core);
		minimumArea = 1;
	}

	private AnomalyDetector(AnomalyDetector other, int minimumArea) {
		model = other.model;
		devices = other.devices;
		network = other.network;
		mapper = other.mapper;
		this.minimumArea = minimumArea;
	}

	private AnomalyDetector(AnomalyDetector other, Preprocessing preprocessing) {
		model = other.model.withPreprocessing(preprocessing);
		devices = other.devices;
		network = other.network;
		mapper = other.mapper.with(preprocessing);
		minimumArea = other.minimumArea;
	}

	/**
	 * A detector with another rule for images whose pixels are of another size than the model's; itself where the model knows nothing of
	 * its own. Both share native memory: closing one closes the other.
	 */
	public AnomalyDetector withPixelRule(PixelScale.Rule rule) {
		Preprocessing preprocessing = model.preprocessing();
		PixelScale scale = preprocessing.scale();
		return scale == null || scale.rule() == rule ? this : new AnomalyDetector(this, preprocessing.withScale(scale.withRule(rule)));
	}

	/**
	 * A detector for which smaller regions do not count: the score of an image is then the maximum of the area opening of its map, see
	 * {@link AreaOpening}. Thresholds stay valid, since scores can only fall. Both share native memory: closing one closes the other.
	 *
	 * @param pixels of the smallest region that counts, from 1, which is every one
	 * @throws IllegalArgumentException if that is less
	 */
	public AnomalyDetector withMinimumArea(int pixels) {
		if (pixels < 1) throw new IllegalArgumentException("The smallest region must have at least 1 pixel, found " + pixels);
		return new AnomalyDetector(this, pixels);
	}

	/** Pixels of the smallest region that counts. */
	public int minimumArea() {
		return minimumArea;
	}

	/** Opens a model on the best device, with its teacher from where it is found. */
	public static AnomalyDetector open(Path model) throws IOException {
		return open(model, Optional.empty(), "auto");
	}

	/**
	 * Opens a model.
	 *
	 * @param teacher where the teacher is, see {@link Teacher#open(String)}; empty to look in the model, then in
	 *          {@link TeacherStore}
	 * @param device one or several, see {@link Devices#of}
	 * @throws IOException if the model or its teacher cannot be read or found
	 */
	public static AnomalyDetector open(Path model, Optional<String> teacher, String device) throws IOException {
		return open(ModelFile.read(model), teacher, device);
	}

	/** As {@link #open(Path, Optional, String)}, of a model that has been read, and perhaps given another threshold. */
	public static AnomalyDetector open(AnomalyModel model, Optional<String> teacher, String device) throws IOException {
		return new AnomalyDetector(model, model.findTeacher(teacher), Devices.of(device));
	}

	/** The model. */
	public AnomalyModel model() {
		return model;
	}

	/** The devices that are really used. */
	public Devices devices() {
		return devices;
	}

	/**
	 * How many images are best judged at the same time, each on a thread of its own that has called
	 * {@link EngineThreads#share EngineThreads.share(atOnce)}.
	 */
	public int atOnce() {
		return devices.atOnce(!mapper.isTiled());
	}

	/** Judges one image; see {@link ImagePlane#of} for what it may be. */
	public DetectionResult detect(RandomAccessibleInterval<?> image) {
		return detect(ImagePlane.of(image), Progress.NONE);
	}

	/**
	 * Judges one image. {@linkplain ImagePlane#ignored() Ignored} pixels are part of no region or score, and NaN in the map; the comparison
	 * as a whole takes all in.
	 *
	 * @throws IllegalArgumentException if the image does not suit the model, or every pixel is ignored
	 * @throws java.util.concurrent.CancellationException if cancelled
	 */
	public DetectionResult detect(ImagePlane image, Progress progress) {
		image.checkCounts();
		AnomalyMapper.Look look = mapper.look(image, progress);
		ChannelMaps channels = ChannelMaps.of(model, look.scales(), image.height(), image.width());
		float[] map = model.scoring().parts() > 1 ? channels.highest(image.height(), image.width()) : model.scoring().map(look.scales(), image
			.height(), image.width());
		return DetectionResult.of(image.width(), image.height(), map, model.calibration(), minimumArea, Comparison.of(model, image, look
			.means()), channels).ignoring(image.ignored());
	}

	/**
	 * Judges an image that need not fit into memory, nor its map: the image is read, and the map made, part by part. A model of {@code TILES}
	 * mode looks at tiles one after the other and keeps their distances in a file (some 0.35 bytes a pixel and channel, of wide teachers 0.45), with which a look
	 * that was broken off goes on; other models see the image at their own size.
	 *
	 * @param work the file, made where it is not there; it stays where the work is broken off by an error, a cancel or a kill, and is deleted
	 *          by {@link LargeDetection#discard()}
	 * @param source which image it is, for instance its file with size and time: with another one, or another model, the file is begun anew
	 * @throws IllegalArgumentException if the image does not suit the model, or every pixel is ignored
	 * @throws java.util.concurrent.CancellationException if cancelled
	 * @throws IOException if the file cannot be read or written
	 */
	public LargeDetection detectLarge(ImagePlane image, Path work, String source, Progress progress) throws IOException {
		image.checkCounts();
		return LargeDetection.run(this, mapper, image, work, source, progress);
	}

	/**
	 * The same in pieces that may be done by many processes.
	 *
	 * @param folder where what is found of tiles goes, which all of them see; it exists, and belongs to this model, image and
	 *          {@code tilesEach} alone
	 * @param source which image it is, as above; the same for all processes
	 * @param tilesEach tiles that are looked at in one piece, and kept in one file
	 * @throws IllegalArgumentException if the image does not suit the model, or the model does not see images in tiles
	 */
	public LargePlane largePlane(ImagePlane image, Path folder, String source, int tilesEach) {
		image.checkCounts();
		return new LargePlane(this, mapper, image, folder, source, tilesEach);
	}

	/**
	 * The anomaly map of an image of any size, of which cells are computed when they are looked at, and kept within a bound of memory; bit by
	 * bit that of {@link #detect}. For any number of threads, as long as this is open and the image can be read. In {@code TILES} mode
	 * looking at one place looks at the tiles around it alone; other models see the whole image at the first look.
	 *
	 * @param image see {@link ImagePlane#of} for what it may be
	 * @return axes X and Y, from 0
	 * @throws IllegalArgumentException if the image does not suit the model
	 */
	public RandomAccessibleInterval<FloatType> detectLazily(RandomAccessibleInterval<?> image) {
		ImagePlane plane = ImagePlane.of(image);
		model.preprocessing().check(plane);
		if (!mapper.isTiled()) return PlaneMap.later(model, () -> mapper.lookAt(plane, Progress.NONE).scales(), plane.width(), plane.height())
			.image();
		List<PlaneTiles> scales = mapper.tiles(plane);
		return PlaneMap.ofTiles(model, scales, LAZY_BYTES, (scale, tile) -> scales.get(scale).look(tile, scales.get(scale).means())).image();
	}

	/**
	 * What a memory lacks to know a part of an image, see {@link MissingVectors}. Places beside the part, whose values reach into it,
	 * count as well.
	 *
	 * @param inside whether a pixel belongs to the part, by its index {@code y * width + x}
	 * @return half precision, [n, D]; for every scale of the memory those of its banks
	 * @throws IllegalStateException if the model has a student, which cannot learn more
	 * @throws IllegalArgumentException if the image does not suit the model
	 * @throws java.util.concurrent.CancellationException if cancelled
	 */
	public List<List<Tensor>> missing(ImagePlane image, IntPredicate inside, Progress progress) {
		if (!(network.first() instanceof MemoryNetwork memory) || !(model.scoring() instanceof MemoryModel learned)) throw new IllegalStateException(
			"Only a model of the preset memory or thorough can learn more; this one has a student");
		return new MissingFeatures(memory, learned, model.preprocessing()).in(image, inside, progress);
	}

	/** Frees the native memory. */
	@Override
	public void close() {
		network.close();
	}
}
