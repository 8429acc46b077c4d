package sc.fiji.stfpm.memory;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.Tensor;

/**
 * Learns what is normal at one layer and one input size: gathers the features' statistics and some of them as candidates,
 * then whitens them and keeps the most different ones. Its size depends on the number of candidates alone. Not thread-safe.
 */
public final class LayerLearner {
	private final int layer;
	private final int channels;
	private final float positionWeight;
	private final FeatureStatistics statistics;
	/** Pooled features and their positions, candidate by candidate. */
	private float[] features = {};
	private float[] positions = {};
	private int[] images = {};
	private int count;

	/**
	 * @param layer index of the backbone's stage
	 * @param channels of its features
	 * @param positionWeight see {@link MemoryBank#positionWeight()}
	 */
	public LayerLearner(int layer, int channels, float positionWeight) {
		this.layer = layer;
		this.channels = channels;
		this.positionWeight = positionWeight;
		statistics = new FeatureStatistics(channels);
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
	 * Adds candidates of an image. Images come in ascending order.
	 *
	 * @param pooled channel-normalised features, averaged over their 3 x 3 neighbours, C values each
	 * @param places x and y of each, from -1 to 1
	 */
	public void add(int image, float[] pooled, float[] places) {
		int n = pooled.length / channels;
		makeRoom(count + n);
		System.arraycopy(pooled, 0, features, count * channels, n * channels);
		System.arraycopy(places, 0, positions, count * MemoryBank.POSITION, n * MemoryBank.POSITION);
		Arrays.fill(images, count, count + n, image);
		count += n;
	}

	private void makeRoom(int needed) {
		if (needed <= images.length) return;
		int room = Math.max(needed, images.length * 3 / 2);
		features = Arrays.copyOf(features, Math.multiplyExact(room, channels));
		positions = Arrays.copyOf(positions, room * MemoryBank.POSITION);
		images = Arrays.copyOf(images, room);
	}

	/**
	 * Chooses the memory among the candidates, which are given up. Takes the time of {@code capacity} looks at all of them.
	 *
	 * @param capacity how many vectors the memory may have
	 * @throws java.util.concurrent.CancellationException if cancelled
	 */
	public LearnedBank learn(double shrinkage, int capacity, long seed, BooleanSupplier cancelled) {
		Whitening whitening = Whitening.of(statistics, shrinkage);
		int width = MemoryBank.dimensions(channels, positionWeight);
		float[] vectors = new float[count * width];
		for (int i = 0; i < count; i++) {
			whitening.apply(features, i * channels, vectors, i * width);
			for (int k = channels; k < width; k++)
				vectors[i * width + k] = positionWeight * positions[i * MemoryBank.POSITION + k - channels];
		}
		features = positions = null;
		KCentre.Selection selection = KCentre.select(vectors, count, width, capacity, seed, cancelled);
		int[] centres = selection.centres(), standIns = standIns(selection);
		// In the order of the images, so that those of one image stand together.
		Integer[] order = new Integer[centres.length];
		Arrays.setAll(order, i -> i);
		Arrays.sort(order, (a, b) -> Integer.compare(centres[a], centres[b]));
		int[] sorted = new int[order.length], sortedStandIns = new int[order.length], owners = new int[order.length];
		for (int i = 0; i < order.length; i++) {
			sorted[i] = centres[order[i]];
			sortedStandIns[i] = standIns[order[i]];
			owners[i] = images[sorted[i]];
		}
		MemoryBank bank = new MemoryBank(layer, whitening, half(vectors, width, sorted), positionWeight, 1);
		return new LearnedBank(bank, owners, half(vectors, width, sortedStandIns), sortedStandIns);
	}

	/**
	 * For each centre the candidate of another image that lies nearest to it in its cell, which would have been chosen in its
	 * place, or near to it, without the centre's image; -1 where there is none.
	 */
	private int[] standIns(KCentre.Selection selection) {
		int[] centres = selection.centres(), nearest = new int[centres.length];
		Arrays.fill(nearest, -1);
		for (int i = 0; i < count; i++) {
			int cell = selection.cell()[i];
			if (images[i] != images[centres[cell]] && (nearest[cell] < 0 || selection.distance()[i] < selection
				.distance()[nearest[cell]])) nearest[cell] = i;
		}
		return nearest;
	}

	/** The chosen vectors in half precision; zeros for an index of -1. */
	private static Tensor half(float[] vectors, int width, int[] chosen) {
		float[] values = new float[chosen.length * width];
		for (int i = 0; i < chosen.length; i++)
			if (chosen[i] >= 0) System.arraycopy(vectors, chosen[i] * width, values, i * width, width);
		return Tensor.of(values, chosen.length, width).as(DType.F16);
	}
}
