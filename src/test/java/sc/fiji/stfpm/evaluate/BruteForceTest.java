package sc.fiji.stfpm.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
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
		assertEquals(pairwiseAuroc(), Roc.area(negatives, positives), 1e-12);
		double average = 0, best = -1, bestThreshold = 0, recall = 0;
		for (float threshold : thresholds()) {
			double tp = reaching(positives, threshold), fp = reaching(negatives, threshold);
			average += (tp / positives.length - recall) * tp / (tp + fp);
			recall = tp / positives.length;
			double f1 = 2 * tp / (tp + fp + positives.length);
			assertEquals(f1, PrecisionRecall.f1(negatives, positives, threshold), 1e-15);
			if (f1 > best) {
				best = f1;
				bestThreshold = threshold;
			}
		}
		assertEquals(average, PrecisionRecall.average(negatives, positives), 1e-12);
		assertEquals(new PrecisionRecall.F1(best, (float) bestThreshold), PrecisionRecall.maximum(negatives, positives));
		for (double limit : new double[] { 0.05, 0.3, 0.77, 1 })
			assertEquals(walkedPro(limit), Pro.area(negatives, regions, limit), 1e-12);
	}

	/** Rank metrics depend on the order of scores only; 1/8 steps and a squared sum keep it exactly in floats. */
	@RepeatedTest(20)
	void monotoneTransformsChangeNoRankMetric(RepetitionInfo repetition) {
		draw(new Random(repetition.getCurrentRepetition()));
		double auroc = Roc.area(negatives, positives), average = PrecisionRecall.average(negatives, positives);
		double f1 = PrecisionRecall.maximum(negatives, positives).value(), pro = Pro.area(negatives, regions, 0.3);
		for (double metric : new double[] { auroc, average, f1, pro })
			assertTrue(metric >= 0 && metric <= 1);
		transform(negatives);
		transform(positives);
		regions.forEach(BruteForceTest::transform);
		assertEquals(auroc, Roc.area(negatives, positives));
		assertEquals(average, PrecisionRecall.average(negatives, positives));
		assertEquals(f1, PrecisionRecall.maximum(negatives, positives).value());
		assertEquals(pro, Pro.area(negatives, regions, 0.3));
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
		positives = PixelScores.concatenated(regions);
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
	private double walkedPro(double limit) {
		double area = 0, x = 0, y = 0;
		for (float threshold : thresholds()) {
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

	private Iterable<Float> thresholds() {
		TreeSet<Float> distinct = new TreeSet<>();
		for (float score : negatives)
			distinct.add(score);
		for (float score : positives)
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
