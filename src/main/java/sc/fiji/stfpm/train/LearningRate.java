package sc.fiji.stfpm.train;

/** How the learning rate changes over the steps. */
public enum LearningRate {
	/** Always the same. */
	CONSTANT {
		@Override
		double factor(int step, int steps) {
			return 1;
		}
	},
	/** Half a cosine from the full rate down to nothing, so that the running statistics settle at the end. */
	COSINE {
		@Override
		double factor(int step, int steps) {
			return (1 + Math.cos(Math.PI * step / steps)) / 2;
		}
	};

	/** @return what to multiply the learning rate with at this step, from 0 to {@code steps - 1} */
	abstract double factor(int step, int steps);
}
