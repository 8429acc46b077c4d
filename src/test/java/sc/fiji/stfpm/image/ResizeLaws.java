package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;

class ResizeLaws {
	@Property(tries = 200)
	void aConstantImageStaysConstant(@ForAll @IntRange(min = 1, max = 40) int w, @ForAll @IntRange(min = 1, max = 40) int h,
		@ForAll @IntRange(min = 1, max = 40) int toW, @ForAll @IntRange(min = 1, max = 40) int toH,
		@ForAll @FloatRange(min = -1000, max = 1000) float value, @ForAll @IntRange(max = 255) int grey)
	{
		float tolerance = 1e-5f * Math.abs(value) + 1e-30f;
		for (float found : Resize.bilinear(filled(w * h, value), w, h, toW, toH))
			assertEquals(value, found, tolerance);
		for (float found : Resize.antialiased(filled(w * h, value), w, h, toW, toH, false))
			assertEquals(value, found, tolerance);
		for (float found : Resize.antialiased(filled(w * h, grey), w, h, toW, toH, true))
			assertEquals(grey, found);
	}

	@Property(tries = 200)
	void noValueLeavesTheRangeOfTheImage(@ForAll @IntRange(min = 1, max = 40) int w, @ForAll @IntRange(min = 1, max = 40) int h,
		@ForAll @IntRange(min = 1, max = 40) int toW, @ForAll @IntRange(min = 1, max = 40) int toH, @ForAll long seed)
	{
		Random random = new Random(seed);
		float[] src = new float[w * h];
		float low = 255, high = 0;
		for (int p = 0; p < src.length; p++) {
			src[p] = random.nextInt(256);
			low = Math.min(low, src[p]);
			high = Math.max(high, src[p]);
		}
		inRange(Resize.bilinear(src, w, h, toW, toH), low, high, 1e-4f);
		inRange(Resize.antialiased(src, w, h, toW, toH, false), low, high, 1e-4f);
		inRange(Resize.antialiased(src, w, h, toW, toH, true), low, high, 0);
	}

	private static void inRange(float[] values, float low, float high, float tolerance) {
		for (float value : values)
			assertTrue(value >= low - tolerance && value <= high + tolerance, value + " outside " + low + " to " + high);
	}

	private static float[] filled(int length, float value) {
		float[] values = new float[length];
		Arrays.fill(values, value);
		return values;
	}
}
