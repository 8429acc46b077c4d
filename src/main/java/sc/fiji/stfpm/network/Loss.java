package sc.fiji.stfpm.network;

import java.util.List;

import ai.djl.ndarray.NDArray;

/** How distances become the number that training lowers. */
public enum Loss {
	/** Sum over layers of the mean over batch and positions (the authors' code). */
	MEAN {
		@Override
		NDArray of(NDArray distance) {
			return distance.mean();
		}
	},
	/** Sum over layers of 0.5 / (h w) times the sum over batch and positions: not divided by the batch (anomalib). */
	HALF_SUM_OVER_BATCH {
		@Override
		NDArray of(NDArray distance) {
			return distance.sum().mul(0.5f / (distance.getShape().get(1) * distance.getShape().get(2)));
		}
	};

	abstract NDArray of(NDArray distance);

	NDArray total(List<NDArray> distances) {
		NDArray sum = of(distances.get(0));
		for (NDArray distance : distances.subList(1, distances.size()))
			sum = sum.add(of(distance));
		return sum;
	}
}
