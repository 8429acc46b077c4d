package sc.fiji.stfpm.evaluate;

/**
 * The receiver operating characteristic: true positive rate against false positive rate.
 * <p>
 * Scores come in any order; arrays that are in ascending order are used as they are, others are copied and sorted.
 */
public final class Roc {
	private Roc() {}

	/**
	 * The area under the curve, {@code P(s+ > s-) + P(s+ = s-) / 2}: the Mann-Whitney statistic (Hanley and McNeil
	 * 1982), exact with ties.
	 *
	 * @return between 0 and 1
	 * @throws IllegalArgumentException where a class has no score or a score is NaN
	 */
	public static double area(float[] negatives, float[] positives) {
		Ascending.requireBoth(negatives, positives);
		float[] n = Ascending.of(negatives);
		float[] p = Ascending.of(positives);
		// Pairs of pixels overflow an int; a double counts them exactly up to 2^53.
		double halfPairs = 0;
		int below = 0;
		int upTo = 0;
		for (float score : p) {
			while (below < n.length && n[below] < score) below++;
			upTo = Math.max(upTo, below);
			while (upTo < n.length && n[upTo] == score) upTo++;
			halfPairs += (double) below + upTo;
		}
		return Math.min(1, halfPairs / (2.0 * n.length * p.length));
	}

	/**
	 * The curve from (0, 0) to (1, 1), false positive rate on x, true positive rate on y.
	 *
	 * @param resolution points nearer than {@code 1 / resolution} in both directions to the point before are left out
	 * @throws IllegalArgumentException where a class has no score or a score is NaN
	 */
	public static Curve curve(float[] negatives, float[] positives, int resolution) {
		Ascending.requireBoth(negatives, positives);
		ThresholdWalk walk = new ThresholdWalk(Ascending.of(negatives), Ascending.of(positives));
		Curve.Thinned curve = new Curve.Thinned(resolution);
		curve.add(0, 0, Float.POSITIVE_INFINITY);
		while (walk.next())
			curve.add((double) walk.falsePositives() / negatives.length, (double) walk.truePositives() / positives.length,
				walk.threshold());
		return curve.curve();
	}
}
