package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.Preprocessing.Mode;

/**
 * Images and their network input, kept in memory as far as a budget goes and read again beyond that: whole inputs
 * resized, as they were asked for, all else as it is.
 */
final class TrainingImages {
	private final IntFunction<ImageSource> sources;
	private final int count;
	private final Preprocessing preprocessing;
	private final Map<Integer, float[]> inputs = new HashMap<>();
	private final Map<Integer, ImagePlane> planes = new HashMap<>();
	/** Whatever the budget is, so that a large image is not read again for each of its patches. */
	private ImagePlane latest;
	private int latestIndex;
	private long budget;

	/** Keeps what a quarter of Java's memory takes. */
	TrainingImages(List<ImageSource> sources, Preprocessing preprocessing) {
		this(sources::get, sources.size(), preprocessing, Long.MAX_VALUE);
	}

	/**
	 * @param count numbers of images are below
	 * @param most bytes to keep, where a quarter of Java's memory is more
	 */
	TrainingImages(IntFunction<ImageSource> sources, int count, Preprocessing preprocessing, long most) {
		budget = Math.min(Runtime.getRuntime().maxMemory() / 4, most);
		this.sources = sources;
		this.preprocessing = preprocessing;
		this.count = count;
	}

	Preprocessing preprocessing() {
		return preprocessing;
	}

	int count() {
		return count;
	}

	/** Whether an image comes again exactly as it was. */
	boolean areFixed() {
		return preprocessing.mode() == Mode.WHOLE;
	}

	/** Writes a whole image as {@code 3 * size * size} values. */
	void wholeInput(int index, float[] out, int offset) throws IOException {
		float[] input = whole(index);
		System.arraycopy(input, 0, out, offset, input.length);
	}

	/** A random place for a crop of an image. */
	HardCrops.Crop randomCrop(int index, Random random) throws IOException {
		ImagePlane plane = plane(index);
		int size = preprocessing.size();
		return new HardCrops.Crop(index, random.nextInt(plane.width() - size + 1), random.nextInt(plane.height() - size + 1),
			0);
	}

	/** Writes a crop as {@code 3 * size * size} values. */
	void cropInput(HardCrops.Crop crop, float[] out, int offset) throws IOException {
		preprocessing.region(plane(crop.image()), crop.x(), crop.y(), preprocessing.size(), preprocessing.size(), out,
			offset);
	}

	/** Writes an image, or a crop of it at a random place. */
	void input(int index, Random random, float[] out, int offset) throws IOException {
		if (areFixed()) wholeInput(index, out, offset);
		else cropInput(randomCrop(index, random), out, offset);
	}

	/** The image itself. */
	ImagePlane plane(int index) throws IOException {
		ImagePlane kept = planes.get(index);
		if (kept != null) return kept;
		if (latest != null && latestIndex == index) return latest;
		ImagePlane plane = read(index);
		latest = plane;
		latestIndex = index;
		long bytes = (long) plane.width() * plane.height() * plane.channels() * Float.BYTES;
		if (bytes <= budget) {
			budget -= bytes;
			planes.put(index, plane);
		}
		return plane;
	}

	private float[] whole(int index) throws IOException {
		float[] kept = inputs.get(index);
		if (kept != null) return kept;
		// The image itself is not kept beside its input.
		float[] input = preprocessing.whole(read(index));
		long bytes = (long) input.length * Float.BYTES;
		if (bytes <= budget) {
			budget -= bytes;
			inputs.put(index, input);
		}
		return input;
	}

	private ImagePlane read(int index) throws IOException {
		ImageSource source = sources.apply(index);
		ImagePlane plane = source.read();
		try {
			preprocessing.check(plane);
		}
		catch (IllegalArgumentException e) {
			throw new IOException(source.name() + ": " + e.getMessage(), e);
		}
		return plane;
	}
}
