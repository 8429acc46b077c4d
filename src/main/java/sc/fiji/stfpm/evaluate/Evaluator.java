package sc.fiji.stfpm.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.Seed;
import sc.fiji.stfpm.score.Labelling;

/**
 * Collects the judged images of a labelled set, then evaluates them.
 *
 * <pre>
 * try (Evaluator evaluator = new Evaluator()) {
 *     evaluator.add("good/000.png", "good", false, score, map, null, width, height);
 *     evaluator.add("hole/000.png", "hole", true, score, map, mask, width, height);
 *     Evaluation all = evaluator.evaluate(OptionalDouble.of(calibration.threshold()), 500).all();
 * }
 * </pre>
 *
 * All metrics are exact, on raw scores. The scores of pixels stay in memory, up to a quarter of Java's, and go to a
 * temporary file beyond, which closing deletes. Regions are connected with 8-neighbours within their image. Not
 * thread-safe.
 */
public final class Evaluator implements AutoCloseable {
	/** Resampled sets for confidence intervals. */
	public static final int REPLICATES = 1000;
	private static final int PART_OF_MEMORY = 4;

	private record Judged(String kind, boolean anomalous, float score, boolean lacksMask, boolean hasPixels) {}

	/**
	 * @param all over all images
	 * @param byKind each kind of defect against all normal images, in the order in which kinds were added
	 * @param curves of all images
	 */
	public record Results(Evaluation all, Map<String, Evaluation> byKind, Curves curves) {}

	private final List<Judged> images = new ArrayList<>();
	private final List<String> kinds = new ArrayList<>();
	private final List<Ranking.Run> runs = new ArrayList<>();
	private final ScoreStore store;
	private final Bootstrap bootstrap;

	/** With {@value #REPLICATES} resampled sets. */
	public Evaluator() {
		this(REPLICATES, Runtime.getRuntime().maxMemory() / PART_OF_MEMORY / Float.BYTES);
	}

	/**
	 * @param replicates resampled sets for confidence intervals; 0 leaves out those of ranks
	 * @param scoresInMemory pixels' scores beyond so many go to a temporary file
	 */
	Evaluator(int replicates, long scoresInMemory) {
		bootstrap = new Bootstrap(replicates, Seed.DEFAULT);
		store = new ScoreStore(scoresInMemory);
	}

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
	 * @throws java.io.UncheckedIOException where the temporary file cannot be written
	 */
	public void add(String image, String kind, boolean anomalous, float score, float[] map, boolean[] mask, int width,
		int height)
	{
		add(image, kind, anomalous, score, map, mask, pixel -> false, width, height);
	}

	/**
	 * As {@link #add(String, String, boolean, float, float[], boolean[], int, int)}, of an image of which some pixels count neither as normal
	 * nor as part of a region.
	 *
	 * @param ignored whether a pixel does not, by its index {@code y * width + x}
	 */
	public void add(String image, String kind, boolean anomalous, float score, float[] map, boolean[] mask, IntPredicate ignored, int width,
		int height)
	{
		if (Float.isNaN(score)) throw new IllegalArgumentException(image + ": the image score is not a number");
		boolean lacksMask = anomalous && mask == null, hasPixels = map != null && !lacksMask;
		List<float[]> scores = hasPixels ? split(image, map, mask, ignored, width, height) : List.of();
		if (!anomalous && scores.size() > 1)
			throw new IllegalArgumentException(image + " is labelled normal, but its mask marks an anomaly");
		if (anomalous && !kinds.contains(kind)) kinds.add(kind);
		int k = anomalous ? kinds.indexOf(kind) : Ranking.NORMAL;
		for (int part = 0; part < scores.size(); part++)
			runs.add(new Ranking.Run(images.size(), k, part > 0, store.add(scores.get(part))));
		images.add(new Judged(kind, anomalous, score, lacksMask, hasPixels));
	}

	/** The scores of normal pixels, then those of each region. */
	private static List<float[]> split(String image, float[] map, boolean[] mask, IntPredicate ignored, int width, int height) {
		if (map.length != (long) width * height || mask != null && mask.length != map.length)
			throw new IllegalArgumentException(image + ": a map of " + width + " x " + height + " pixels has " + map.length
				+ " scores" + (mask == null ? "" : " and " + mask.length + " mask values"));
		boolean[] marked = new boolean[map.length], counts = new boolean[map.length];
		for (int p = 0; p < map.length; p++) {
			counts[p] = !ignored.test(p);
			marked[p] = counts[p] && mask != null && mask[p];
			if (counts[p] && Float.isNaN(map[p]))
				throw new IllegalArgumentException(image + ": the score at x=" + p % width + ", y=" + p / width + " is not a number");
		}
		Labelling truth = Labelling.of(marked, width, height);
		int[] labels = truth.labels(), sizes = new int[truth.count() + 1], filled = new int[truth.count() + 1];
		for (int p = 0; p < map.length; p++)
			if (counts[p]) sizes[labels[p]]++;
		List<float[]> scores = IntStream.of(sizes).mapToObj(float[]::new).toList();
		for (int p = 0; p < map.length; p++)
			if (counts[p]) scores.get(labels[p])[filled[labels[p]]++] = map[p];
		return scores;
	}

	/** As {@link #evaluate(OptionalDouble, int, Progress)}, which nobody hears of. */
	public Results evaluate(OptionalDouble threshold, int curveResolution) {
		return evaluate(threshold, curveResolution, Progress.NONE);
	}

