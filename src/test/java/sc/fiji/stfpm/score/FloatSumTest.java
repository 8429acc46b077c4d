package sc.fiji.stfpm.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Random;

import org.junit.jupiter.api.Test;

class FloatSumTest {
	private static float any(Random random) {
		float value = Float.intBitsToFloat(random.nextInt());
		return Float.isFinite(value) ? value : 1;
	}

	@Test
	void itIsTheExactSumRoundedOnce() {
		Random random = new Random(1);
		for (int i = 0; i < 200; i++) {
			FloatSum sum = new FloatSum(), a = new FloatSum(), b = new FloatSum();
			BigDecimal exact = BigDecimal.ZERO;
			for (int n = random.nextInt(50); n >= 0; n--) {
				float value = i % 2 == 0 ? any(random) : random.nextFloat();
				sum.add(value);
				(random.nextBoolean() ? a : b).add(value);
				exact = exact.add(new BigDecimal(value));
			}
			assertEquals(exact.doubleValue(), sum.value());
			a.add(b);
			assertEquals(sum.value(), a.value());
		}
	}

	@Test
	void theLargestAndTheSmallestFitIn() {
		FloatSum sum = new FloatSum();
		sum.add(Float.MAX_VALUE);
		sum.add(Float.MIN_VALUE);
		sum.add(-Float.MAX_VALUE);
		assertEquals((double) Float.MIN_VALUE, sum.value());
		sum.add(Float.POSITIVE_INFINITY);
		assertEquals(Double.POSITIVE_INFINITY, sum.value());
		sum.add(Float.NEGATIVE_INFINITY);
		assertEquals(Double.NaN, sum.value());
	}
}
