package sc.fiji.stfpm.evaluate;

/**
 * Adds up the rank metrics of one group of scores while its distinct scores are walked from high to low. Only scores
 * that a positive has add anything: between them no metric's sum changes.
 * <ul>
 * <li>AUROC: {@code P(s+ > s-) + P(s+ = s-) / 2}, the Mann-Whitney statistic (Hanley and McNeil 1982), exact with
 * ties.</li>
 * <li>Average precision: {@code sum_i (R_i - R_(i-1)) P_i}, scikit-learn's step sum, not the trapezoidal area.</li>
 * <li>F1-max: over every distinct score {@code t}, deciding {@code score >= t}; among equals the highest. A score that
 * only negatives have cannot be the best.</li>
 * <li>AUPRO (Bergmann et al., IJCV 2021, MVTec AD): area under the per-region overlap up to a false positive rate
 * {@code L}, divided by {@code L}: trapezoids from (0, 0) to (1, 1), linear interpolation at the limit. The area is linear in
 * the overlap: a part {@code w} of it that is found between the rates {@code a} and {@code b} adds
 * {@code w (L - (a + b) / 2)} where {@code b <= L}, {@code w (L - a)^2 / (2 (b - a))} where {@code a < L < b}, else 0.</li>
 * </ul>
 */
final class RankSums {
	private static final double WIDE = 0.3;
	private static final double NARROW = 0.05;

	private final long negatives;
	private final long positives;
	private final int regions;
	private long found;
	private double pairs;
	private double precisions;
	private double bestF1 = -1;
	private float bestThreshold = Float.NaN;
	private double wideArea;
	private double narrowArea;

	/**
	 * @param negatives number of all negative scores
	 * @param positives number of all positive scores
	 * @param regions number of anomalous regions, whose parts add up to 1 each
	 */
	RankSums(long negatives, long positives, int regions) {
		this.negatives = negatives;
		this.positives = positives;
		this.regions = regions;
	}

	/**
	 * Takes all positives of one score.
	 *
	 * @param before negatives of higher scores
	 * @param upTo negatives of this score and higher ones
	 * @param count positives of this score, at least 1
	 * @param overlap the sum of the parts of their regions that they are
	 */
	void add(float score, long before, long upTo, long count, double overlap) {
		found += count;
		pairs += count * (negatives - (before + upTo) / 2.0);
		precisions += count * ((double) found / (found + upTo));
		double f1 = 2.0 * found / ((double) found + upTo + positives);
		if (f1 > bestF1) {
			bestF1 = f1;
			bestThreshold = score;
		}
		double a = (double) before / negatives, b = (double) upTo / negatives;
		wideArea += overlap * below(a, b, WIDE);
		narrowArea += overlap * below(a, b, NARROW);
	}

	private static double below(double a, double b, double limit) {
		if (a >= limit) return 0;
		return b <= limit ? limit - (a + b) / 2 : (limit - a) * (limit - a) / (2 * (b - a));
	}

	/** Whether there are both positives and negatives, without which no metric is defined. */
	boolean hasBoth() {
		return negatives > 0 && positives > 0;
	}

	long negatives() {
		return negatives;
	}

	long positives() {
		return positives;
	}

	int regions() {
		return regions;
	}

	double auroc() {
		return unit(pairs / negatives / positives);
	}

	double averagePrecision() {
		return unit(precisions / positives);
	}

	double f1Max() {
		return bestF1;
	}

	float f1Threshold() {
		return bestThreshold;
	}

	double aupro30() {
		return unit(wideArea / regions / WIDE);
	}

	double aupro05() {
		return unit(narrowArea / regions / NARROW);
	}

	/** Rounding of long sums may leave the interval by a hair. */
	private static double unit(double value) {
		return Math.max(0, Math.min(1, value));
	}
}
