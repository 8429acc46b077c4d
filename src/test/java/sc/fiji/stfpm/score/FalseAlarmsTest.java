package sc.fiji.stfpm.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FalseAlarmsTest {
	/** With one score the share is uniform; the highest of n gives P(share <= x) = 1 - (1 - x)^n, the lowest x^n. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 9, 42, 300 })
	void extremesHaveAClosedForm(int n) {
		FalseAlarms highest = new FalseAlarms(n, n), lowest = new FalseAlarms(1, n);
		assertEquals(1.0 / (n + 1), highest.expected(), 1e-15);
		assertEquals(1 - Math.pow(0.975, 1.0 / n), highest.lower(), 1e-8);
		assertEquals(1 - Math.pow(0.025, 1.0 / n), highest.upper(), 1e-8);
		assertEquals(n / (n + 1.0), lowest.expected(), 1e-15);
		assertEquals(Math.pow(0.025, 1.0 / n), lowest.lower(), 1e-8);
		assertEquals(Math.pow(0.975, 1.0 / n), lowest.upper(), 1e-8);
	}

	/**
	 * The share x of k of n is at most its quantile p exactly where a Binomial(n, x) count reaches n + 1 - k with
	 * probability p: a sum over the binomial distribution, with no beta function in it.
	 */
	@ParameterizedTest
	@CsvSource({ "5, 9", "8, 9", "40, 42", "2, 3", "291, 300" })
	void theIntervalSolvesTheBinomialEquation(int k, int n) {
		FalseAlarms alarms = new FalseAlarms(k, n);
		assertEquals(0.025, atLeast(n + 1 - k, n, alarms.lower()), 1e-6);
		assertEquals(0.975, atLeast(n + 1 - k, n, alarms.upper()), 1e-6);
		assertTrue(alarms.lower() < alarms.expected() && alarms.expected() < alarms.upper());
	}

	private static double atLeast(int successes, int n, double x) {
		double sum = 0;
		for (int i = successes; i <= n; i++) {
			double logarithm = i * Math.log(x) + (n - i) * Math.log1p(-x);
			for (int j = 1; j <= i; j++)
				logarithm += Math.log((n - i + j) / (double) j);
			sum += Math.exp(logarithm);
		}
		return sum;
	}

	@Test
	void moreImagesAndHigherRanksGiveFewerFalseAlarms() {
		for (int n = 2; n < 60; n++) {
			assertTrue(new FalseAlarms(n, n).upper() < new FalseAlarms(n - 1, n - 1).upper());
			for (int k = 2; k <= n; k++) {
				FalseAlarms higher = new FalseAlarms(k, n), lower = new FalseAlarms(k - 1, n);
				assertTrue(higher.expected() < lower.expected() && higher.lower() < lower.lower() && higher.upper() < lower.upper());
			}
		}
	}

	/** Whatever the scores look like: here with a long tail. 20000 sets of 20 and one new image each. */
	@Test
	void newImagesAreFalseAlarmsAsOftenAsExpected() {
		Random random = new Random(5);
		int sets = 20000, n = 20, alarms = 0, outside = 0;
		Calibration calibration = null;
		for (int set = 0; set < sets; set++) {
			float[] scores = new float[n];
			for (int i = 0; i < n; i++)
				scores[i] = score(random);
			calibration = Calibration.of(scores, new FalseAlarmRate(0.15));
			if (calibration.isAnomalous(score(random))) alarms++;
			double share = 1 - Math.exp(-Math.sqrt(calibration.threshold()));
			FalseAlarms expected = calibration.falseAlarms().orElseThrow();
			if (1 - share < expected.lower() || 1 - share > expected.upper()) outside++;
		}
		assertEquals(3.0 / 21, calibration.falseAlarms().orElseThrow().expected(), 1e-15);
		assertEquals(3.0 / 21, alarms / (double) sets, 4 * Math.sqrt(0.143 * 0.857 / sets));
		assertEquals(0.05, outside / (double) sets, 4 * Math.sqrt(0.05 * 0.95 / sets));
	}

	/** The square of an exponential variable: P(score >= s) = exp(-sqrt(s)). */
	private static float score(Random random) {
		double exponential = -Math.log1p(-random.nextDouble());
		return (float) (exponential * exponential);
	}

	/** Scores of few values, so that most sets have ties: never more false alarms than claimed. */
	@Test
	void withTiesTheClaimErrsToTheSafeSide() {
		Random random = new Random(6);
		int sets = 20000, alarms = 0;
		for (int set = 0; set < sets; set++) {
			float[] scores = new float[9];
			for (int i = 0; i < scores.length; i++)
				scores[i] = random.nextInt(4);
			if (Calibration.of(scores, ThresholdRule.DEFAULT).isAnomalous(random.nextInt(4))) alarms++;
		}
		assertTrue(alarms / (double) sets < 0.1, alarms + " of " + sets + ", expected at most a tenth");
	}

	@Test
	void isSaidInWords() {
		assertEquals("2.3 % (95 % interval 0.06 % to 8.4 %) from 42 held-out images", new FalseAlarms(42, 42).text());
		assertEquals("50 % (95 % interval 2.5 % to 97.5 %) from 1 held-out image", new FalseAlarms(1, 1).text());
	}

	@ParameterizedTest
	@CsvSource({ "38, 40, 1 in 14", "39, 40, 1 in 21", "1, 1, 50 % of", "3, 3, 1 in 4", "400, 400, 1 in 401" })
	void isSaidToThoseWhoDecideAboutParts(int rank, int count, String share) {
		assertEquals("About " + share + " new normal images may be called anomalous.", new FalseAlarms(rank, count).sentence());
	}

	@ParameterizedTest
	@CsvSource({ "0, 0 %", "1, 100 %", "0.1, 10 %", "0.05, 5 %", "0.01, 1 %", "0.0234, 2.3 %", "0.995, 99.5 %",
		"0.99949, 99.949 %", "0.3333, 33 %", "0.00012, 0.012 %" })
	void percentagesKeepTwoDigits(double share, String text) {
		assertEquals(text, FalseAlarms.percent(share));
	}

	@ParameterizedTest
	@CsvSource({ "0, 5", "6, 5", "1, 0" })
	void refusesARankThatThereIsNot(int rank, int count) {
		assertThrows(IllegalArgumentException.class, () -> new FalseAlarms(rank, count));
	}
}
