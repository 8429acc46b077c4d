package sc.fiji.stfpm.score;

import java.util.Locale;

/**
 * The lowest threshold from which at most this share of new normal images is expected to be called anomalous. With n
 * held-out scores it is the k-th smallest, with the smallest k for which {@code (n + 1 - k) / (n + 1)} is at most the
 * rate. The rate is always that of images: where the scores are those of patches, k follows from {@link FalseAlarms#expected()}. Where no k is, the highest score is taken and the provenance says what is expected of it.
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

	/** The number of held-out scores of images from which on the rate can be shown. */
	public long needed() {
		return needed(null);
	}

	/** The number of held-out scores from which on the rate can be shown; of patches where they are those of patches. */
	public long needed(Patches patches) {
		return Math.max(1, (long) Math.ceil((1 / rate - 1) * (patches == null ? 1 : patches.anImage()) - ROUNDING));
	}

	/** Whether so many held-out scores of images are enough to show the rate. */
	public boolean canBeShown(int count) {
		return canBeShown(count, null);
	}

	/** Whether so many held-out scores are enough to show the rate. */
	public boolean canBeShown(int count, Patches patches) {
		return count >= needed(patches);
	}

	/** The k of the score that becomes the threshold: from 1, the smallest, to {@code count}. */
	int rank(int count, Patches patches) {
		if (patches != null) return rankOfPatches(count, patches.anImage());
		int reaching = (int) Math.floor(rate * (count + 1) + ROUNDING);
		return Math.min(count, count + 1 - Math.min(count, reaching));
	}

	private int rankOfPatches(int count, double anImage) {
		int tooLow = 0, rank = count;
		while (rank - tooLow > 1) {
			int middle = (tooLow + rank) >>> 1;
			if (FalseAlarms.expected(middle, count, anImage) <= rate + ROUNDING) rank = middle;
			else tooLow = middle;
		}
		return rank;
	}

	@Override
	public ThresholdRule rule(int count, Patches patches) {
		return new ThresholdRule(count == 1 ? 1 : (rank(count, patches) - 1.0) / (count - 1), 1);
	}

	@Override
	public String provenance(int count, Patches patches) {
		String target = "false alarms of at most " + FalseAlarms.percent(rate), of = "";
		if (patches != null) {
			target += " of images of " + patches.anImageText() + " patches";
			of = " of patches";
		}
		FalseAlarms expected = new FalseAlarms(rank(count, patches), count, patches);
		if (canBeShown(count, patches)) return String.format(Locale.ROOT,
			"number %d of %d held-out normal scores%s in ascending order, for %s", expected.rank(), count, of, target);
		return String.format(Locale.ROOT,
			"highest of %d held-out normal scores%s; %s cannot be shown with so few, which takes %d; expected are %s", count, of, target,
			needed(patches), FalseAlarms.percent(expected.expected()));
	}
}
