package sc.fiji.stfpm.evaluate;

import java.util.OptionalDouble;

/**
 * How well raw pixel scores find the anomalous pixels of all images together. All are empty where there is no normal
 * pixel or no anomalous region; all but the threshold lie between 0 and 1.
 *
 * @param auroc area under the receiver operating characteristic; 0.5 where all scores are equal
 * @param averagePrecision as scikit-learn's {@code average_precision_score}
 * @param f1Max highest F1 over every distinct score
 * @param f1Threshold the score that gives it
 * @param aupro30 area under the per-region overlap up to a false positive rate of 0.3
 * @param aupro05 the same up to 0.05
 */
public record PixelMetrics(OptionalDouble auroc, OptionalDouble averagePrecision, OptionalDouble f1Max,
	OptionalDouble f1Threshold, OptionalDouble aupro30, OptionalDouble aupro05) {

	static final PixelMetrics UNDEFINED = new PixelMetrics(OptionalDouble.empty(), OptionalDouble.empty(),
		OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

	/** Those of the scores that were walked. */
	static PixelMetrics of(RankSums sums) {
		return sums.hasBoth() ? new PixelMetrics(OptionalDouble.of(sums.auroc()), OptionalDouble.of(sums.averagePrecision()),
			OptionalDouble.of(sums.f1Max()), OptionalDouble.of(sums.f1Threshold()), OptionalDouble.of(sums.aupro30()),
			OptionalDouble.of(sums.aupro05())) : UNDEFINED;
	}
}
