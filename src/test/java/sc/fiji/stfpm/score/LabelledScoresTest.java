package sc.fiji.stfpm.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledScoresTest {
	private static final LabelledRule BEST_F1 = new LabelledRule.BestF1();

	private static LabelledScores scores(float[] normal, float... anomalous) {
		return new LabelledScores(normal, anomalous);
	}

	@Test
	void separableScoresAreSplitInTheMiddleOfTheGap() {
		OperatingPoint point = BEST_F1.choose(scores(new float[] { 2, 1 }, 4, 7, 9));
		assertEquals(new OperatingPoint(3, 3, 0, 0, 2), point);
		assertEquals("F1 1.000, recall 100 %, false alarms 0 %", point.text());
		assertEquals("F1 0.750, recall 75 %, false alarms 20 %", new OperatingPoint(3, 3, 1, 1, 4).text());
	}

	/** F1 at 5.5: 2 / (2 + 0 + 1) = 2/3; at 1.5: 4 / (4 + 2 + 0) = 2/3. */
	@Test
	void ofEqualF1TheHigherThresholdWins() {
		assertEquals(new OperatingPoint(5.5f, 1, 1, 0, 2), BEST_F1.choose(scores(new float[] { 3, 5 }, 2, 6)));
	}

	@ParameterizedTest
	@CsvSource({ "0.01, 8", "0.25, 8", "0.26, 6", "0.5, 6", "0.75, 3.5", "0.76, 1.5", "1, 1.5" })
	void takesTheHighestThresholdThatReachesARecall(double recall, float threshold) {
		assertEquals(threshold, new LabelledRule.Recall(recall).choose(scores(new float[] { 1, 3, 5 }, 2, 4, 7, 9)).threshold());
	}

	@Test
	void whereNothingScoresBelowItIsTheLowestScoreItself() {
		assertEquals(new OperatingPoint(2, 2, 0, 1, 0), new LabelledRule.Recall(1).choose(scores(new float[] { 5 }, 2, 6)));
	}

	@Test
	void neighbouringFloatsAreStillToldApart() {
		float low = 1, high = Math.nextUp(low);
		assertEquals(new OperatingPoint(high, 1, 0, 0, 1), BEST_F1.choose(scores(new float[] { low }, high)));
	}

	/** Against every float that could decide differently: each score, and the next float above each. */
	@RepeatedTest(300)
	void noOtherThresholdIsBetter(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		float[] normal = draw(random, 0), anomalous = draw(random, 3);
		LabelledScores scores = scores(normal, anomalous);
		OperatingPoint best = BEST_F1.choose(scores);
		check(best, normal, anomalous);
		double wanted = 0.05 + 0.95 * random.nextDouble();
		OperatingPoint reached = new LabelledRule.Recall(wanted).choose(scores);
		check(reached, normal, anomalous);
		assertTrue(reached.recall() >= wanted);
		for (float[] group : new float[][] { normal, anomalous })
			for (float score : group)
				for (float threshold : new float[] { score, Math.nextUp(score) }) {
					double found = reaching(anomalous, threshold), alarms = reaching(normal, threshold);
					double f1 = 2 * found / (found + alarms + anomalous.length);
					assertTrue(f1 <= best.f1() + 1e-12, threshold + " has " + f1);
					boolean fewer = found + alarms < best.found() + best.falseAlarms();
					assertTrue(!fewer || f1 < best.f1() - 1e-12, threshold + " is higher and as good");
					boolean above = found + alarms < reached.found() + reached.falseAlarms();
					assertTrue(!above || found / anomalous.length < wanted, threshold + " reaches the recall, too");
				}
	}

	private static float[] draw(Random random, int shift) {
		float[] scores = new float[1 + random.nextInt(12)];
		for (int i = 0; i < scores.length; i++)
			scores[i] = (1 + shift + random.nextInt(8)) / 8f;
		return scores;
	}

	private static void check(OperatingPoint point, float[] normal, float[] anomalous) {
		assertEquals(reaching(anomalous, point.threshold()), point.found());
		assertEquals(reaching(normal, point.threshold()), point.falseAlarms());
		assertEquals(anomalous.length, point.found() + point.missed());
		assertEquals(normal.length, point.falseAlarms() + point.passed());
	}

	private static int reaching(float[] scores, float threshold) {
		int reaching = 0;
		for (float score : scores)
			if (score >= threshold) reaching++;
		return reaching;
	}

	@Test
	void saysWhichImagesAreMissing() {
		Exception f1 = assertThrows(IllegalArgumentException.class, () -> BEST_F1.choose(scores(new float[0], 1, 2)));
		assertEquals("The best F1 needs normal and anomalous images, found 0 and 2", f1.getMessage());
		assertThrows(IllegalArgumentException.class, () -> BEST_F1.choose(scores(new float[] { 1 })));
		assertThrows(IllegalArgumentException.class, () -> new LabelledRule.Recall(0.5).choose(scores(new float[] { 1 })));
		assertEquals("recall 100 %, false alarms not known", new LabelledRule.Recall(0.5).choose(scores(new float[0], 3))
			.text());
	}

	/** A threshold is positive, so that a score of 0 is never found. */
	@Test
	void constantScoresAndZeros() {
		assertEquals(new OperatingPoint(4, 2, 0, 1, 0), BEST_F1.choose(scores(new float[] { 4 }, 4, 4)));
		assertThrows(IllegalArgumentException.class, () -> BEST_F1.choose(scores(new float[] { 0 }, 0, 0)));
		assertEquals(new OperatingPoint(1, 1, 1, 0, 1), BEST_F1.choose(scores(new float[] { 0 }, 0, 2)));
		Exception e = assertThrows(IllegalArgumentException.class, () -> new LabelledRule.Recall(0.6).choose(scores(
			new float[] { 0 }, 0, 2)));
		assertTrue(e.getMessage().contains("recall of 60 %"), e.getMessage());
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, -1, 1.01, Double.NaN })
	void refusesARecallOutOfRange(double recall) {
		assertThrows(IllegalArgumentException.class, () -> new LabelledRule.Recall(recall));
	}

	@Test
	void refusesScoresThatAreNone() {
		assertThrows(IllegalArgumentException.class, () -> scores(new float[] { Float.NaN }, 1));
		assertThrows(IllegalArgumentException.class, () -> scores(new float[] { 1 }, -1));
		assertThrows(IllegalArgumentException.class, () -> scores(new float[] { 1 }, Float.POSITIVE_INFINITY));
	}

	@Test
	void rulesAndNumbersOfImagesAreSaid() {
		assertEquals("best F1", BEST_F1.text());
		assertEquals("highest threshold with a recall of 95 % or more", new LabelledRule.Recall(0.95).text());
		LabelledScores scores = scores(new float[] { 1, 2 }, 4, 7, 9);
		assertEquals(2, scores.normal());
		assertEquals(3, scores.anomalous());
	}
}
