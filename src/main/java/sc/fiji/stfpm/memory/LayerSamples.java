package sc.fiji.stfpm.memory;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What some of the normal images show of one layer at one input size: the statistics of all its features, and a few of them as candidates. Those
 * of several parts of the images can be put together; candidates are then the same as if one had looked at all, and statistics are but for
 * rounding. Its size depends on the number of candidates alone. Not thread-safe.
 */
public final class LayerSamples implements Serializable {
	private final int layer;
	private final int channels;
	private final FeatureStatistics statistics;
	private final FloatRows features;
	private final FloatRows places = new FloatRows(MemoryBank.POSITION);
	/** Of each candidate; what comes behind {@link #count} means nothing. */
	private int[] images = {};
	private int count;

	/**
	 * @param layer index of the backbone's stage
	 * @param channels of its features
	 */
	public LayerSamples(int layer, int channels) {
		this.layer = layer;
		this.channels = channels;
		statistics = new FeatureStatistics(channels);
		features = new FloatRows(channels);
	}

	/** Index of the backbone's stage. */
	public int layer() {
		return layer;
	}

	/** The statistics of all features, candidates or not. */
	public FeatureStatistics statistics() {
		return statistics;
	}

	/**
	 * Adds candidates of an image.
	 *
	 * @param pooled channel-normalised features, averaged over their 3 x 3 neighbours, C values each
	 * @param positions x and y of each, from -1 to 1
	 */
	public void add(int image, float[] pooled, float[] positions) {
		features.add(pooled);
		places.add(positions);
		int n = pooled.length / channels;
		if (images.length < count + n) images = Arrays.copyOf(images, Math.max(count + n, images.length * 3 / 2));
		Arrays.fill(images, count, count += n, image);
	}

	/** Adds what others show, whose images come behind those here. */
	public void add(LayerSamples others) {
		statistics.add(others.statistics);
		features.add(others.features);
		places.add(others.places);
		images = Arrays.copyOf(images, count + others.count);
		System.arraycopy(others.images, 0, images, count, others.count);
		count += others.count;
	}

	/** How many candidates there are. */
	public int count() {
		return count;
	}

	/** Whether nothing was added. */
	boolean isEmpty() {
		return count == 0 && statistics.isEmpty();
	}

	/** The same layer, of which nothing is known yet. */
	LayerSamples none() {
		return new LayerSamples(layer, channels);
	}

	/** The image of each candidate. */
	int[] images() {
		return Arrays.copyOf(images, count);
	}

	/**
	 * The candidates whitened, with their positions where these count.
	 *
	 * @return a vector after the other
	 */
	float[] whitened(Whitening whitening, float positionWeight) {
		int width = MemoryBank.dimensions(channels, positionWeight);
		float[] rows = new float[count * width];
		whitening.apply(features.values(), count, rows, width);
		for (int i = 0; i < count; i++)
			for (int k = channels; k < width; k++)
				rows[i * width + k] = positionWeight * places.values()[i * MemoryBank.POSITION + k - channels];
		return rows;
	}
}
