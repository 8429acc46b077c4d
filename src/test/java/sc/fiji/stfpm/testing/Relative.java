package sc.fiji.stfpm.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Comparisons relative to the largest expected value, as the reference values ask for. */
public final class Relative {
	private Relative() {}

	/** Fails where a value is further from its expectation than the tolerance times the largest expected magnitude. */
	public static void assertClose(String what, float[] expected, float[] actual, double tolerance) {
		assertEquals(expected.length, actual.length, what + ": number of values");
		double largest = 0, worst = 0;
		for (int i = 0; i < expected.length; i++) {
			largest = Math.max(largest, Math.abs(expected[i]));
			worst = Math.max(worst, Math.abs((double) expected[i] - actual[i]));
			if (Float.isNaN(actual[i])) worst = Double.NaN;
		}
		assertTrue(worst <= tolerance * largest, what + ": worst difference " + worst + " is more than " + tolerance
			+ " of the largest value " + largest);
	}

	/** Fails where a value differs by more than a part of its expectation. */
	public static void assertClose(String what, double expected, double actual, double tolerance) {
		assertEquals(expected, actual, Math.abs(expected) * tolerance, what);
	}
}
