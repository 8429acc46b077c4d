package sc.fiji.stfpm.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.Tensor;

/**
 * Learns {@link ImageDescriptors} from normal images, and how far an image may be from them. The limit lies in the middle, by
 * ratio, between the normal image that is least like the others and the nearest image of those without any structure that are made of
 * normal ones. Not thread-safe.
 */
public final class DescriptorLearner {
	/** Share of the mean variance of a layer's channels that is added to all of them, as in whitening. */
	private static final double SHRINKAGE = 0.1;
	private static final double VARIANCE_FLOOR = 1e-12;
	/** The limit is at least so many times the largest distance among normal images; kinds of images nearer than that say nothing. */
	private static final float MARGIN = 1.5f;
	/** However alike normal images are, the limit is at least this part of the distance of images without any structure. */
	private static final float LEAST = 0.25f;

	private final int[] channels;
	private final int values;
	private final List<String> names = new ArrayList<>();
	private final List<float[]> normals = new ArrayList<>();
	private final List<List<float[]>> kinds = new ArrayList<>();

	/** @param channels of each layer */
	public DescriptorLearner(int... channels) {
		this.channels = channels.clone();
		values = Arrays.stream(channels).sum();
	}

	/**
	 * Adds a normal image.
	 *
	 * @param means see {@link CellMeans#means}
	 */
	public void add(String name, float[] means) {
		names.add(name);
		normals.add(means);
	}

	/** Adds images that no normal one is like, all of one kind. */
	public void addOthers(List<float[]> means) {
		kinds.add(List.copyOf(means));
	}

	/** @throws IllegalStateException if there are fewer than two normal images */
	public ImageDescriptors learn() {
		if (normals.size() < 2) throw new IllegalStateException("Descriptors need at least 2 normal images, found " + normals.size());
		float[] mean = new float[values], scale = new float[values];
		for (int l = 0, from = 0; l < channels.length; from += channels[l++])
			scaleLayer(from, channels[l], mean, scale);
		DescriptorSpace space = new DescriptorSpace(mean, scale);
		int size = CellMeans.CELLS * ImageDescriptors.WIDTH;
		float[] rows = new float[normals.size() * size];
		for (int n = 0; n < normals.size(); n++)
			System.arraycopy(space.describe(normals.get(n)), 0, rows, n * size, size);
		Tensor vectors = Tensor.of(rows, normals.size(), CellMeans.CELLS, ImageDescriptors.WIDTH).as(DType.F16);
		return new ImageDescriptors(names, mean, scale, vectors, limit(new ImageDescriptors(names, mean, scale, vectors,
			Float.POSITIVE_INFINITY), space));
	}

	/** So that a channel's variance over the cells of all normal images is 1, divided by the numbers of channels and layers. */
	private void scaleLayer(int from, int count, float[] mean, float[] scale) {
		double[] variances = new double[count];
		double total = 0;
		for (int c = 0; c < count; c++) {
			double sum = 0, squares = 0;
			for (float[] image : normals)
				for (int q = 0; q < CellMeans.CELLS; q++)
					sum += image[q * values + from + c];
			double average = sum / normals.size() / CellMeans.CELLS;
			for (float[] image : normals)
				for (int q = 0; q < CellMeans.CELLS; q++)
					squares += Math.pow(image[q * values + from + c] - average, 2);
			mean[from + c] = (float) average;
			variances[c] = squares / normals.size() / CellMeans.CELLS;
			total += variances[c] / count;
		}
		for (int c = 0; c < count; c++)
			scale[from + c] = (float) (1 / Math.sqrt((variances[c] + SHRINKAGE * total + VARIANCE_FLOOR) * count * channels.length));
	}

	private float limit(ImageDescriptors all, DescriptorSpace space) {
		float farthest = 0, nearest = Float.POSITIVE_INFINITY;
		for (int n = 0; n < normals.size(); n++)
			farthest = Math.max(farthest, all.distance(space.describe(normals.get(n)), n));
		for (List<float[]> kind : kinds) {
			float distance = Float.POSITIVE_INFINITY;
			for (float[] other : kind)
				distance = Math.min(distance, all.distance(space.describe(other), -1));
			if (distance > MARGIN * farthest) nearest = Math.min(nearest, distance);
		}
		if (nearest == Float.POSITIVE_INFINITY) return nearest;
		return Math.max(MARGIN * farthest, Math.max(LEAST * nearest, (float) Math.sqrt(farthest * nearest)));
	}
}
