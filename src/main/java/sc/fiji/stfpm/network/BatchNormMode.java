package sc.fiji.stfpm.network;

/** How all batch norms of a student behave at the moment; shared by them. */
final class BatchNormMode {
	/** The weight of the current batch in the running statistics while training, torchvision's. */
	private static final float TRAINING = 0.1f;

	private float momentum = TRAINING;
	private boolean frozen;

	/** The weight of the current batch in the running statistics. */
	float momentum() {
		return momentum;
	}

	/** Whether the running statistics are used, as in evaluation, instead of the batch's. */
	boolean isFrozen() {
		return frozen;
	}

	void train() {
		momentum = TRAINING;
		frozen = false;
	}

	/** At weight 1/k for the k-th batch the statistics become the plain average over the batches seen. */
	void average(int batch) {
		momentum = 1f / batch;
		frozen = false;
	}

	void freeze() {
		frozen = true;
	}
}
