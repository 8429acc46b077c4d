package sc.fiji.stfpm.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
	private static final ThresholdRule MAXIMUM = new ThresholdRule(1, 1);
	private static final float[] SCORES = { 3, 1, 2, 8 };

	/** Expected values: numpy.quantile([3, 1, 2, 8], q). */
	@ParameterizedTest
	@CsvSource({ "0, 1", "0.1, 1.3", "0.25, 1.75", "0.5, 2.5", "0.75, 4.25", "0.9, 6.5", "1, 8" })
	void quantilesInterpolateAsNumPyDoes(double quantile, float expected) {
		assertEquals(expected, Calibration.of(SCORES, new ThresholdRule(quantile, 1)).threshold(), 1e-6f);
	}

	@Test
	void picturesBeginAtTheLevelOfNormalPlacesAndHaveTheThresholdInTheMiddle() {
		Calibration memory = Calibration.of(new float[] { 4, 5, 6 }, ThresholdRule.DEFAULT).withLevel(3);
		assertEquals(3, memory.displayLower());
		assertEquals(9, memory.displayUpper());
		assertEquals(0.5, memory.shade(6), 1e-9);
		assertEquals(0, memory.shade(3), 1e-9);
		assertEquals(3, memory.byHand(7).withChoice(ThresholdRule.DEFAULT).level());
		assertEquals(0, memory.byHand(2).displayLower(), "a threshold below the level leaves nothing to show");
		assertEquals(0.5, memory.byHand(3).shade(3), 1e-9, "nor does one at the level");
		assertEquals(0.5, memory.normalised(6), 1e-9);
	}

	@Test
	void aPValueIsTheShareOfNormalScoresAsHigh() {
		Calibration calibration = Calibration.of(new float[] { 1, 2, 2, 4 }, ThresholdRule.DEFAULT);
		assertEquals(1, calibration.pValue(0.5f).getAsDouble(), 1e-12);
		assertEquals(4 / 5.0, calibration.pValue(1.5f).getAsDouble(), 1e-12);
		assertEquals(4 / 5.0, calibration.pValue(2).getAsDouble(), 1e-12);
		assertEquals(2 / 5.0, calibration.pValue(4).getAsDouble(), 1e-12);
		assertEquals(1 / 5.0, calibration.pValue(9).getAsDouble(), 1e-12);
		assertTrue(Calibration.given(2, "by hand").pValue(1).isEmpty());
	}

	@Test
	void keepsWhatTheHeldOutScoresWere() {
		Calibration calibration = Calibration.of(SCORES, new ThresholdRule(1, 1.5));
		assertEquals(new Calibration(4, 1, 2.5f, 8, new ThresholdRule(1, 1.5), 12,
			"quantile 1.0 of 4 held-out normal scores, times 1.5", List.of(1f, 2f, 3f, 8f), ThresholdBasis.HELD_OUT, Set.of(), 0),
			calibration);
	}

	@Test
	void theThresholdItselfIsAnomalousAndSitsAtMidRange() {
		Calibration calibration = Calibration.of(SCORES, MAXIMUM);
		assertTrue(calibration.isAnomalous(8));
		assertFalse(calibration.isAnomalous(Math.nextDown(8f)));
		assertEquals(0.5, calibration.normalised(8));
		assertEquals(2, calibration.normalised(32), "not clamped");
		assertEquals(0, calibration.displayLower());
		assertEquals(16, calibration.displayUpper());
	}

	@Test
	void scoresOfZeroStillGiveAPositiveThreshold() {
		Calibration calibration = Calibration.of(new float[3], MAXIMUM);
		assertEquals(Float.MIN_NORMAL, calibration.threshold());
		assertFalse(calibration.isAnomalous(0));
		assertEquals(0, calibration.normalised(0));
	}

	@Test
	void aThresholdSetByHandKeepsTheHeldOutScores() {
		Calibration calibration = Calibration.of(SCORES, MAXIMUM).withThreshold(5, "set by hand");
		assertEquals(new Calibration(4, 1, 2.5f, 8, MAXIMUM, 5, "set by hand", List.of(1f, 2f, 3f, 8f), ThresholdBasis.GIVEN,
			Set.of(), 0), calibration);
		assertEquals(calibration, Calibration.of(SCORES, new ThresholdRule(1, 1)).byHand(5));
		for (double value : new double[] { 0, -1, Double.NaN, 1e-60, 1e60 })
			assertThrows(IllegalArgumentException.class, () -> calibration.byHand(value));
	}

	@Test
	void aGivenThresholdHasNoHeldOutScores() {
		Calibration calibration = Calibration.given(2, "given");
		assertEquals(0, calibration.count());
		assertEquals(0, calibration.maximum());
		assertTrue(calibration.isAnomalous(2));
		assertEquals(4, calibration.displayUpper());
		assertThrows(IllegalArgumentException.class, () -> Calibration.given(0, "given"));
		assertThrows(IllegalArgumentException.class, () -> new Calibration(0, 0, 0, 1, MAXIMUM, 2, "scores of no image",
			null, null, null, 0));
	}

	@Test
	void theScoresCannotBeChangedFromOutside() {
		float[] scores = SCORES.clone();
		Calibration calibration = Calibration.of(scores, MAXIMUM);
		scores[0] = 100;
		assertEquals(List.of(1f, 2f, 3f, 8f), calibration.scores());
		assertThrows(UnsupportedOperationException.class, () -> calibration.scores().set(0, 5f));
		Set<String> images = new HashSet<>(Set.of("b", "a"));
		Calibration chosen = calibration.withThreshold(2, "chosen", images);
		images.clear();
		assertEquals(List.of("a", "b"), List.copyOf(chosen.chosenOn()));
		assertEquals(ThresholdBasis.LABELLED, chosen.basis());
		assertEquals(Set.of(), chosen.byHand(3).chosenOn(), "a threshold set by hand is chosen on no image");
	}

	@Test
	void refusesScoresThatContradictTheirSummary() {
		for (List<Float> scores : List.of(List.of(1f, 8f), List.of(1f, 3f, 2f, 8f), List.of(1f, 2f, 3f, 7f), List.of(0f, 2f, 3f,
			8f), List.of(1f, Float.NaN, 3f, 8f)))
			assertThrows(IllegalArgumentException.class, () -> new Calibration(4, 1, 2.5f, 8, MAXIMUM, 8, "", scores, null, null, 0),
				scores.toString());
		Exception e = assertThrows(IllegalArgumentException.class, () -> new Calibration(3, 1, 2, 3, MAXIMUM, 3, "", List.of(1f, 3f,
			2f), null, null, 0));
		assertEquals("Held-out scores must ascend, found 3.0 before 2.0", e.getMessage());
	}

	@Test
	void refusesWhatIsInfinite() {
		float infinite = Float.POSITIVE_INFINITY;
		assertThrows(IllegalArgumentException.class, () -> new Calibration(2, 1, 2, infinite, MAXIMUM, 2, "", null, null, null, 0));
		assertThrows(IllegalArgumentException.class, () -> Calibration.given(2, "given").withLevel(infinite));
	}

	@Test
	void saysInWordsWhatIsKnown() {
		assertEquals("4, from 1.000 to 8.000, median 2.500", Calibration.of(SCORES, MAXIMUM).heldOutText());
		assertEquals("none known", Calibration.given(2, "given").heldOutText());
		assertEquals("expected false alarms 20 % (95 % interval 0.63 % to 60 %) from 4 held-out images", Calibration.of(SCORES,
			MAXIMUM).falseAlarmsText());
		assertEquals("expected false alarms not known for such a threshold", new Calibration(4, 1, 2.5f, 8, MAXIMUM, 8, "maximum",
			null, null, null, 0).byHand(8).falseAlarmsText());
	}

	@Test
	void theThresholdIsChosenAgainWithoutTraining() {
		Calibration once = Calibration.of(SCORES, MAXIMUM).byHand(100).withChoice(new FalseAlarmRate(0.5));
		assertEquals(Calibration.of(SCORES, new FalseAlarmRate(0.5)), once);
		assertEquals(3, once.threshold());
	}

	@Test
	void withoutTheScoresItSaysWhatToDoInstead() {
		Calibration old = new Calibration(4, 1, 2.5f, 8, MAXIMUM, 8, "maximum", null, null, null, 0);
		Exception e = assertThrows(IllegalStateException.class, () -> old.withChoice(new FalseAlarmRate(0.5)));
		assertTrue(e.getMessage().contains("does not carry the scores") && e.getMessage().contains("by hand"), e.getMessage());
		assertEquals(new FalseAlarms(4, 4), old.falseAlarms().orElseThrow(), "the maximum is known to be one");
		assertThrows(IllegalStateException.class, () -> Calibration.given(2, "given").withChoice(MAXIMUM));
	}

	@Test
	void claimsFalseAlarmsForOrderStatisticsAlone() {
		assertEquals(4, rank(new ThresholdRule(1, 1)));
		assertEquals(1, rank(new ThresholdRule(0, 1)));
		assertEquals(2, rank(new ThresholdRule(1 / 3.0, 1)));
		assertEquals(0, rank(new ThresholdRule(0.5, 1)), "between the second and the third");
		assertEquals(0, rank(new ThresholdRule(1, 1.1)));
		Calibration given = Calibration.of(SCORES, MAXIMUM).byHand(8);
		assertTrue(given.falseAlarms().isEmpty(), "a number that equals a score is not chosen by rank");
		assertEquals("expected false alarms not known for such a threshold; 1 of 4 held-out images reach it", given
			.falseAlarmsText());
		assertEquals("expected false alarms not known: the model has no held-out images", Calibration.given(2, "")
			.falseAlarmsText());
	}

	private static int rank(ThresholdRule rule) {
		return Calibration.of(SCORES, rule).falseAlarms().map(FalseAlarms::rank).orElse(0);
	}

	@Test
	void aThresholdBetweenTwoEqualScoresIsAboveThem() {
		assertEquals(Math.nextUp(5f), Calibration.of(new float[] { 5, 5 }, new ThresholdRule(0.5, 1)).threshold());
		assertEquals(Math.nextUp(5f), Calibration.of(new float[] { 5, Math.nextUp(5f) }, new ThresholdRule(0.25, 1)).threshold());
		assertEquals(5.5f, Calibration.of(new float[] { 5, 6 }, new ThresholdRule(0.5, 1)).threshold());
		assertEquals(Math.nextUp(5f), Calibration.of(new float[] { 1, 5, 5, 9 }, new ThresholdRule(0.5, 1)).threshold());
	}

	/** 19 of 20 equal: at the common value itself nearly every normal image would be a false alarm. */
	@Test
	void aTiedScoreIsNotReachedByItsEquals() {
		float[] scores = new float[20];
		Arrays.fill(scores, 0.25f);
		scores[7] = 0.125f;
		for (ThresholdChoice choice : List.of(MAXIMUM, new FalseAlarmRate(0.05), new FalseAlarmRate(0.5))) {
			Calibration calibration = Calibration.of(scores, choice);
			assertEquals(Math.nextUp(0.25f), calibration.threshold(), choice.toString());
			assertFalse(calibration.isAnomalous(0.25f));
		}
		assertEquals(0.125f, Calibration.of(scores, new ThresholdRule(0, 1)).threshold(), "one alone is the threshold itself");
	}

	@ParameterizedTest
	@ValueSource(floats = { Float.NaN, -1, Float.POSITIVE_INFINITY })
	void refusesAScoreThatIsNoScore(float score) {
		Exception e = assertThrows(IllegalArgumentException.class,
			() -> Calibration.of(new float[] { 1, score }, MAXIMUM));
		assertEquals("Held-out score 1 must be finite and not negative, found " + score, e.getMessage());
	}

	@Test
	void refusesNoScores() {
		assertThrows(IllegalArgumentException.class, () -> Calibration.of(new float[0], MAXIMUM));
	}

	@ParameterizedTest
	@CsvSource({ "-0.1, 1", "1.1, 1", "NaN, 1", "1, 0", "1, -1", "1, NaN", "1, Infinity" })
	void refusesARuleOutOfRange(double quantile, double margin) {
		assertThrows(IllegalArgumentException.class, () -> new ThresholdRule(quantile, margin));
	}

	@Test
	void aScoreIsComparedWithThoseOfNormalImages() {
		Calibration calibration = Calibration.of(new float[] { 1, 2, 2, 4 }, ThresholdRule.DEFAULT);
		assertEquals("Scores higher than all 4 known normal images.", calibration.comparison(4.1f).orElseThrow());
		assertEquals("Scores higher than 3 of 4 known normal images.", calibration.comparison(4).orElseThrow());
		assertEquals("Scores higher than 1 of 4 known normal images.", calibration.comparison(2).orElseThrow());
		assertEquals("Scores as low as the lowest known normal image.", calibration.comparison(0.5f).orElseThrow());
		assertTrue(Calibration.given(1, "by hand").comparison(2).isEmpty());
	}

	@Test
	void aThresholdWithoutAClaimMakesNone() {
		assertEquals("How many new normal images reach such a threshold is not known.", Calibration.given(1, "by hand").falseAlarmsSentence());
	}
}
