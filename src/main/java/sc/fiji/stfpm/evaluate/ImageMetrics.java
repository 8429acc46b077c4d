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
	 * @param sums of the images' scores
	 * @param threshold the model's; a float widened to double compares exactly
	 */
	static ImageMetrics of(RankSums sums, float[] normal, float[] anomalous, OptionalDouble threshold) {
		OptionalDouble none = OptionalDouble.empty();
		double t = threshold.orElse(Double.NaN);
		int alarms = reaching(normal, t), hits = reaching(anomalous, t);
		OptionalDouble falseAlarms = normal.length == 0 || threshold.isEmpty() ? none
			: OptionalDouble.of((double) alarms / normal.length);
		OptionalDouble misses = anomalous.length == 0 || threshold.isEmpty() ? none
			: OptionalDouble.of((double) (anomalous.length - hits) / anomalous.length);
		if (!sums.hasBoth()) return new ImageMetrics(none, none, none, none, none, falseAlarms, misses);
		OptionalDouble f1 = threshold.isEmpty() ? none
			: OptionalDouble.of(2.0 * hits / (hits + alarms + anomalous.length));
		return new ImageMetrics(OptionalDouble.of(sums.auroc()), OptionalDouble.of(sums.averagePrecision()),
			OptionalDouble.of(sums.f1Max()), OptionalDouble.of(sums.f1Threshold()), f1, falseAlarms, misses);
	}

	private static int reaching(float[] scores, double threshold) {
		int count = 0;
		for (float score : scores)
			if (score >= threshold) count++;
		return count;
	}
}
