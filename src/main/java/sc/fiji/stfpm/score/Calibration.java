package sc.fiji.stfpm.score;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What a model knows about the scores of normal images it was not trained on, and the threshold that was chosen.
 * Immutable.
 * <p>
 * The threshold is a float, as scores and maps are, so that an image is anomalous exactly where its map has a region.
 *
 * @param count number of held-out normal images; 0 where the threshold was given and no scores are known, which then are 0
 * @param minimum lowest held-out score
 * @param median median held-out score
 * @param maximum highest held-out score
 * @param rule how the held-out scores gave the threshold; kept where it was chosen otherwise
 * @param threshold positive; {@code score >= threshold} is anomalous
 * @param provenance where the threshold comes from, for people
 * @param scores all held-out scores in ascending order; empty or null where only their number and range are known
 * @param basis what the threshold was chosen on; null for models that do not say: the held-out scores where there are any
 * @param chosenOn fingerprints of the labelled images that the threshold was chosen on, see
 *          {@code dataset.Fingerprint}, in ascending order; null for none
 * @param level what the map of a normal place is on average, where that is known before any image: pictures begin there; 0 for a
 *          map that is nearly nothing there
 * @param patches what is known of them where the held-out scores are those of patches of images; null where they are those of images
 */
public record Calibration(int count, float minimum, float median, float maximum, ThresholdRule rule, float threshold,
	String provenance, List<Float> scores, ThresholdBasis basis, Set<String> chosenOn, float level,
	Patches patches)
{

	/** @throws IllegalArgumentException naming the component that is out of range */
	public Calibration {
		scores = scores == null ? List.of() : List.copyOf(scores);
		basis = basis != null ? basis : count == 0 ? ThresholdBasis.GIVEN : ThresholdBasis.HELD_OUT;
		chosenOn = chosenOn == null ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(chosenOn));
		if (count < 0 || count == 0 && maximum != 0)
			throw new IllegalArgumentException("A calibration needs the number of its held-out scores, found " + count);
		if (!(0 <= minimum && minimum <= median && median <= maximum && maximum < Float.POSITIVE_INFINITY))
			throw new IllegalArgumentException("Held-out scores must be finite and not negative, found minimum " + minimum
				+ ", median " + median + ", maximum " + maximum);
		if (!scores.isEmpty()) checkScores(scores, count, minimum, maximum);
		if (!(level >= 0 && level < Float.POSITIVE_INFINITY)) throw new IllegalArgumentException(
			"The level of normal places must be finite and not negative, found " + level);
		if (!(threshold > 0 && threshold < Float.POSITIVE_INFINITY))
			throw new IllegalArgumentException("A threshold must be a positive number, found " + threshold);
		if (rule == null || provenance == null)
			throw new IllegalArgumentException("A calibration needs its threshold rule and provenance");
	}

	/** With scores of images. */
	public Calibration(int count, float minimum, float median, float maximum, ThresholdRule rule, float threshold, String provenance,
		List<Float> scores, ThresholdBasis basis, Set<String> chosenOn, float level)
	{
		this(count, minimum, median, maximum, rule, threshold, provenance, scores, basis, chosenOn, level, null);
	}

	private static void checkScores(List<Float> scores, int count, float minimum, float maximum) {
		if (scores.size() != count) throw new IllegalArgumentException("Expected " + count + " held-out scores, found " + scores
			.size());
		for (int i = 1; i < count; i++)
			if (!(scores.get(i - 1) <= scores.get(i))) throw new IllegalArgumentException("Held-out scores must ascend, found "
				+ scores.get(i - 1) + " before " + scores.get(i));
		if (scores.get(0) != minimum || scores.get(count - 1) != maximum) throw new IllegalArgumentException(
			"Held-out scores must reach from minimum " + minimum + " to maximum " + maximum + ", found " + scores.get(0) + " to "
				+ scores.get(count - 1));
	}

	/**
	 * Calibrates on the scores of held-out normal images, in any order. Where the choice comes out at 0, because the scores
	 * are all 0 say, the threshold is {@link Float#MIN_NORMAL}: a score of 0 stays normal. Where it is one of several equal
	 * scores, it is the next float above them.
	 *
	 * @throws IllegalArgumentException where there is no score, or one is NaN, infinite or negative
	 */
	public static Calibration of(float[] heldOut, ThresholdChoice choice) {
		return of(heldOut, choice, null);
	}

	/**
	 * The same on the scores of patches.
	 *
	 * @param patches what is known of them; null where the scores are those of images
	 */
	public static Calibration of(float[] heldOut, ThresholdChoice choice, Patches patches) {
		if (heldOut.length == 0)
			throw new IllegalArgumentException("A calibration needs at least one held-out score, found none");
		for (int i = 0; i < heldOut.length; i++)
			if (!(heldOut[i] >= 0 && heldOut[i] < Float.POSITIVE_INFINITY))
				throw new IllegalArgumentException("Held-out score " + i + " must be finite and not negative, found "
					+ heldOut[i]);
		float[] ascending = ThresholdRule.ascending(heldOut);
		int n = ascending.length;
		ThresholdRule rule = choice.rule(n, patches);
		return new Calibration(n, ascending[0], (float) ThresholdRule.quantile(ascending, 0.5), ascending[n - 1], rule, rule
			.threshold(ascending), choice.provenance(n, patches), IntStream.range(0, n).mapToObj(i -> ascending[i]).toList(),
			ThresholdBasis.HELD_OUT, Set.of(), 0, patches);
	}

	/** The same with another level of normal places. */
	public Calibration withLevel(float other) {
		return new Calibration(count, minimum, median, maximum, rule, threshold, provenance, scores, basis, chosenOn, other, patches);
	}

	/**
	 * A threshold that no held-out scores stand behind.
	 *
	 * @param provenance where it comes from, for people
	 * @throws IllegalArgumentException where the value is not a positive number
	 */
	public static Calibration given(float threshold, String provenance) {
		return new Calibration(0, 0, 0, 0, ThresholdRule.DEFAULT, threshold, provenance, List.of(), ThresholdBasis.GIVEN, Set
			.of(), 0);
	}

	/**
	 * The same held-out scores with a threshold that follows from them in another way.
	 *
	 * @throws IllegalStateException where the scores are not known
	 */
	public Calibration withChoice(ThresholdChoice choice) {
		if (scores.isEmpty()) throw new IllegalStateException("The model does not carry the scores of its held-out images, as"
			+ " imported ones and those of early versions do not; set the threshold from labelled images or by hand, or train"
			+ " the model again");
		return of(Floats.of(scores), choice, patches).withLevel(level);
	}

	/**
	 * The same held-out scores with a threshold set by hand.
	 *
	 * @param value rounded to float
	 * @throws IllegalArgumentException where it is not a positive number then
	 */
	public Calibration byHand(double value) {
		return withThreshold((float) value, "set by hand");
	}

	/**
	 * The same held-out scores with a threshold that was given.
	 *
	 * @throws IllegalArgumentException where the value is not a positive number
	 */
	public Calibration withThreshold(float value, String newProvenance) {
		return new Calibration(count, minimum, median, maximum, rule, value, newProvenance, scores, ThresholdBasis.GIVEN, Set
			.of(), level, patches);
	}

	/**
	 * The same held-out scores with a threshold chosen on labelled images.
	 *
	 * @param images their fingerprints
	 * @throws IllegalArgumentException where the value is not a positive number
	 */
	public Calibration withThreshold(float value, String newProvenance, Set<String> images) {
		return new Calibration(count, minimum, median, maximum, rule, value, newProvenance, scores, ThresholdBasis.LABELLED,
			images, level, patches);
	}

	/** What share of new normal images will be called anomalous, where the threshold is one of the held-out scores by rule. */
	public Optional<FalseAlarms> falseAlarms() {
		if (basis != ThresholdBasis.HELD_OUT || count == 0 || rule.rank(count).isEmpty()) return Optional.empty();
		return Optional.of(new FalseAlarms(rule.rank(count).getAsInt(), count, patches));
	}

	/** The same for people, and where it is not known what is known instead. */
	public String falseAlarmsText() {
		if (falseAlarms().isPresent()) return "expected false alarms " + falseAlarms().get().text();
		String unknown = "expected false alarms not known";
		if (count == 0) return unknown + ": the model has no held-out images";
		if (scores.isEmpty()) return unknown + " for such a threshold";
		return unknown + " for such a threshold; " + scores.stream().filter(this::isAnomalous).count() + " of " + count
			+ (patches == null ? " held-out images reach it" : " patches of held-out images reach it");
	}

	/** What the threshold means for new normal images, in a sentence. */
	public String falseAlarmsSentence() {
		return falseAlarms().map(FalseAlarms::sentence).orElse("How many new normal images reach such a threshold is not known.");
	}

	/** How a score lies to those of normal images, in a sentence; empty where they are not known. */
	public Optional<String> comparison(float score) {
		if (scores.isEmpty()) return Optional.empty();
		long lower = scores.stream().filter(one -> one < score).count();
		String known = count == 1 ? "the one known normal image" : lower == count ? "all " + count + " known normal images" : lower + " of " + count
			+ " known normal images";
		if (patches != null) known = (lower == count ? "all " + count : lower + " of " + count) + " patches of known normal images";
		return Optional.of(lower == 0 ? "Scores as low as the lowest known normal " + (patches == null ? "image." : "patch.") : "Scores higher than " + known + ".");
	}

	/** How many held-out scores there are and where they lie, for people. */
	public String heldOutText() {
		return count == 0 ? "none known" : String.format(Locale.ROOT, "%d" + (patches == null ? "" : " of patches") + ", from %.4g to %.4g, median %.4g", count, minimum,
			maximum, median);
	}

	/**
	 * How unusual a score is among normal images: {@code (1 + number of held-out scores at or above it) / (n + 1)}, the p-value of
	 * conformal prediction (Vovk et al., <em>Algorithmic Learning in a Random World</em>, 2005). Of new normal images a share p at
	 * most has a p-value of p or less. Where the scores are those of patches, see {@link FalseAlarms}, it is that of an image as large as
	 * those learned from. Empty where the scores are not known.
	 */
	public OptionalDouble pValue(float score) {
		return pValue(score, patches == null ? 1 : patches.anImage());
	}

	/** The same for an image of so many pixels, which counts where the scores are those of patches: more of them are seldom all low. */
	public OptionalDouble pValue(float score, long pixels) {
		return pValue(score, patches == null ? 1 : patches.in(pixels));
	}

	private OptionalDouble pValue(float score, double anImage) {
		if (scores.isEmpty()) return OptionalDouble.empty();
		// Ascending, so that those below can be skipped by halves.
		int below = 0, end = count;
		while (below < end) {
			int middle = (below + end) >>> 1;
			if (scores.get(middle) < score) below = middle + 1;
			else end = middle;
		}
		return OptionalDouble.of(patches == null ? (1.0 + count - below) / (count + 1.0) : FalseAlarms.expected(below, count, anImage));
	}

	/** Whether a score reaches the threshold; NaN never does. */
	public boolean isAnomalous(float score) {
		return score >= threshold;
	}

	/** How many times the threshold a score is. */
	public double ratio(float score) {
		return score / (double) threshold;
	}

	/** The score on a scale where 0.5 is the threshold: {@code score / (2 threshold)}, not clamped. */
	public double normalised(float score) {
		return score / (2.0 * threshold);
	}

	/** Lower end of the display range of every map of the model: the level of normal places, where the threshold is above it. */
	public double displayLower() {
		return level < threshold ? level : 0;
	}

	/** Upper end of the display range of every map of the model: the threshold sits in the middle. */
	public double displayUpper() {
		return 2.0 * threshold - displayLower();
	}

	/** Where a value of a map lies in the display range: 0 at its lower end, 0.5 at the threshold, 1 at its upper end; not clamped. */
	public double shade(float value) {
		return (value - displayLower()) / (displayUpper() - displayLower());
	}
}
