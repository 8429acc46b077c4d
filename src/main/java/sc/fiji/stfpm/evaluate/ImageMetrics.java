package sc.fiji.stfpm.evaluate;

import java.util.OptionalDouble;

/**
 * How well raw image scores tell anomalous from normal images. What needs a class without images, or a threshold where
 * none was given, is empty; all but the threshold lie between 0 and 1.
 *
 * @param auroc area under the receiver operating characteristic; 0.5 where all scores are equal
 * @param averagePrecision as scikit-learn's {@code average_precision_score}
 * @param f1Max highest F1 over every distinct score: what the best threshold for these very images would give
 * @param f1Threshold the score that gives it
 * @param f1AtThreshold F1 at the model's threshold
 * @param falseAlarmRate share of normal images whose score reaches the model's threshold
 * @param missRate share of anomalous images whose score does not
 */
public record ImageMetrics(OptionalDouble auroc, OptionalDouble averagePrecision, OptionalDouble f1Max,
	OptionalDouble f1Threshold, OptionalDouble f1AtThreshold, OptionalDouble falseAlarmRate, OptionalDouble missRate) {

	/**
	 * @param normal scores of normal images
	 * @param anomalous scores of anomalous images
	 * @param threshold the model's; a float widened to double compares exactly
	 * @throws IllegalArgumentException where a score is NaN
	 */
	public static ImageMetrics of(float[] normal, float[] anomalous, OptionalDouble threshold) {
		float[] n = Ascending.of(normal);
		float[] p = Ascending.of(anomalous);
		OptionalDouble none = OptionalDouble.empty();
		OptionalDouble falseAlarms = n.length == 0 || threshold.isEmpty() ? none
			: OptionalDouble.of(1 - shareBelow(n, threshold.getAsDouble()));
		OptionalDouble misses = p.length == 0 || threshold.isEmpty() ? none
			: OptionalDouble.of(shareBelow(p, threshold.getAsDouble()));
		if (n.length == 0 || p.length == 0) return new ImageMetrics(none, none, none, none, none, falseAlarms, misses);
		PrecisionRecall.F1 best = PrecisionRecall.maximum(n, p);
		OptionalDouble f1 = threshold.isEmpty() ? none : OptionalDouble.of(PrecisionRecall.f1(n, p, threshold.getAsDouble()));
		return new ImageMetrics(OptionalDouble.of(Roc.area(n, p)), OptionalDouble.of(PrecisionRecall.average(n, p)),
			OptionalDouble.of(best.value()), OptionalDouble.of(best.threshold()), f1, falseAlarms, misses);
	}

	private static double shareBelow(float[] ascending, double threshold) {
		return (double) Ascending.below(ascending, threshold) / ascending.length;
	}
}
