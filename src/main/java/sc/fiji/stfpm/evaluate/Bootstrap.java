package sc.fiji.stfpm.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * 95 % confidence intervals of the metrics: percentiles over resampled sets (Efron and Tibshirani 1993), in which as many
 * normal and as many anomalous images as there are were drawn with replacement. Whole images are drawn, since pixels of
 * one image are alike. Pixel metrics of a resampled set are computed on bins, and their percentiles shifted by what
 * binning does to the metric of the set itself.
 *
 * @param replicates number of resampled sets; 0 for no intervals
 * @param seed of the drawing
 */
record Bootstrap(int replicates, long seed) {
	private static final double LOW = 0.025;
	private static final double HIGH = 0.975;
	/** One image drawn again and again tells nothing about others. */
	private static final int FEWEST_IMAGES = 2;
	/** Replicates computed together. */
	private static final int BLOCK = 16;
	private static final double NORMAL_QUANTILE = 1.959963984540054;

	/** An image as the bootstrap sees it. */
	record Scored(boolean anomalous, float score) {}

	/**
	 * The intervals of a group of images, by the names of {@link Evaluation#figures()}; those that cannot be had are left
	 * out.
	 *
	 * @param all images, by the index that the bins know them by
	 * @param images indices of those in the group
	 * @param point the metrics of the group
	 * @param stage advances by {@link #work}
	 */
	Map<String, Interval> intervals(List<Scored> all, int[] images, PixelBins bins, Evaluation point, Stage stage) {
		int[] normal = Arrays.stream(images).filter(i -> !all.get(i).anomalous()).toArray();
		int[] anomalous = Arrays.stream(images).filter(i -> all.get(i).anomalous()).toArray();
		Map<String, Interval> intervals = new LinkedHashMap<>();
		ImageMetrics image = point.image();
		image.falseAlarmRate().ifPresent(rate -> intervals.put(Evaluation.FALSE_ALARMS, ofRate(rate, normal.length)));
		image.missRate().ifPresent(rate -> intervals.put(Evaluation.MISSES, ofRate(rate, anomalous.length)));
		if (replicates == 0 || normal.length < FEWEST_IMAGES || anomalous.length < FEWEST_IMAGES) {
			stage.advance(work(images.length));
			return intervals;
		}
		boolean pixels = point.pixel().auroc().isPresent();
		Map<String, List<Double>> values = new LinkedHashMap<>();
		Random random = new Random(seed);
		int[] order = Arrays.stream(images).boxed().sorted((a, b) -> Float.compare(all.get(b).score(), all.get(a).score()))
			.mapToInt(i -> i).toArray();
		double threshold = point.threshold().orElse(Double.NaN);
		for (int from = 0; from < replicates; from += BLOCK) {
			int[][] times = new int[Math.min(BLOCK, replicates - from)][all.size()];
			for (int[] ofSet : times) {
				draw(random, normal, ofSet);
				draw(random, anomalous, ofSet);
				keep(imageMetrics(all, order, ofSet, threshold), values);
				stage.advance(images.length);
			}
			if (!pixels) stage.advance((long) times.length * images.length);
			else for (RankSums sums : bins.sums(images, times, stage))
				keep(pixelMetrics(sums), values);
		}
		Map<String, Double> binned = pixels ? pixelMetrics(bins.sums(images)) : Map.of();
		for (Evaluation.Figure figure : point.figures()) {
			List<Double> found = values.get(figure.name());
			if (found == null || figure.value().isEmpty()) continue;
			double shift = binned.containsKey(figure.name()) ? figure.value().getAsDouble() - binned.get(figure.name()) : 0;
			intervals.put(figure.name(), percentiles(found, shift));
		}
		return intervals;
	}

	/** How much the intervals of so many images advance their stage: by their scores and by their pixels. */
	long work(int images) {
		return 2L * replicates * images;
	}

	private static void keep(Map<String, Double> metrics, Map<String, List<Double>> values) {
		metrics.forEach((name, value) -> values.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
	}

	private static void draw(Random random, int[] from, int[] times) {
		for (int i = 0; i < from.length; i++)
			times[from[random.nextInt(from.length)]]++;
	}

	private static Map<String, Double> imageMetrics(List<Scored> all, int[] order, int[] times, double threshold) {
		long negatives = 0, positives = 0, alarms = 0, hits = 0;
		for (int i : order) {
			boolean reaches = all.get(i).score() >= threshold;
			if (all.get(i).anomalous()) {
				positives += times[i];
				if (reaches) hits += times[i];
			}
			else {
				negatives += times[i];
				if (reaches) alarms += times[i];
			}
		}
		RankSums sums = new RankSums(negatives, positives, 0);
		long before = 0, upTo = 0, found = 0;
		for (int j = 0; j < order.length; j++) {
			int i = order[j];
			if (all.get(i).anomalous()) found += times[i];
			else upTo += times[i];
			boolean tied = j + 1 < order.length && all.get(order[j + 1]).score() == all.get(i).score();
			if (tied) continue;
			if (found > 0) sums.add(all.get(i).score(), before, upTo, found, 0);
			before = upTo;
			found = 0;
		}
		Map<String, Double> metrics = new LinkedHashMap<>();
		metrics.put(Evaluation.IMAGE_AUROC, sums.auroc());
		metrics.put(Evaluation.IMAGE_AP, sums.averagePrecision());
		metrics.put(Evaluation.IMAGE_F1_MAX, sums.f1Max());
		if (!Double.isNaN(threshold)) metrics.put(Evaluation.IMAGE_F1, 2.0 * hits / (hits + alarms + positives));
		return metrics;
	}

	/** Empty where no region was drawn. */
	private static Map<String, Double> pixelMetrics(RankSums sums) {
		if (!sums.hasBoth()) return Map.of();
		Map<String, Double> metrics = new LinkedHashMap<>();
		metrics.put(Evaluation.PIXEL_AUROC, sums.auroc());
		metrics.put(Evaluation.PIXEL_AP, sums.averagePrecision());
		metrics.put(Evaluation.PIXEL_F1_MAX, sums.f1Max());
		metrics.put(Evaluation.AUPRO_30, sums.aupro30());
		metrics.put(Evaluation.AUPRO_05, sums.aupro05());
		return metrics;
	}

	private static Interval percentiles(List<Double> values, double shift) {
		double[] ascending = values.stream().mapToDouble(value -> value).sorted().toArray();
		return new Interval(clamped(quantile(ascending, LOW) + shift), clamped(quantile(ascending, HIGH) + shift));
	}

	/** By linear interpolation between order statistics. */
	private static double quantile(double[] ascending, double q) {
		double position = q * (ascending.length - 1);
		int below = (int) position, above = Math.min(below + 1, ascending.length - 1);
		return ascending[below] + (position - below) * (ascending[above] - ascending[below]);
	}

	/**
	 * Wilson's score interval of a share of n images (Wilson 1927): resampling finds no spread in a share of 0 or 1,
	 * however few the images.
	 */
	static Interval ofRate(double rate, int n) {
		double z2 = NORMAL_QUANTILE * NORMAL_QUANTILE, centre = (rate + z2 / (2 * n)) / (1 + z2 / n);
		double half = NORMAL_QUANTILE / (1 + z2 / n) * Math.sqrt(rate * (1 - rate) / n + z2 / (4.0 * n * n));
		return new Interval(clamped(centre - half), clamped(centre + half));
	}

	private static double clamped(double value) {
		return Math.max(0, Math.min(1, value));
	}
}
