package sc.fiji.stfpm.score;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Scores of labelled images, on which a threshold is chosen. What is decided on them changes only from one distinct score
 * to the next, so that any threshold above one and up to the next decides alike; taken is the middle between the two, as
 * new images may score a little lower or higher. Where nothing scores below, it is the lowest score itself.
 */
public final class LabelledScores {
	private final float[] normal;
	private final float[] anomalous;

	/**
	 * @param normal in any order
	 * @param anomalous in any order
	 * @throws IllegalArgumentException where a score is NaN, infinite or negative
	 */
	public LabelledScores(float[] normal, float[] anomalous) {
		this.normal = checked(normal);
		this.anomalous = checked(anomalous);
	}

	private static float[] checked(float[] scores) {
		for (float score : scores)
			if (!(score >= 0 && score < Float.POSITIVE_INFINITY)) throw new IllegalArgumentException(
				"Scores of labelled images must be finite and not negative, found " + score);
		return ThresholdRule.ascending(scores);
	}

	/** Number of normal images. */
	public int normal() {
		return normal.length;
	}

	/** Number of anomalous images. */
	public int anomalous() {
		return anomalous.length;
	}

	/**
	 * The threshold with the highest F1, and among equals the highest one.
	 *
	 * @throws IllegalArgumentException where normal or anomalous images are missing, or all score 0
	 */
	OperatingPoint bestF1() {
		if (normal.length == 0 || anomalous.length == 0) throw new IllegalArgumentException(
			"The best F1 needs normal and anomalous images, found " + normal.length + " and " + anomalous.length);
		OperatingPoint best = null;
		for (float threshold : candidates()) {
			OperatingPoint point = at(threshold);
			if (best == null || point.f1() > best.f1()) best = point;
		}
		if (best == null) throw new IllegalArgumentException("All labelled images score 0; no threshold tells them apart");
		return best;
	}

	/**
	 * The highest threshold that reaches a recall.
	 *
	 * @throws IllegalArgumentException where there is no anomalous image, or some that are needed score 0
	 */
	OperatingPoint recall(double wanted) {
		if (anomalous.length == 0) throw new IllegalArgumentException("A recall needs anomalous images, found none");
		for (float threshold : candidates()) {
			OperatingPoint point = at(threshold);
			if (point.recall() >= wanted) return point;
		}
		throw new IllegalArgumentException("No threshold reaches a recall of " + FalseAlarms.percent(wanted)
			+ ": too many of the anomalous images score 0");
	}

	/** One for each decision that a positive threshold can make, from the highest that still finds an image. */
	private List<Float> candidates() {
		TreeSet<Float> distinct = new TreeSet<>();
		for (float[] scores : List.of(normal, anomalous))
			for (float score : scores)
				distinct.add(score);
		List<Float> candidates = new ArrayList<>();
		for (Float score : distinct.descendingSet()) {
			Float below = distinct.lower(score);
			if (score > 0) candidates.add(below == null ? score : between(below, score));
		}
		return candidates;
	}

	/** The middle, or the upper one where no float lies between. */
	private static float between(float below, float above) {
		float middle = (float) ((below + (double) above) / 2);
		return middle > below ? middle : above;
	}

	private OperatingPoint at(float threshold) {
		int found = reaching(anomalous, threshold), falseAlarms = reaching(normal, threshold);
		return new OperatingPoint(threshold, found, anomalous.length - found, falseAlarms, normal.length - falseAlarms);
	}

	private static int reaching(float[] ascending, float threshold) {
		int low = 0, high = ascending.length;
		while (low < high) {
			int middle = (low + high) / 2;
			if (ascending[middle] >= threshold) high = middle;
			else low = middle + 1;
		}
		return ascending.length - low;
	}
}
