package sc.fiji.stfpm.score;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.special.Gamma;

/**
 * How many new normal images are called anomalous where the threshold is the k-th smallest of n held-out normal scores.
 * Over all sets of n images that could have been held out, that share has the distribution Beta(n + 1 - k, k), whatever
 * the distribution of the scores (Vovk, <em>Conditional validity of inductive conformal predictors</em>, 2012). It takes
 * new images for as normal as the held-out ones, and these for untouched, though they also chose the student.
 *
 * <p>
 * Where the scores are those of patches, an image of m of them is a false alarm where any of them is: with the share q of patches, 1 -
 * (1 - q)^m. Its mean over the sets of n patches is 1 - k (k + 1) ... (k + m - 1) / ((n + 1) ... (n + m)), which for the highest score is m /
 * (n + m), as for images themselves. It takes patches for independent. Those of one image seldom are: then fewer images have more
 * of the patches that reach the threshold.
 *
 * @param rank k, from 1 for the smallest score to {@code count} for the highest
 * @param count n, the number of held-out scores
 * @param patches what is known of them where the scores are those of patches; null where they are those of images
 */
public record FalseAlarms(int rank, int count, Patches patches) {
	private static final double OUTSIDE = 0.05;
	/** Above it "1 in so many" is too rough. */
	private static final double SELDOM = 0.34;

	/** Of images. */
	public FalseAlarms(int rank, int count) {
		this(rank, count, null);
	}

	/** @throws IllegalArgumentException where there is no such rank */
	public FalseAlarms {
		if (rank < 1 || rank > count) throw new IllegalArgumentException("A rank must lie between 1 and the number of scores "
			+ count + ", found " + rank);
	}

	/** The mean, between 0 and 1: the probability that the next normal image is a false alarm. */
	public double expected() {
		return patches == null ? (count + 1.0 - rank) / (count + 1.0) : expected(rank, count, patches.anImage());
	}

	/** The probability that a normal image of m patches reaches the k-th smallest score of n; k may be 0, which is below all scores. */
	static double expected(int rank, int count, double patches) {
		return rank == 0 ? 1 : -Math.expm1(Gamma.logGamma(rank + patches) - Gamma.logGamma(rank) + Gamma.logGamma(count + 1.0) - Gamma.logGamma(
			count + 1 + patches));
	}

	/** Lower end of the 95 % interval, between 0 and 1. */
	public double lower() {
		return quantile(OUTSIDE / 2);
	}

	/** Upper end of the 95 % interval, between 0 and 1. */
	public double upper() {
		return quantile(1 - OUTSIDE / 2);
	}

	private double quantile(double p) {
		// Nothing is drawn from it, so that it needs no random numbers.
		double share = new BetaDistribution(null, count + 1.0 - rank, rank).inverseCumulativeProbability(p);
		return patches == null ? share : -Math.expm1(patches.anImage() * Math.log1p(-share));
	}

	/**
	 * Such as {@code 2.3 % (95 % interval 0.06 % to 8.4 %) from 42 held-out images}, or {@code 6.2 % (95 % interval 0.17 % to 22 %) of images
	 * of 16 patches, from 240 patches of 15 images}; of a single image what that does not tell, too.
	 */
	public String text() {
		if (patches != null) return patchesText();
		return String.format(Locale.ROOT, "%s (95 %% interval %s to %s) from %d held-out image%s", percent(expected()), percent(
			lower()), percent(upper()), count, count == 1 ? "" : "s");
	}

	private String patchesText() {
		String text = String.format(Locale.ROOT, "%s (95 %% interval %s to %s) of images of %s patches, from %d patches of %d image%s", percent(
			expected()), percent(lower()), percent(upper()), patches.anImageText(), count, patches.images(), patches.images() == 1 ? "" : "s");
		return patches.images() > 1 ? text
			: text + "; they share its light, focus and specimen, so that other images may give more false alarms";
	}

	/** For people who decide about parts: {@code About 1 in 20 new normal images may be called anomalous.} */
	public String sentence() {
		String share = expected() <= SELDOM ? "1 in " + Math.round(1 / expected()) : percent(expected()) + " of";
		return "About " + share + " new normal images may be called anomalous.";
	}

	/** A share as a percentage with two digits of it or of what it lacks to 100 %, such as {@code 2.3 %} or {@code 99.5 %}. */
	public static String percent(double share) {
		double percent = 100 * share, smaller = Math.min(percent, 100 - percent);
		int places = smaller > 0 ? Math.max(0, 1 - (int) Math.floor(Math.log10(smaller))) : 0;
		return new BigDecimal(percent).setScale(places, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString() + " %";
	}
}
