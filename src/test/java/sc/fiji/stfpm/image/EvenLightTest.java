package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

class EvenLightTest {
	private static final int WIDTH = 203, HEIGHT = 151;

	/** Noise of mean 100, in light that grows from 0.5 at the left to 1.5 at the right. */
	private static float[] slope() {
		Random random = new Random(3);
		float[] values = new float[WIDTH * HEIGHT];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) ((0.5 + (double) (i % WIDTH) / WIDTH) * (100 + 10 * random.nextGaussian()));
		return values;
	}

	private static ImagePlane plane(float[] values) {
		return ImagePlane.of(ArrayImgs.floats(values, WIDTH, HEIGHT));
	}

	private static float[] read(ImagePlane plane) {
		float[] values = new float[plane.width() * plane.height()];
		plane.read(0, 0, 0, plane.width(), plane.height(), values, 0);
		return values;
	}

	/** Mean of the columns from a share of the width on, a tenth of it wide. */
	private static double mean(float[] values, double from) {
		int left = (int) (from * WIDTH), right = left + WIDTH / 10;
		double sum = 0;
		for (int y = 0; y < HEIGHT; y++)
			for (int x = left; x < right; x++)
				sum += values[y * WIDTH + x];
		return sum / (right - left) / HEIGHT;
	}

	@Test
	void aSlopeIsEvenedOutAndTheMeanKept() {
		float[] raw = slope(), even = read(plane(raw).evenLight(WIDTH / 8.0));
		assertTrue(mean(raw, 0.9) > 2.5 * mean(raw, 0), "the light is uneven");
		for (double at = 0; at < 0.95; at += 0.1)
			assertEquals(100, mean(even, at), 3, "at " + at);
	}

	@Test
	void slantingLightIsEvenUpToTheLastPixel() {
		float[] values = new float[WIDTH * HEIGHT];
		for (int i = 0; i < values.length; i++)
			values[i] = 40 + i % WIDTH;
		float[] even = read(plane(values).evenLight(20));
		for (float value : even)
			assertEquals(40 + (WIDTH - 1) / 2f, value, 3);
	}

	@Test
	void partsAreBitByBitThoseOfTheWhole() {
		ImagePlane even = plane(slope()).evenLight(21);
		float[] whole = read(even), part = new float[40 * 30 + 5], expected = new float[part.length];
		even.read(0, 101, 77, 40, 30, part, 5);
		for (int y = 0; y < 30; y++)
			System.arraycopy(whole, (77 + y) * WIDTH + 101, expected, 5 + y * 40, 40);
		assertArrayEquals(expected, part);
	}

	@Test
	void aDarkPartIsNotBlownUp() {
		float[] values = new float[WIDTH * HEIGHT];
		for (int i = 0; i < values.length; i++)
			values[i] = i % WIDTH < WIDTH / 2 ? 0.01f : 100;
		float[] even = read(plane(values).evenLight(5));
		assertEquals(0.2, even[HEIGHT / 2 * WIDTH + 10], 0.01, "at most twenty times as bright");
	}

	@Test
	void isWorkedOutOnce() {
		ImagePlane plane = plane(slope());
		assertSame(plane.evenLight(21), plane.evenLight(21));
		assertSame(plane.evenLight(21), plane.withChannelNames(List.of("a")).evenLight(21), "the pixels are the same");
	}

	@Test
	void valuesWhoseMeanIsNotPositiveAreRefused() {
		float[] values = slope();
		for (int i = 0; i < values.length; i++)
			values[i] -= 200;
		Exception e = assertThrows(IllegalArgumentException.class, () -> read(plane(values).evenLight(21)));
		assertTrue(e.getMessage().contains("positive"), e.getMessage());
		values[3 * WIDTH + 7] = Float.NaN;
		e = assertThrows(IllegalArgumentException.class, () -> read(plane(values).evenLight(21)));
		assertTrue(e.getMessage().contains("x = 7, y = 3"), e.getMessage());
	}

	@Test
	void resizedPartsAreBitByBitThoseOfTheWholeFilter() {
		float[] raw = slope();
		for (int[] size : new int[][] { { 90, 71 }, { 406, 302 }, { 203, 40 } }) {
			float[] expected = Resize.antialiased(raw, WIDTH, HEIGHT, size[0], size[1], false);
			ImagePlane resized = plane(raw).resized(size[0], size[1]);
			assertArrayEquals(expected, read(resized));
			float[] part = new float[17 * 23];
			resized.read(0, 51, 11, 17, 23, part, 0);
			for (int y = 0; y < 23; y++)
				for (int x = 0; x < 17; x++)
					assertEquals(expected[(11 + y) * size[0] + 51 + x], part[y * 17 + x]);
		}
	}

	@Test
	void resizedPixelsHaveAnotherSize() {
		ImagePlane plane = plane(slope()).withPixelSize(Optional.of(new PixelSize(2, 3, "µm")));
		assertEquals(new PixelSize(2, 1.5, "µm"), plane.resized(WIDTH, 2 * HEIGHT).pixelSize().orElseThrow());
	}
}
