package sc.fiji.stfpm.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
	void keepsWhatTheHeldOutScoresWere() {
		Calibration calibration = Calibration.of(SCORES, new ThresholdRule(1, 1.5));
		assertEquals(new Calibration(4, 1, 2.5f, 8, new ThresholdRule(1, 1.5), 12,
			"quantile 1.0 of 4 held-out normal scores, times 1.5"), calibration);
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
		assertEquals(new Calibration(4, 1, 2.5f, 8, MAXIMUM, 5, "set by hand"), calibration);
		assertThrows(IllegalArgumentException.class, () -> calibration.withThreshold(Float.NaN, "set by hand"));
	}

	@Test
	void aGivenThresholdHasNoHeldOutScores() {
		Calibration calibration = Calibration.given(2, "given");
		assertEquals(0, calibration.count());
		assertEquals(0, calibration.maximum());
		assertTrue(calibration.isAnomalous(2));
		assertEquals(4, calibration.displayUpper());
		assertThrows(IllegalArgumentException.class, () -> Calibration.given(0, "given"));
		assertThrows(IllegalArgumentException.class, () -> new Calibration(0, 0, 0, 1, MAXIMUM, 2, "scores of no image"));
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
}
