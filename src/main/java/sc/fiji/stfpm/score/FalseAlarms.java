package sc.fiji.stfpm.score;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * How many new normal images are called anomalous where the threshold is the k-th smallest of n held-out normal scores.
 * Over all sets of n images that could have been held out, that share has the distribution Beta(n + 1 - k, k), whatever
 * the distribution of the scores (Vovk, <em>Conditional validity of inductive conformal predictors</em>, 2012). It takes
 * new images for as normal as the held-out ones, and these for untouched, though they also chose the student.
 *
 * @param rank k, from 1 for the smallest score to {@code count} for the highest
 * @param count n, the number of held-out scores
 */
public record FalseAlarms(int rank, int count) {
	private static final double OUTSIDE = 0.05;
	/** Above it "1 in so many" is too rough. */
	private static final double SELDOM = 0.34;

	/** @throws IllegalArgumentException where there is no such rank */
	public FalseAlarms {
		if (rank < 1 || rank > count) throw new IllegalArgumentException("A rank must lie between 1 and the number of scores "
			+ count + ", found " + rank);
	}

	/** The mean, between 0 and 1: the probability that the next normal image is a false alarm. */
	public double expected() {
		return (count + 1.0 - rank) / (count + 1.0);
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
		return new BetaDistribution(null, count + 1.0 - rank, rank).inverseCumulativeProbability(p);
	}

	/** Such as {@code 2.3 % (95 % interval 0.06 % to 8.4 %) from 42 held-out images}. */
	public String text() {
		return String.format(Locale.ROOT, "%s (95 %% interval %s to %s) from %d held-out image%s", percent(expected()), percent(
			lower()), percent(upper()), count, count == 1 ? "" : "s");
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
