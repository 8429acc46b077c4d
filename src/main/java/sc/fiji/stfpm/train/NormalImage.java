package sc.fiji.stfpm.train;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A normal image, or a patch of one, that the threshold rests on.
 *
 * @param name of the image, and the place of the patch
 * @param score as if it were new
 */
public record NormalImage(String name, float score) {
	private static final int NAMED = 5;
	/** So many times the next score is a gap. */
	private static final double GAP = 1.5;

	static List<NormalImage> of(List<String> names, float[] scores) {
		return IntStream.range(0, scores.length).mapToObj(i -> new NormalImage(names.get(i), scores[i])).toList();
	}

	/** Those that are least like the others first. */
	static List<NormalImage> byScore(List<NormalImage> images) {
		return images.stream().sorted(Comparator.comparing(NormalImage::score).reversed()).toList();
	}

	/** Names the first ones, which are worth a look: what is not normal among them is learned as normal. */
	static String advice(List<NormalImage> byScore, double threshold) {
		return "Least like the other normal images, with their scores in parts of the threshold: " + leastAlike(byScore, threshold)
			+ ". If one of them is not normal, train without it" + apartText(byScore, threshold).map(". "::concat).orElse("");
	}

	/**
	 * The first ones, where they alone raise the threshold: there is a gap between their scores and all others', which is below the threshold. What few have
	 * and others do not may be what is looked for. Empty else.
	 *
	 * @param byScore those that are least like the others first
	 */
	static List<NormalImage> apart(List<NormalImage> byScore, double threshold) {
		int first = beforeGap(byScore);
		return first == 0 || byScore.get(first).score * GAP > threshold ? List.of() : byScore.subList(0, first);
	}

	/** A sentence on those that are {@link #apart}. */
	public static Optional<String> apartText(List<NormalImage> byScore, double threshold) {
		int first = apart(byScore, threshold).size();
		if (first == 0) return Optional.empty();
		boolean one = first == 1;
		return Optional.of(String.format(Locale.ROOT, "%s far apart from all others, which score %.2f at most, and %s the threshold: if what %s is not normal, train"
			+ " without %s, and look again, as others that were like %s then stand apart", one ? "The first is" : "The first " + first + " are", byScore.get(first).score
				/ threshold, one ? "sets" : "set", one ? "it shows" : "they show", one ? "it" : "them", one ? "it" : "them"));
	}

	/** How many are before the widest gap among the first ones, which are fewer than the others; 0 where there is none. */
	private static int beforeGap(List<NormalImage> byScore) {
		int best = 0;
		double widest = GAP;
		for (int i = 1; i <= Math.min(NAMED, (byScore.size() - 1) / 2); i++) {
			double ratio = (double) byScore.get(i - 1).score / byScore.get(i).score;
			if (ratio < widest) continue;
			best = i;
			widest = ratio;
		}
		return best;
	}

	/** The names of the first ones, with their scores in parts of the threshold. */
	public static String leastAlike(List<NormalImage> byScore, double threshold) {
		return byScore.stream().limit(NAMED).map(image -> String.format(Locale.ROOT, "%s (%.2f)", image.name, image.score / threshold))
			.collect(Collectors.joining(", "));
	}
}
