package sc.fiji.stfpm.score;

import sc.fiji.stfpm.image.RowSource;

/**
 * Brings the map of one of several channels onto one footing with the others. What lies above the level of normal places is multiplied,
 * so that the same share of normal images reaches a high value in every channel: a channel that varies much does not hide what is
 * anomalous in one that varies little. Values up to the level stay as they are.
 *
 * @param level what the map of a normal place is on average, the same for all channels
 * @param factor positive
 */
public record ChannelGain(float level, float factor) {
	/** Of the scores of normal images in a channel, the one that channels are compared by; what is beyond may be odd. */
	private static final double QUANTILE = 0.9;
	/** Of the level: a channel that varies less, such as a blank one, counts as if it varied so much. */
	private static final float SMALLEST = 0.05f;

	/** @throws IllegalArgumentException for a level or a factor that is not a positive number */
	public ChannelGain {
		if (!(level > 0 && level < Float.POSITIVE_INFINITY && factor > 0 && factor < Float.POSITIVE_INFINITY))
			throw new IllegalArgumentException("The gain of a channel needs a positive level and factor, found " + level + " and " + factor);
	}

	/**
	 * Factors of channels, from their scores of normal images that were not learned from. The mean over channels of what the scores lie
	 * above the level stays as it is, and with it the size of a threshold.
	 *
	 * @param scores of each channel, one an image, in any order
	 */
	public static float[] factors(float[][] scores, float level) {
		float[] above = new float[scores.length];
		float sum = 0;
		for (int c = 0; c < scores.length; c++) {
			float high = (float) ThresholdRule.quantile(ThresholdRule.ascending(scores[c]), QUANTILE);
			above[c] = Math.max(high - level, SMALLEST * level);
			sum += above[c];
		}
		float[] factors = new float[scores.length];
		for (int c = 0; c < scores.length; c++)
			factors[c] = sum / scores.length / above[c];
		return factors;
	}

	/** A value of the map, or a score, on the common footing; ascends with the value. */
	public float of(float value) {
		return value > level && factor != 1 ? level + (value - level) * factor : value;
	}

	/** All of a map. */
	public RowSource of(RowSource map, int columns) {
		return (y, row) -> {
			map.read(y, row);
			for (int x = 0; x < columns; x++)
				row[x] = of(row[x]);
		};
	}
}
