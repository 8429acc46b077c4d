package sc.fiji.stfpm.train;

import sc.fiji.stfpm.Progress;

/** Progress that also hears of every loss and validation value, to plot them say. */
public interface TrainingProgress extends Progress {
	/** Reports nowhere, never cancels. */
	TrainingProgress NONE = new TrainingProgress() {};

	/** @param step steps done, the first is 1 */
	default void step(int step, int steps, double loss) {}

	/** Called after a look at the held-out images. */
	default void validated(TrainingReport.Validation validation) {}
}
