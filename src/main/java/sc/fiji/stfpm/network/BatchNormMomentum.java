package sc.fiji.stfpm.network;

/**
 * The weight of the current batch in the running statistics, shared by all batch norms of a student: 0.1 in training;
 * 1/k at the k-th batch makes the statistics the plain average over the batches seen.
 */
final class BatchNormMomentum {
	static final float TRAINING = 0.1f;

	private float value = TRAINING;

	float value() {
		return value;
	}

	void set(float newValue) {
		value = newValue;
	}
}
