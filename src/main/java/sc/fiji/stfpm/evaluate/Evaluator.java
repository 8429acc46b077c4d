package sc.fiji.stfpm.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Collects the judged images of a labelled set, then evaluates them.
 *
 * <pre>
 * Evaluator evaluator = new Evaluator();
 * evaluator.add("good/000.png", "good", false, score, map, null, width, height);
 * evaluator.add("hole/000.png", "hole", true, score, map, mask, width, height);
 * Evaluation evaluation = evaluator.evaluate(OptionalDouble.of(calibration.threshold()));
 * </pre>
 *
 * Holds one float per pixel until it is dropped, and while it evaluates another. Not thread-safe.
 */
public final class Evaluator {
	/** @param pixels null where the image counts for image metrics only */
	private record Judged(String kind, boolean anomalous, float score, PixelScores pixels, boolean lacksMask) {}

	private final List<Judged> images = new ArrayList<>();

	/**
	 * Adds an image. An anomalous one without a mask counts for image metrics only, as does one without a map.
	 *
	 * @param image its name, for errors
	 * @param kind the kind of defect, {@code good} say where it is normal
	 * @param anomalous its label
	 * @param score its raw image score
	 * @param map {@code width * height} raw pixel scores, row by row, which are copied; null where there are none
	 * @param mask ground truth of the map's size, true where anomalous; null where there is none. An anomalous image
	 *        with an all-false mask gives normal pixels only
	 * @throws IllegalArgumentException naming the image, where a score is NaN, sizes do not match, or a normal image's
	 *         mask has a true pixel
	 */
	public void add(String image, String kind, boolean anomalous, float score, float[] map, boolean[] mask, int width,
		int height) {
		if (Float.isNaN(score)) throw new IllegalArgumentException(image + ": the image score is not a number");
		boolean lacksMask = anomalous && mask == null;
		PixelScores pixels = map == null || lacksMask ? null : PixelScores.of(image, map, mask, width, height);
		if (!anomalous && pixels != null && !pixels.regions().isEmpty())
			throw new IllegalArgumentException(image + " is labelled normal, but its mask marks an anomaly");
		images.add(new Judged(kind, anomalous, score, pixels, lacksMask));
	}

	/**
	 * Evaluates all images.
	 *
	 * @param threshold the model's, widened from float; empty leaves out what needs one
	 */
	public Evaluation evaluate(OptionalDouble threshold) {
		return evaluate(images, threshold);
	}

	/** Evaluates each kind of defect against all normal images; kinds come in the order in which they were added. */
	public Map<String, Evaluation> evaluateByKind(OptionalDouble threshold) {
		Map<String, Evaluation> results = new LinkedHashMap<>();
		for (Judged image : images)
			if (image.anomalous() && !results.containsKey(image.kind()))
				results.put(image.kind(), evaluate(
					only(images, other -> !other.anomalous() || other.kind().equals(image.kind())), threshold));
		return results;
	}

	/**
	 * The curves of all images.
	 *
	 * @param resolution points nearer than {@code 1 / resolution} in both directions to the point before are left out
	 */
	public Curves curves(int resolution) {
		float[] normal = scores(images, false);
		float[] anomalous = scores(images, true);
		boolean bothImages = normal.length > 0 && anomalous.length > 0;
		PixelScores pixels = pixels(images);
		float[] positives = pixels.anomalous();
		boolean bothPixels = pixels.hasBoth();
		return new Curves(
			bothImages ? Optional.of(Roc.curve(normal, anomalous, resolution)) : Optional.empty(),
			bothImages ? Optional.of(PrecisionRecall.curve(normal, anomalous, resolution)) : Optional.empty(),
			bothPixels ? Optional.of(Roc.curve(pixels.normals(), positives, resolution)) : Optional.empty(),
			bothPixels ? Optional.of(PrecisionRecall.curve(pixels.normals(), positives, resolution)) : Optional.empty(),
			bothPixels ? Optional.of(Pro.curve(pixels.normals(), pixels.regions(), resolution)) : Optional.empty());
	}

	private static Evaluation evaluate(List<Judged> images, OptionalDouble threshold) {
		float[] normal = scores(images, false);
		float[] anomalous = scores(images, true);
		PixelScores pixels = pixels(images);
		int withoutMask = only(images, Judged::lacksMask).size();
		int withoutMap = only(images, image -> image.pixels() == null && !image.lacksMask()).size();
		long anomalousPixels = pixels.regions().stream().mapToLong(region -> region.length).sum();
		Counts counts = new Counts(normal.length, anomalous.length, pixels.normals().length, anomalousPixels,
			pixels.regions().size(), withoutMask, withoutMap);
		return new Evaluation(counts, threshold, ImageMetrics.of(normal, anomalous, threshold), pixels.metrics());
	}

	private static PixelScores pixels(List<Judged> images) {
		return PixelScores.pooled(images.stream().map(Judged::pixels).filter(Objects::nonNull).toList());
	}

	private static float[] scores(List<Judged> images, boolean anomalous) {
		List<Judged> chosen = only(images, image -> image.anomalous() == anomalous);
		float[] scores = new float[chosen.size()];
		for (int i = 0; i < scores.length; i++)
			scores[i] = chosen.get(i).score();
		return scores;
	}

	private static List<Judged> only(List<Judged> images, Predicate<Judged> condition) {
		return images.stream().filter(condition).toList();
	}
}