	/**
	 * Evaluates all images, and each kind of defect against all normal images.
	 *
	 * @param threshold the model's, widened from float; empty leaves out what needs one
	 * @param curveResolution points of a curve nearer than {@code 1 / curveResolution} in both directions to the point
	 *          before are left out
	 * @throws java.util.concurrent.CancellationException if cancelled
	 */
	public Results evaluate(OptionalDouble threshold, int curveResolution, Progress progress) {
		Ranking byImage = new Ranking(imageRuns(), kinds.size());
		CurveTracer imageCurves = new CurveTracer(byImage.all(), curveResolution);
		byImage.walk(imageCurves, Stage.silent());
		Ranking byPixel = new Ranking(runs, kinds.size());
		CurveTracer pixelCurves = new CurveTracer(byPixel.all(), curveResolution);
		PixelBins bins = new PixelBins(byPixel.all(), regions());
		// Of a set labelled by images alone no metric of pixels is defined, of any kind.
		if (byPixel.all().hasBoth()) rankPixels(byPixel, pixelCurves, bins, progress);
		List<int[]> groups = new ArrayList<>();
		for (String kind : kinds)
			groups.add(group(i -> !images.get(i).anomalous() || images.get(i).kind().equals(kind)));
		int[] everything = group(i -> true);
		long work = bootstrap.work(everything.length) + groups.stream().mapToLong(group -> bootstrap.work(group.length)).sum();
		Stage stage = new Stage(progress, work, "Confidence intervals");
		Map<String, Evaluation> byKind = new LinkedHashMap<>();
		for (int k = 0; k < kinds.size(); k++)
			byKind.put(kinds.get(k), evaluation(groups.get(k), byImage.kind(k), byPixel.kind(k), bins, threshold, stage));
		return new Results(evaluation(everything, byImage.all(), byPixel.all(), bins, threshold, stage), byKind,
			curves(byImage.all(), imageCurves, byPixel.all(), pixelCurves));
	}

	private static void rankPixels(Ranking byPixel, CurveTracer curves, PixelBins bins, Progress progress) {
		byPixel.walk(new Ranking.Listener() {
			@Override
			public void taken(Ranking.Run run) {
				bins.taken(run);
			}

			@Override
			public void stepped(float score, long falsePositives, long truePositives, double overlap) {
				curves.stepped(score, falsePositives, truePositives, overlap);
				bins.stepped(score, falsePositives, truePositives, overlap);
			}
		}, new Stage(progress, byPixel.work(), "Ranking the scores of all pixels"));
	}

	private int[] group(IntPredicate member) {
		return IntStream.range(0, images.size()).filter(member).toArray();
	}

	private Evaluation evaluation(int[] group, RankSums byImage, RankSums byPixel, PixelBins bins,
		OptionalDouble threshold, Stage stage)
	{
		float[] normal = scores(group, false), anomalous = scores(group, true);
		int withoutMask = (int) IntStream.of(group).filter(i -> images.get(i).lacksMask()).count();
		int withoutMap = (int) IntStream.of(group).filter(i -> !images.get(i).hasPixels() && !images.get(i).lacksMask())
			.count();
		Counts counts = new Counts(normal.length, anomalous.length, byPixel.negatives(), byPixel.positives(), byPixel
			.regions(), withoutMask, withoutMap);
		Evaluation point = new Evaluation(counts, threshold, ImageMetrics.of(byImage, normal, anomalous, threshold),
			PixelMetrics.of(byPixel), Map.of());
		List<Bootstrap.Scored> scored = images.stream().map(i -> new Bootstrap.Scored(i.anomalous(), i.score())).toList();
		return point.with(bootstrap.intervals(scored, group, bins, point, stage));
	}

	private static Curves curves(RankSums byImage, CurveTracer image, RankSums byPixel, CurveTracer pixel) {
		boolean images = byImage.hasBoth(), pixels = byPixel.hasBoth();
		return new Curves(images ? Optional.of(image.roc()) : Optional.empty(), images ? Optional.of(image
			.precisionRecall()) : Optional.empty(), pixels ? Optional.of(pixel.roc()) : Optional.empty(), pixels ? Optional.of(
				pixel.precisionRecall()) : Optional.empty(), pixels ? Optional.of(pixel.pro()) : Optional.empty());
	}

	/** Each image's score as if it were a pixel. */
	private List<Ranking.Run> imageRuns() {
		ScoreStore few = new ScoreStore(Long.MAX_VALUE);
		return IntStream.range(0, images.size()).mapToObj(i -> {
			Judged image = images.get(i);
			return new Ranking.Run(i, image.anomalous() ? kinds.indexOf(image.kind()) : Ranking.NORMAL, image.anomalous(), few
				.add(new float[] { image.score() }));
		}).toList();
	}

	private int[] regions() {
		int[] regions = new int[images.size()];
		runs.stream().filter(Ranking.Run::positive).forEach(run -> regions[run.image()]++);
		return regions;
	}

	private float[] scores(int[] group, boolean anomalous) {
		int[] chosen = IntStream.of(group).filter(i -> images.get(i).anomalous() == anomalous).toArray();
		float[] scores = new float[chosen.length];
		for (int i = 0; i < scores.length; i++)
			scores[i] = images.get(chosen[i]).score();
		return scores;
	}

	/** Deletes the temporary file; results stay. */
	@Override
	public void close() {
		store.close();
	}
}
