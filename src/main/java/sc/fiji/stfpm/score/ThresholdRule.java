package sc.fiji.stfpm.score;

import java.util.Arrays;

/**
 * How a threshold follows from the scores of held-out normal images: a quantile of them times a margin.
 *
 * @param quantile between 0 and 1; 1 is the highest held-out score
 * @param margin factor on the quantile, above 0; 1.1 leaves a tenth of room
 */
public record ThresholdRule(double quantile, double margin) {
	/** The highest held-out score. */
	public static final ThresholdRule DEFAULT = new ThresholdRule(1, 1);

	/** @throws IllegalArgumentException where the quantile leaves [0, 1] or the margin is not a positive number */
	public ThresholdRule {
		if (!(quantile >= 0 && quantile <= 1))
			throw new IllegalArgumentException("The threshold's quantile must lie between 0 and 1, found " + quantile);
		if (!(margin > 0 && margin < Double.POSITIVE_INFINITY))
			throw new IllegalArgumentException("The threshold's margin must be a positive number, found " + margin);
	}

	/** The threshold for held-out scores in ascending order, rounded to float once and at least {@link Float#MIN_NORMAL}. */
	float threshold(float[] ascending) {
		float threshold = (float) (quantile(ascending, quantile) * margin);
		return Math.max(threshold, Float.MIN_NORMAL);
	}

	/**
	 * The quantile by linear interpolation between order statistics, definition 7 of Hyndman and Fan (1996) and the
	 * default of NumPy: at position {@code q (n - 1)} of the sorted values, counted from 0.
	 */
	static double quantile(float[] ascending, double q) {
		double position = q * (ascending.length - 1);
		int below = (int) position;
		int above = Math.min(below + 1, ascending.length - 1);
		return ascending[below] + (position - below) * ((double) ascending[above] - ascending[below]);
	}

	/** A sorted copy. */
	static float[] ascending(float[] scores) {
		float[] sorted = scores.clone();
		Arrays.sort(sorted);
		return sorted;
	}
}
