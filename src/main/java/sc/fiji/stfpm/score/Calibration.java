package sc.fiji.stfpm.score;

import java.util.Locale;

/**
 * What a model knows about the scores of normal images it was not trained on, and the threshold that follows.
 * <p>
 * The threshold is a float, as scores and maps are, so that an image is anomalous exactly where its map has a region.
 *
 * @param count number of held-out normal images; 0 where the threshold was given and no scores are known, which then are 0
 * @param minimum lowest held-out score
 * @param median median held-out score
 * @param maximum highest held-out score
 * @param rule how the held-out scores give the threshold; kept also where the threshold was set by hand
 * @param threshold positive; {@code score >= threshold} is anomalous
 * @param provenance where the threshold comes from, for people
 */
public record Calibration(int count, float minimum, float median, float maximum, ThresholdRule rule, float threshold,
	String provenance) {

	/** @throws IllegalArgumentException naming the component that is out of range */
	public Calibration {
		if (count < 0 || count == 0 && maximum != 0)
			throw new IllegalArgumentException("A calibration needs the number of its held-out scores, found " + count);
		if (!(0 <= minimum && minimum <= median && median <= maximum && maximum < Float.POSITIVE_INFINITY))
			throw new IllegalArgumentException("Held-out scores must be finite and not negative, found minimum " + minimum
				+ ", median " + median + ", maximum " + maximum);
		if (!(threshold > 0 && threshold < Float.POSITIVE_INFINITY))
			throw new IllegalArgumentException("A threshold must be a positive number, found " + threshold);
		if (rule == null || provenance == null)
			throw new IllegalArgumentException("A calibration needs its threshold rule and provenance");
	}

	/**
	 * Calibrates on the scores of held-out normal images, in any order. Where the rule comes out at 0, because the
	 * scores are all 0 say, the threshold is {@link Float#MIN_NORMAL}: a score of 0 stays normal.
	 *
	 * @throws IllegalArgumentException where there is no score, or one is NaN, infinite or negative
	 */
	public static Calibration of(float[] heldOut, ThresholdRule rule) {
		if (heldOut.length == 0)
			throw new IllegalArgumentException("A calibration needs at least one held-out score, found none");
		for (int i = 0; i < heldOut.length; i++)
			if (!(heldOut[i] >= 0 && heldOut[i] < Float.POSITIVE_INFINITY))
				throw new IllegalArgumentException("Held-out score " + i + " must be finite and not negative, found "
					+ heldOut[i]);
		float[] ascending = ThresholdRule.ascending(heldOut);
		int n = ascending.length;
		return new Calibration(n, ascending[0], (float) ThresholdRule.quantile(ascending, 0.5), ascending[n - 1], rule,
			rule.threshold(ascending), String.format(Locale.ROOT, "quantile %s of %d held-out normal scores, times %s",
				rule.quantile(), n, rule.margin()));
	}

	/**
	 * A threshold that no held-out scores stand behind.
	 *
	 * @param provenance where it comes from, for people
	 * @throws IllegalArgumentException where the value is not a positive number
	 */
	public static Calibration given(float threshold, String provenance) {
		return new Calibration(0, 0, 0, 0, ThresholdRule.DEFAULT, threshold, provenance);
	}

	/**
	 * The same held-out scores with a threshold set by hand.
	 *
	 * @throws IllegalArgumentException where the value is not a positive number
	 */
	public Calibration withThreshold(float value, String newProvenance) {
		return new Calibration(count, minimum, median, maximum, rule, value, newProvenance);
	}

	/** Whether a score reaches the threshold; NaN never does. */
	public boolean isAnomalous(float score) {
		return score >= threshold;
	}

	/** The score on a scale where 0.5 is the threshold: {@code score / (2 threshold)}, not clamped. */
	public double normalised(float score) {
		return score / (2.0 * threshold);
	}

	/** Lower end of the display range of every map of the model. */
	public double displayLower() {
		return 0;
	}

	/** Upper end of the display range of every map of the model: twice the threshold, which so sits in the middle. */
	public double displayUpper() {
		return 2.0 * threshold;
	}
}
