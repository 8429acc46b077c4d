package sc.fiji.stfpm.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FalseAlarmRateTest {
	/** Worked out by hand: with 9 scores the k-th smallest is exceeded with probability (10 - k) / 10. */
	@ParameterizedTest
	@CsvSource({ "1, 0.6, 1", "1, 0.5, 1", "9, 0.9, 1", "9, 0.5, 5", "9, 0.49, 6", "9, 0.3, 7", "9, 0.1, 9", "9, 0.19, 9",
		"99, 0.01, 99", "99, 0.05, 95", "99, 0.07, 93", "42, 0.05, 41", "300, 0.02, 295" })
	void takesTheLowestScoreThatKeepsTheRate(int n, double rate, int rank) {
		float[] scores = new float[n];
		for (int i = 0; i < n; i++)
			scores[i] = n - i;
		Calibration calibration = Calibration.of(scores, new FalseAlarmRate(rate));
		assertEquals(rank, calibration.threshold());
		assertEquals(new FalseAlarms(rank, n), calibration.falseAlarms().orElseThrow());
		assertTrue(calibration.falseAlarms().get().expected() <= rate + 1e-9);
		assertEquals(String.format("number %d of %d held-out normal scores in ascending order, for false alarms of at most %s",
			rank, n, FalseAlarms.percent(rate)), calibration.provenance());
	}

	@ParameterizedTest
	@CsvSource({ "1, 0.49, 2", "9, 0.05, 19", "9, 0.0999, 10", "42, 0.01, 99" })
	void whereTheImagesAreTooFewItSaysSo(int n, double rate, int needed) {
		Calibration calibration = Calibration.of(new float[n], new FalseAlarmRate(rate));
		assertEquals(new FalseAlarms(n, n), calibration.falseAlarms().orElseThrow());
		assertTrue(calibration.provenance().startsWith("highest of " + n + " held-out normal scores") && calibration.provenance()
			.contains("cannot be shown with so few, which takes " + needed) && calibration.provenance().endsWith("expected are "
				+ FalseAlarms.percent(1.0 / (n + 1))), calibration.provenance());
		assertTrue(new FalseAlarmRate(rate).canBeShown(needed));
		assertFalse(new FalseAlarmRate(rate).canBeShown(needed - 1));
	}

	@Test
	void aLowerRateNeverLowersTheThreshold() {
		for (int n = 1; n <= 50; n++) {
			float[] scores = new float[n];
			for (int i = 0; i < n; i++)
				scores[i] = 1 + i / 2;
			float last = 0;
			for (double rate = 0.995; rate > 0; rate -= 0.005) {
				float threshold = Calibration.of(scores, new FalseAlarmRate(rate)).threshold();
				assertTrue(threshold >= last, n + " scores, rate " + rate);
				last = threshold;
			}
		}
	}

	@Test
	void scoresOfZeroStillGiveAPositiveThreshold() {
		Calibration calibration = Calibration.of(new float[5], new FalseAlarmRate(0.5));
		assertEquals(Float.MIN_NORMAL, calibration.threshold());
		assertFalse(calibration.isAnomalous(0));
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 1, 5, -0.1, Double.NaN })
	void refusesARateOutOfRange(double rate) {
		Exception e = assertThrows(IllegalArgumentException.class, () -> new FalseAlarmRate(rate));
		assertTrue(e.getMessage().contains("between 0 and 1") && e.getMessage().endsWith("found " + rate), e.getMessage());
	}
}
