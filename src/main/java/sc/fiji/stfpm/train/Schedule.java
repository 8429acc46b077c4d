package sc.fiji.stfpm.train;

/**
 * Which images a step sees. A budget in steps takes full batches from the endless row of passes; a budget in epochs ends
 * each pass with what is left, as PyTorch's loader does.
 */
record Schedule(int images, int batch, int stepsPerEpoch, int steps, int validateEvery) {
	static Schedule of(StudentRecipe recipe, int images) {
		int perEpoch = (images + recipe.batch() - 1) / recipe.batch();
		int steps = recipe.steps() > 0 ? recipe.steps() : Math.multiplyExact(perEpoch, recipe.epochs());
		return new Schedule(images, recipe.batch(), recipe.steps() > 0 ? 0 : perEpoch, steps, recipe.validateEvery() > 0
			? recipe.validateEvery() : perEpoch);
	}

	/** The first position of a step, counted from 0. */
	long position(int step) {
		if (stepsPerEpoch == 0) return (long) step * batch;
		return (long) (step / stepsPerEpoch) * images + (long) (step % stepsPerEpoch) * batch;
	}

	/** Images in a step, counted from 0. */
	int size(int step) {
		if (stepsPerEpoch == 0) return batch;
		return Math.min(batch, images - step % stepsPerEpoch * batch);
	}

	/** Whether the held-out images are looked at after so many steps. */
	boolean validatesAfter(int done) {
		return done % validateEvery == 0 || done == steps;
	}
}
