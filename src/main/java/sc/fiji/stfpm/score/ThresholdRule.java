package sc.fiji.stfpm.score;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * How a threshold follows from the scores of held-out normal images: a quantile of them times a margin.
 *
 * @param quantile between 0 and 1; 1 is the highest held-out score
 * @param margin factor on the quantile, above 0; 1.1 leaves a tenth of room
 */
public record ThresholdRule(double quantile, double margin) implements ThresholdChoice {
	/** The highest held-out score. */
	public static final ThresholdRule DEFAULT = new ThresholdRule(1, 1);
	/** Products such as 0.9 * 10 miss whole numbers by less. */
	private static final double ROUNDING = 1e-9;

	/** @throws IllegalArgumentException where the quantile leaves [0, 1] or the margin is not a positive number */
	public ThresholdRule {
		if (!(quantile >= 0 && quantile <= 1))
			throw new IllegalArgumentException("The threshold's quantile must lie between 0 and 1, found " + quantile);
		if (!(margin > 0 && margin < Double.POSITIVE_INFINITY))
			throw new IllegalArgumentException("The threshold's margin must be a positive number, found " + margin);
	}

	@Override
	public ThresholdRule rule(int count, Patches patches) {
		return this;
	}

	@Override
	public String provenance(int count, Patches patches) {
		return String.format(Locale.ROOT, "quantile %s of %d held-out normal scores%s, times %s", quantile, count, patches == null ? ""
			: " of patches", margin);
	}

	/**
	 * Which of so many scores in ascending order the threshold is, counted from 1; empty where it lies between two of them
	 * or a margin moves it.
	 */
	OptionalInt rank(int count) {
		double position = quantile * (count - 1);
		long nearest = Math.round(position);
		return margin == 1 && Math.abs(position - nearest) < ROUNDING ? OptionalInt.of((int) nearest + 1) : OptionalInt.empty();
	}

	/**
	 * The threshold for held-out scores in ascending order, rounded to float once and at least {@link Float#MIN_NORMAL}.
	 * Where it is one of the scores and another one equals it, it is the next float above: a value that came twice will come
	 * again, and would then be a false alarm each time.
	 */
	float threshold(float[] ascending) {
		OptionalInt rank = rank(ascending.length);
		float threshold = rank.isPresent() ? untied(ascending, rank.getAsInt() - 1) : (float) (quantile(ascending, quantile)
			* margin);
		if (rank.isEmpty() && margin == 1) threshold = Math.max(threshold, aboveTheLower(ascending));
		return Math.max(threshold, Float.MIN_NORMAL);
	}

	/** What lies between two scores is above the lower one, even if they are equal or no float is between them. */
	private float aboveTheLower(float[] ascending) {
		return Math.nextUp(ascending[(int) (quantile * (ascending.length - 1))]);
	}

	private static float untied(float[] ascending, int i) {
		boolean tied = i > 0 && ascending[i - 1] == ascending[i] || i + 1 < ascending.length && ascending[i + 1] == ascending[i];
		return tied ? Math.nextUp(ascending[i]) : ascending[i];
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
