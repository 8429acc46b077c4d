package sc.fiji.stfpm.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;

/** Features as a memory of normal ones compares them, laid out a place a row. */
final class PooledFeatures {
	private static final Shape KERNEL = new Shape(3, 3);
	private static final Shape ONE = new Shape(1, 1);

	private PooledFeatures() {}

	/**
	 * Averages over 3 x 3 neighbours; the border counts neither as a value nor as a place.
	 *
	 * @param normalised channel-normalised features [N, C, h, w]
	 * @return the same shape, the caller's to close
	 */
	static NDArray of(NDArray normalised) {
		Shape shape = normalised.getShape();
		// DJL counts the padding whatever it is told; the same average over ones says how much of it there was.
		NDArray sums = average(normalised);
		try (NDArray ones = normalised.getManager().ones(new Shape(1, 1, shape.get(2), shape.get(3))); NDArray counts = average(ones)) {
			return sums.divi(counts);
		}
	}

	private static NDArray average(NDArray features) {
		return Pool.avgPool2d(features, KERNEL, ONE, ONE, false, false);
	}

	/** Features [1, C, h, w] as [h w, C], the caller's to close. */
	static NDArray rows(NDArray features) {
		Shape shape = features.getShape();
		try (NDArray last = features.transpose(0, 2, 3, 1)) {
			return last.reshape(shape.get(2) * shape.get(3), shape.get(1));
		}
	}
}
