package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LevelsTest {
	/** 10 rows of 100 pixels with the values 0 to 999, in no order. */
	private static float[] values() {
		float[] values = new float[1000];
		for (int i = 0; i < 1000; i++)
			values[i] = i * 7 % 1000;
		return values;
	}

	private static Levels levels(boolean whole, int most, float[] values) {
		Levels levels = new Levels(whole, most);
		levels.addRows(ImagePlane.of(ArrayImgs.floats(values, 100, values.length / 100)), 0);
		return levels;
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aShareOfTheValuesLiesOutside(boolean whole) {
		Levels levels = levels(whole, 2000, values());
		assertEquals(new Levels.Range(1, 998), levels.range(0.1, 99.9));
		assertEquals(new Levels.Range(20, 899), levels.range(2, 90));
		assertEquals(new Levels.Range(0, 999), levels.range(0, 100));
		assertEquals(999, levels.highest());
		assertEquals(1000, levels.count());
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whereNearlyAllIsTheSameTheExtremesCount(boolean whole) {
		float[] values = new float[1000];
		values[17] = 9;
		assertEquals(new Levels.Range(0, 9), levels(whole, 2000, values).range(0.1, 99.9));
	}

	@Test
	void manyValuesAreThinnedOut() {
		float[] values = new float[10_000];
		for (int i = 0; i < values.length; i++)
			values[i] = i * 7919L % values.length;
		Levels levels = levels(false, 1000, values);
		assertEquals(10_000, levels.count());
		Levels.Range range = levels.range(10, 90);
		assertEquals(1000, range.low(), 300);
		assertEquals(9000, range.high(), 300);
	}

	@Test
	void whatIsNoNumberIsNamedWithItsPlace() {
		float[] values = values();
		values[205] = Float.NaN;
		Exception e = assertThrows(IllegalArgumentException.class, () -> levels(false, 2000, values));
		assertTrue(e.getMessage().contains("NaN at x = 5, y = 2"), e.getMessage());
	}

	@Test
	void aPlaneOfSomeMillionsIsLookedAtWhole() {
		short[] pixels = new short[1000 * 1000];
		pixels[123_456] = (short) 50_000;
		ImagePlane plane = ImagePlane.of(ArrayImgs.unsignedShorts(pixels, 1000, 1000));
		assertEquals(new Levels.Range(0, 50_000), Levels.of(plane, List.of(0), true).range(0, 100));
	}
}
