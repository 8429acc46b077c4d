package sc.fiji.stfpm.memory;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;

import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.Tensor;

/**
 * What is normal at one layer and one input size: how its features are whitened, and the normal vectors that a new one is
 * compared with. The distance of a place is {@code min_j |v - m_j|^2 / scale}. Immutable.
 *
 * @param layer index of the backbone's stage, from 0
 * @param whitening of the layer's features
 * @param vectors half precision, [K, C], or [K, C + 2] where vectors end with their position
 * @param positionWeight w of the position {@code w (2x/(W-1) - 1, 2y/(H-1) - 1)}; 0 for vectors without one
 * @param scale mean distance of normal places that the memory had not seen, which puts the layers on one scale
 */
public record MemoryBank(int layer, Whitening whitening, Tensor vectors, float positionWeight, float scale) implements Serializable {
	/** Components of a position. */
	public static final int POSITION = 2;
	/** In place of a mean distance of 0, where all normal images are alike to the last bit. */
	public static final float SMALLEST_SCALE = 1e-6f;

	/** @throws IllegalArgumentException naming what does not fit */
	public MemoryBank {
		long[] shape = vectors.shape();
		int width = dimensions(whitening.channels(), positionWeight);
		if (vectors.dtype() != DType.F16 || shape.length != 2 || shape[1] != width || shape[0] < 1)
			throw new IllegalArgumentException("The memory of layer " + (layer + 1) + " needs at least one half-precision vector of "
				+ width + " values, found " + vectors);
		if (!(positionWeight >= 0 && positionWeight < Float.POSITIVE_INFINITY)) throw new IllegalArgumentException(
			"The weight of positions must be 0 or a positive number, found " + positionWeight);
		if (!(scale > 0 && scale < Float.POSITIVE_INFINITY)) throw new IllegalArgumentException("The scale of layer " + (layer
			+ 1) + " must be a positive number, found " + scale);
	}

	/** Values of a vector: a feature's channels, and its position where that counts. */
	static int dimensions(int channels, float positionWeight) {
		return positionWeight > 0 ? channels + POSITION : channels;
	}

	/** Where a column or row of a feature map lies, from -1 for the first to 1 for the last; -1 where there is one only. */
	public static float position(int index, int count) {
		return count > 1 ? 2f * index / (count - 1) - 1 : -1;
	}

	/** K, the number of vectors. */
	public int size() {
		return (int) vectors.shape()[0];
	}

	/**
	 * The same with more vectors behind those that it has.
	 *
	 * @param more half precision, [n, D] each; n may be 0
	 * @throws IllegalArgumentException where they are of another type or width
	 */
	public MemoryBank with(List<Tensor> more) {
		int rows = size(), bytes = vectors.byteCount();
		for (Tensor tensor : more) {
			if (tensor.dtype() != DType.F16 || tensor.shape().length != 2 || tensor.shape()[1] != vectors.shape()[1])
				throw new IllegalArgumentException("The memory of layer " + (layer + 1) + " takes half-precision vectors of " + vectors
					.shape()[1] + " values, found " + tensor);
			rows += (int) tensor.shape()[0];
			bytes += tensor.byteCount();
		}
		ByteBuffer all = ByteBuffer.allocate(bytes).put(vectors.bytes());
		more.forEach(tensor -> all.put(tensor.bytes()));
		return new MemoryBank(layer, whitening, Tensor.ofBytes(DType.F16, all.array(), rows, vectors.shape()[1]), positionWeight, scale);
	}

	/** The same on another scale. */
	public MemoryBank withScale(float other) {
		return new MemoryBank(layer, whitening, vectors, positionWeight, other);
	}
}
