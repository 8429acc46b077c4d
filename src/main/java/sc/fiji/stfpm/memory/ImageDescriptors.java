package sc.fiji.stfpm.memory;

import java.util.Arrays;
import java.util.List;

import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.Tensor;

/**
 * What normal images are like as a whole: of each a descriptor, which is the mean of its channel-normalised features over each cell
 * of a grid, on a scale where normal images vary alike in all channels, projected to {@value #WIDTH} dimensions. The distance of a cell is
 * that to the nearest normal image's at its place. Immutable and thread-safe.
 */
public final class ImageDescriptors {
	/** Dimensions of a cell's descriptor. */
	public static final int WIDTH = 64;
	private static final int VALUES = CellMeans.CELLS * WIDTH;
	private static final float SMALLEST = 1e-6f;
	/** How many cells are nearer than the one that counts. */
	public static final int COUNTS = 2;

	/**
	 * The normal image that another is most like.
	 *
	 * @param image its name
	 * @param distance to it, the root of the mean square over the cells
	 */
	public record Nearest(String image, float distance) {}

	private final List<String> images;
	private final DescriptorSpace space;
	private final Tensor vectors;
	private final float limit;
	private final float[] rows;

	/**
	 * @param images names of the normal images
	 * @param mean of the features, D values
	 * @param scale what differences from the mean are multiplied by, D values
	 * @param vectors the descriptors, half precision, [n, cells, {@value #WIDTH}]
	 * @param limit of the distance of an image that can be compared, see {@link #unlikeness}; infinite where normal images do not tell
	 * @throws IllegalArgumentException where these do not fit together
	 */
	public ImageDescriptors(List<String> images, float[] mean, float[] scale, Tensor vectors, float limit) {
		if (images.isEmpty() || vectors.dtype() != DType.F16 || !Arrays.equals(vectors.shape(), new long[] { images.size(),
			CellMeans.CELLS, WIDTH })) throw new IllegalArgumentException("Descriptors of " + images.size()
				+ " images need half-precision values [" + images.size() + ", " + CellMeans.CELLS + ", " + WIDTH + "], found " + vectors);
		if (mean.length == 0 || scale.length != mean.length) throw new IllegalArgumentException("Descriptors of " + mean.length
			+ " features need as many scales, found " + scale.length);
		if (!(limit > 0)) throw new IllegalArgumentException("The limit of comparable images must be positive, found " + limit);
		this.images = List.copyOf(images);
		space = new DescriptorSpace(mean, scale);
		this.vectors = vectors;
		this.limit = limit;
		rows = vectors.floats();
	}

	/** Names of the normal images. */
	public List<String> images() {
		return images;
	}

	/** D values. */
	public float[] mean() {
		return space.mean();
	}

	/** D values. */
	public float[] scale() {
		return space.scale();
	}

	/** What these are then projected by, [D, {@value #WIDTH}]; not to be changed. */
	public float[] projection() {
		return space.projection();
	}

	/** Half precision, [n, cells, {@value #WIDTH}]. */
	public Tensor vectors() {
		return vectors;
	}

	/** Positive; infinite where normal images do not tell. */
	public float limit() {
		return limit;
	}

	/** Whether the limit says anything. */
	public boolean tells() {
		return limit < Float.POSITIVE_INFINITY;
	}

	/** The most similar normal image. */
	public Nearest nearest(float[] means) {
		float[] descriptor = space.describe(means);
		int best = 0;
		float least = Float.POSITIVE_INFINITY;
		for (int n = 0; n < images.size(); n++) {
			float sum = 0;
			for (int q = 0; q < CellMeans.CELLS; q++)
				sum += squared(descriptor, n, q);
			if (sum < least) {
				least = sum;
				best = n;
			}
		}
		return new Nearest(images.get(best), (float) Math.sqrt(least / CellMeans.CELLS));
	}

	/**
	 * How unlike normal images an image is as a whole: the third smallest distance of its cells, in parts of the limit. So it is above 1
	 * only where at least seven of the nine cells are unlike those of any normal image, which no defect does that leaves three of them.
	 *
	 * @param means see {@link CellMeans#means}
	 */
	public float unlikeness(float[] means) {
		return distance(space.describe(means), -1) / limit;
	}

	/** As it is in the third nearest cell, without one of the normal images; -1 for all of them. */
	float distance(float[] descriptor, int without) {
		float[] cells = new float[CellMeans.CELLS];
		Arrays.fill(cells, Float.POSITIVE_INFINITY);
		for (int n = 0; n < images.size(); n++)
			for (int q = 0; q < cells.length && n != without; q++)
				cells[q] = Math.min(cells[q], squared(descriptor, n, q));
		Arrays.sort(cells);
		return Math.max(SMALLEST, (float) Math.sqrt(cells[COUNTS]));
	}

	private float squared(float[] descriptor, int image, int cell) {
		float sum = 0;
		for (int k = cell * WIDTH, at = image * VALUES; k < (cell + 1) * WIDTH; k++) {
			float difference = descriptor[k] - rows[at + k];
			sum += difference * difference;
		}
		return sum;
	}
}
