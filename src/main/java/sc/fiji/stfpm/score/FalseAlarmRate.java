package sc.fiji.stfpm.score;

import java.util.Locale;

/**
 * The lowest threshold from which at most this share of new normal images is expected to be called anomalous. With n
 * held-out scores it is the k-th smallest, with the smallest k for which {@code (n + 1 - k) / (n + 1)} is at most the
 * rate. Where no k is, the highest score is taken and the provenance says what is expected of it.
 *
 * @param rate above 0 and below 1
 */
public record FalseAlarmRate(double rate) implements ThresholdChoice {
	/** Products such as 0.07 * 100 miss whole numbers by less. */
	private static final double ROUNDING = 1e-9;

	/** @throws IllegalArgumentException where the rate leaves ]0, 1[ */
	public FalseAlarmRate {
		if (!(rate > 0 && rate < 1)) throw new IllegalArgumentException(
			"A false-alarm rate must lie between 0 and 1, such as 0.05 for 5 %, found " + rate);
	}

	/** The number of held-out scores from which on the rate can be shown. */
	public long needed() {
		return Math.max(1, (long) Math.ceil(1 / rate - 1 - ROUNDING));
	}

	/** Whether so many held-out scores are enough to show the rate. */
	public boolean canBeShown(int count) {
		return count >= needed();
	}

	/** The k of the score that becomes the threshold: from 1, the smallest, to {@code count}. */
	int rank(int count) {
		int reaching = (int) Math.floor(rate * (count + 1) + ROUNDING);
		return Math.min(count, count + 1 - Math.min(count, reaching));
	}

	@Override
	public ThresholdRule rule(int count) {
		return new ThresholdRule(count == 1 ? 1 : (rank(count) - 1.0) / (count - 1), 1);
	}

	@Override
	public String provenance(int count) {
		String target = "false alarms of at most " + FalseAlarms.percent(rate);
		FalseAlarms expected = new FalseAlarms(rank(count), count);
		if (canBeShown(count)) return String.format(Locale.ROOT, "number %d of %d held-out normal scores in ascending order, for %s",
			expected.rank(), count, target);
		return String.format(Locale.ROOT,
			"highest of %d held-out normal scores; %s cannot be shown with so few, which takes %d; expected are %s", count, target,
			needed(), FalseAlarms.percent(expected.expected()));
	}
}
