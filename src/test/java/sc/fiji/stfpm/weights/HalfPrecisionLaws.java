package sc.fiji.stfpm.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;

class HalfPrecisionLaws {
	@Property(tries = 300)
	void everyValueComesBackAsItself(@ForAll short bits) {
		if (!Float.isNaN(HalfPrecision.fromHalf(bits)))
			assertEquals(bits, HalfPrecision.toHalf(HalfPrecision.fromHalf(bits)));
		if (!Float.isNaN(HalfPrecision.fromBrain(bits)))
			assertEquals(bits, HalfPrecision.toBrain(HalfPrecision.fromBrain(bits)));
	}

	@Property(tries = 300)
	void noValueIsNearerThanTheRoundedOne(@ForAll @FloatRange(min = -65504, max = 65504) float value) {
		short half = HalfPrecision.toHalf(value);
		double error = Math.abs((double) HalfPrecision.fromHalf(half) - value);
		for (int step : new int[] { -1, 1 }) {
			float neighbour = HalfPrecision.fromHalf((short) (half + step));
			if (Float.isFinite(neighbour)) assertTrue(error <= Math.abs((double) neighbour - value), value + " as " + half);
		}
	}

	@Property(tries = 300)
	void orderIsKept(@ForAll float a, @ForAll float b) {
		float low = Math.min(a, b), high = Math.max(a, b);
		assertTrue(HalfPrecision.fromHalf(HalfPrecision.toHalf(low)) <= HalfPrecision.fromHalf(HalfPrecision.toHalf(high)));
		assertTrue(HalfPrecision.fromBrain(HalfPrecision.toBrain(low)) <= HalfPrecision.fromBrain(HalfPrecision.toBrain(high)));
	}
}
