package sc.fiji.stfpm.evaluate;

/**
 * Precision and recall of {@code score >= threshold}.
 * <p>
 * Scores come in any order; arrays that are in ascending order are used as they are, others are copied and sorted.
 */
public final class PrecisionRecall {
	private PrecisionRecall() {}

	/**
	 * An F1 score and the threshold that gives it.
	 *
	 * @param value between 0 and 1
	 * @param threshold one of the scores
	 */
	public record F1(double value, float threshold) {}

	/**
	 * Average precision, {@code sum_i (R_i - R_(i-1)) P_i} over the distinct scores from high to low, as scikit-learn's
	 * {@code average_precision_score}: a step sum, not the trapezoidal area.
	 *
	 * @return between 0 and 1
	 * @throws IllegalArgumentException where a class has no score or a score is NaN
	 */
	public static double average(float[] negatives, float[] positives) {
		ThresholdWalk walk = walk(negatives, positives);
		double sum = 0;
		for (int before = 0; walk.next(); before = walk.truePositives()) {
			int found = walk.truePositives();
			sum += (found - before) * ((double) found / ((double) found + walk.falsePositives()));
		}
		return Math.min(1, sum / positives.length);
	}

	/**
	 * The highest F1 over every distinct score as threshold; among equals, the one of the highest threshold.
	 *
	 * @throws IllegalArgumentException where a class has no score or a score is NaN
	 */
	public static F1 maximum(float[] negatives, float[] positives) {
		ThresholdWalk walk = walk(negatives, positives);
		F1 best = new F1(-1, Float.NaN);
		while (walk.next()) {
			double value = f1(walk.truePositives(), walk.falsePositives(), positives.length);
			if (value > best.value()) best = new F1(value, walk.threshold());
		}
		return best;
	}

	/**
	 * The F1 of deciding {@code score >= threshold}.
	 *
	 * @return {@code 2 TP / (2 TP + FP + FN)}, between 0 and 1
	 * @throws IllegalArgumentException where a class has no score or a score is NaN
	 */
	public static double f1(float[] negatives, float[] positives, double threshold) {
		Ascending.requireBoth(negatives, positives);
		int falsePositives = negatives.length - Ascending.below(Ascending.of(negatives), threshold);
		int truePositives = positives.length - Ascending.below(Ascending.of(positives), threshold);
		return f1(truePositives, falsePositives, positives.length);
	}

	/**
	 * The curve, recall on x, precision on y, from the highest score to the lowest.
	 *
	 * @param resolution points nearer than {@code 1 / resolution} in both directions to the point before are left out
	 * @throws IllegalArgumentException where a class has no score or a score is NaN
	 */
	public static Curve curve(float[] negatives, float[] positives, int resolution) {
		ThresholdWalk walk = walk(negatives, positives);
		Curve.Thinned curve = new Curve.Thinned(resolution);
		while (walk.next()) {
			double found = walk.truePositives();
			curve.add(found / positives.length, found / (found + walk.falsePositives()), walk.threshold());
		}
		return curve.curve();
	}

	private static double f1(double truePositives, double falsePositives, double positives) {
		return 2 * truePositives / (truePositives + falsePositives + positives);
	}

	private static ThresholdWalk walk(float[] negatives, float[] positives) {
		Ascending.requireBoth(negatives, positives);
		return new ThresholdWalk(Ascending.of(negatives), Ascending.of(positives));
	}
}
