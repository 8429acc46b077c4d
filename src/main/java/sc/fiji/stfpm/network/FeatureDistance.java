package sc.fiji.stfpm.network;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;

/** Distances between channel-normalised features. */
final class FeatureDistance {
	/** {@code t^ = t / max(|t|_2, 1e-12)}. */
	private static final double NORM_FLOOR = 1e-12;

	private FeatureDistance() {}

	/** @return {@code f / max(|f|_2, 1e-12)} over channels, for features [N, C, H, W] */
	static NDArray normalised(NDArray features) {
		return features.normalize(2, 1, NORM_FLOOR);
	}

	/**
	 * @param normalisedTeacher channel-normalised features, a layer each
	 * @param student raw features
	 * @return {@code d_l = sum_c (t^ - s^)^2} as [N, h, w], a layer each
	 */
	static List<NDArray> between(List<NDArray> normalisedTeacher, List<NDArray> student) {
		List<NDArray> distances = new ArrayList<>();
		for (int l = 0; l < student.size(); l++)
			distances.add(normalisedTeacher.get(l).sub(normalised(student.get(l))).square().sum(new int[] { 1 }));
		return distances;
	}
}
