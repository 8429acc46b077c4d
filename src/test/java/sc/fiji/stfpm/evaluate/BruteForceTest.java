package sc.fiji.stfpm.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeSet;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Against definitions written out, on small arrays with many ties. */
class BruteForceTest {
	private float[] negatives;
	private float[] positives;
	private final List<float[]> regions = new ArrayList<>();

	@RepeatedTest(200)
	void agrees(RepetitionInfo repetition) {
		draw(new Random(repetition.getCurrentRepetition()));
		double average = 0, best = -1, bestThreshold = 0, recall = 0;
		for (float threshold : thresholds(List.of(negatives, positives))) {
			double tp = reaching(positives, threshold), fp = reaching(negatives, threshold);
			average += (tp / positives.length - recall) * tp / (tp + fp);
			recall = tp / positives.length;
			double f1 = 2 * tp / (tp + fp + positives.length);
			if (f1 > best) {
				best = f1;
				bestThreshold = threshold;
			}
		}
		// Half of the repetitions read most scores from the temporary file.
		PixelMetrics found = metrics(repetition.getCurrentRepetition() % 2 == 0 ? Long.MAX_VALUE : 3);
		assertEquals(pairwiseAuroc(), found.auroc().getAsDouble(), 1e-12);
		assertEquals(average, found.averagePrecision().getAsDouble(), 1e-12);
		assertEquals(best, found.f1Max().getAsDouble(), 1e-15);
		assertEquals(bestThreshold, found.f1Threshold().getAsDouble());
		assertEquals(walkedPro(negatives, regions, 0.3), found.aupro30().getAsDouble(), 1e-12);
		assertEquals(walkedPro(negatives, regions, 0.05), found.aupro05().getAsDouble(), 1e-12);
	}

	/** Rank metrics depend on the order of scores only; 1/8 steps and a squared sum keep it exactly in floats. */
	@RepeatedTest(20)
	void monotoneTransformsChangeNoRankMetric(RepetitionInfo repetition) {
		draw(new Random(repetition.getCurrentRepetition()));
		PixelMetrics before = metrics(Long.MAX_VALUE);
		for (OptionalDouble metric : List.of(before.auroc(), before.averagePrecision(), before.f1Max(), before.aupro30(),
			before.aupro05()))
			assertTrue(metric.getAsDouble() >= 0 && metric.getAsDouble() <= 1);
		transform(negatives);
		regions.forEach(BruteForceTest::transform);
		PixelMetrics after = metrics(Long.MAX_VALUE);
		float threshold = (float) before.f1Threshold().getAsDouble();
		assertEquals(3 * threshold * threshold - 7, after.f1Threshold().getAsDouble());
		assertEquals(before, new PixelMetrics(after.auroc(), after.averagePrecision(), after.f1Max(), before.f1Threshold(),
			after.aupro30(), after.aupro05()));
	}

	/** The negatives as one normal image, each region as an image that is anomalous everywhere. */
	private PixelMetrics metrics(long scoresInMemory) {
		try (Evaluator evaluator = new Evaluator(0, scoresInMemory)) {
			evaluator.add("good", "good", false, 0, negatives, null, negatives.length, 1);
			for (float[] region : regions) {
				boolean[] mask = new boolean[region.length];
				Arrays.fill(mask, true);
				evaluator.add("region", "hole", true, 0, region, mask, region.length, 1);
			}
			Evaluator.Results results = evaluator.evaluate(OptionalDouble.empty(), 100);
			assertEquals(results.all().pixel(), results.byKind().get("hole").pixel(), "there is but one kind");
			return results.all().pixel();
		}
	}

	private static void transform(float[] scores) {
		for (int i = 0; i < scores.length; i++)
			scores[i] = 3 * scores[i] * scores[i] - 7;
	}

	private void draw(Random random) {
		int levels = 1 + random.nextInt(12);
		negatives = scores(random, 1 + random.nextInt(30), levels, 0);
		int shift = random.nextInt(3);
		for (int region = 1 + random.nextInt(4); region > 0; region--)
			regions.add(scores(random, 1 + random.nextInt(8), levels, shift));
		positives = new float[regions.stream().mapToInt(region -> region.length).sum()];
		int end = 0;
		for (float[] region : regions) {
			System.arraycopy(region, 0, positives, end, region.length);
			end += region.length;
		}
	}

	private static float[] scores(Random random, int count, int levels, int shift) {
		float[] scores = new float[count];
		for (int i = 0; i < count; i++)
			scores[i] = (random.nextInt(levels) + shift) / 8f;
		return scores;
	}

	private double pairwiseAuroc() {
		double sum = 0;
		for (float p : positives)
			for (float n : negatives)
				sum += p > n ? 1 : p == n ? 0.5 : 0;
		return sum / positives.length / negatives.length;
	}

	/** Pooled thresholds from high to low, trapezoids between neighbouring points, cut at the limit. */
	static double walkedPro(float[] negatives, List<float[]> regions, double limit) {
		double area = 0, x = 0, y = 0;
		List<float[]> pooled = new ArrayList<>(regions);
		pooled.add(negatives);
		for (float threshold : thresholds(pooled)) {
			double nextX = (double) reaching(negatives, threshold) / negatives.length, nextY = 0;
			for (float[] region : regions)
				nextY += (double) reaching(region, threshold) / region.length / regions.size();
			if (nextX > limit) {
				double cut = y + (nextY - y) * (limit - x) / (nextX - x);
				return (area + (limit - x) * (y + cut) / 2) / limit;
			}
			area += (nextX - x) * (y + nextY) / 2;
			x = nextX;
			y = nextY;
		}
		return area / limit;
	}

	private static Iterable<Float> thresholds(List<float[]> pooled) {
		TreeSet<Float> distinct = new TreeSet<>();
		for (float[] scores : pooled)
			for (float score : scores)
				distinct.add(score);
		return distinct.descendingSet();
	}

	private static int reaching(float[] scores, float threshold) {
		int count = 0;
		for (float score : scores)
			if (score >= threshold) count++;
		return count;
	}
}
