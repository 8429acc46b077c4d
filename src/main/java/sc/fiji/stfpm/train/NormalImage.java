package sc.fiji.stfpm.train;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
			+ ". If one of them is not normal, train without it";
	}

	/** The names of the first ones, with their scores in parts of the threshold. */
	public static String leastAlike(List<NormalImage> byScore, double threshold) {
		return byScore.stream().limit(NAMED).map(image -> String.format(Locale.ROOT, "%s (%.2f)", image.name, image.score / threshold))
			.collect(Collectors.joining(", "));
	}
}
