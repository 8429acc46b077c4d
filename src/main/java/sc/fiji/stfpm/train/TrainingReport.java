package sc.fiji.stfpm.train;

import java.util.List;

/**
 * How training went, for plots and logs.
 *
 * @param losses of every step done by this run, in order
 * @param validations every look at the held-out images of this run, in order
 */
public record TrainingReport(List<Double> losses, List<Validation> validations) {
	/**
	 * One look at the held-out images.
	 *
	 * @param step steps done by then
	 * @param value mean anomaly map over the held-out images; lower is better
	 * @param best whether it was the lowest so far, so that this student was kept
	 */
	public record Validation(int step, double value, boolean best) {}

	public TrainingReport {
		losses = List.copyOf(losses);
		validations = List.copyOf(validations);
	}
}
