package sc.fiji.stfpm.memory;

import java.util.Arrays;

import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.Tensor;

/**
 * The vectors of a normal image that a memory lacks: chosen greedily, the farthest first, until none of the image's places is farther
 * from the memory and those chosen than normal places are on average. Not thread-safe.
 */
public final class MissingVectors {
	/** In units of the bank's scale: the mean distance of normal places that the memory had not seen. */
	private static final float NORMAL = 1;

	private final MemoryBank bank;
	private final FloatRows vectors;
	private float[] distances = {};

	public MissingVectors(MemoryBank bank) {
		this.bank = bank;
		vectors = new FloatRows(MemoryBank.dimensions(bank.whitening().channels(), bank.positionWeight()));
	}

	/**
	 * Adds a place of the image.
	 *
	 * @param pooled its channel-normalised feature, averaged over 3 x 3 neighbours, C values
	 * @param position its x and y, from -1 to 1
	 * @param distance to the nearest vector of the memory, in units of the bank's scale
	 */
	public void add(float[] pooled, float[] position, float distance) {
		float[] vector = new float[vectors.width()];
		bank.whitening().apply(pooled, 1, vector, vector.length);
		for (int k = pooled.length; k < vector.length; k++)
			vector[k] = bank.positionWeight() * position[k - pooled.length];
		int n = vectors.count();
		vectors.add(vector);
		if (distances.length == n) distances = Arrays.copyOf(distances, Math.max(64, n * 2));
		distances[n] = distance;
	}

	/** The vectors to add to the memory, half precision, [n, D]; n may be 0. */
	public Tensor choose() {
		int width = vectors.width();
		FloatRows chosen = new FloatRows(width);
		float[] left = Arrays.copyOf(distances, vectors.count());
		for (int next = farthest(left); next >= 0 && left[next] > NORMAL; next = farthest(left)) {
			float[] vector = Tensor.of(Arrays.copyOfRange(vectors.values(), next * width, (next + 1) * width), width).as(DType.F16).floats();
			chosen.add(vector);
			for (int i = 0; i < left.length; i++)
				left[i] = Math.min(left[i], squared(vector, i) / bank.scale());
			// Rounding may leave it a little away from itself.
			left[next] = 0;
		}
		return Tensor.of(Arrays.copyOf(chosen.values(), chosen.count() * width), chosen.count(), width).as(DType.F16);
	}

	private static int farthest(float[] left) {
		int farthest = -1;
		for (int i = 0; i < left.length; i++)
			if (farthest < 0 || left[i] > left[farthest]) farthest = i;
		return farthest;
	}

	private float squared(float[] vector, int place) {
		float sum = 0;
		for (int d = 0, i = place * vector.length; d < vector.length; d++) {
			float difference = vector[d] - vectors.values()[i + d];
			sum += difference * difference;
		}
		return sum;
	}
}
