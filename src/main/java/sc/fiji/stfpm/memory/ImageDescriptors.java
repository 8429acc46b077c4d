package sc.fiji.stfpm.memory;

import java.util.Arrays;
import java.util.List;

import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.Tensor;

/**
 * What normal images are like as a whole: of each a descriptor, which is the mean of its channel-normalised features over each
 * quarter, on a scale where normal images vary alike in all channels, projected to {@value #WIDTH} dimensions. The distance of a
 * quarter is that to the nearest normal image's. Immutable and thread-safe.
 */
public final class ImageDescriptors {
	/** Dimensions of a quarter's descriptor. */
	public static final int WIDTH = 128;
	private static final int VALUES = QuarterMeans.QUARTERS * WIDTH;
	private static final float SMALLEST = 1e-6f;

	/**
	 * The normal image that another is most like.
	 *
	 * @param image its name
	 * @param distance to it, the root of the mean square over the quarters
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
	 * @param vectors the descriptors, half precision, [n, quarters, {@value #WIDTH}]
	 * @param limit of the distance of an image that can be compared, see {@link #unlikeness}; infinite where normal images do not tell
	 * @throws IllegalArgumentException where these do not fit together
	 */
	public ImageDescriptors(List<String> images, float[] mean, float[] scale, Tensor vectors, float limit) {
		if (images.isEmpty() || vectors.dtype() != DType.F16 || !Arrays.equals(vectors.shape(), new long[] { images.size(),
			QuarterMeans.QUARTERS, WIDTH })) throw new IllegalArgumentException("Descriptors of " + images.size()
				+ " images need half-precision values [" + images.size() + ", " + QuarterMeans.QUARTERS + ", " + WIDTH + "], found " + vectors);
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

	/** Half precision, [n, quarters, {@value #WIDTH}]. */
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
			for (int q = 0; q < QuarterMeans.QUARTERS; q++)
				sum += squared(descriptor, n, q);
			if (sum < least) {
				least = sum;
				best = n;
			}
		}
		return new Nearest(images.get(best), (float) Math.sqrt(least / QuarterMeans.QUARTERS));
	}

	/**
	 * How unlike normal images an image is as a whole: the second smallest distance of its quarters, in parts of the limit. So it is
	 * above 1 only where three quarters of the image at least are unlike any normal one, which no defect does that leaves half of
	 * the image as it was.
	 *
	 * @param means see {@link QuarterMeans#means}
	 */
	public float unlikeness(float[] means) {
		return distance(space.describe(means), -1) / limit;
	}

	/** As it is in the second nearest quarter, without one of the normal images; -1 for all of them. */
	float distance(float[] descriptor, int without) {
		float[] quarters = new float[QuarterMeans.QUARTERS];
		Arrays.fill(quarters, Float.POSITIVE_INFINITY);
		for (int n = 0; n < images.size(); n++)
			for (int q = 0; q < quarters.length && n != without; q++)
				quarters[q] = Math.min(quarters[q], squared(descriptor, n, q));
		Arrays.sort(quarters);
		return Math.max(SMALLEST, (float) Math.sqrt(quarters[1]));
	}

	private float squared(float[] descriptor, int image, int quarter) {
		float sum = 0;
		for (int k = quarter * WIDTH, at = image * VALUES; k < (quarter + 1) * WIDTH; k++) {
			float difference = descriptor[k] - rows[at + k];
			sum += difference * difference;
		}
		return sum;
	}
}
