package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.stfpm.testing.Shared;

class ResizeTest {
	/** The definition, pixel by pixel and in double precision. */
	private static double interpolated(float[] src, int w, int h, int toW, int toH, int x, int y) {
		double sx = Math.max((x + 0.5) * w / toW - 0.5, 0);
		double sy = Math.max((y + 0.5) * h / toH - 0.5, 0);
		int x0 = Math.min((int) sx, w - 1);
		int y0 = Math.min((int) sy, h - 1);
		int x1 = Math.min(x0 + 1, w - 1);
		int y1 = Math.min(y0 + 1, h - 1);
		double top = src[y0 * w + x0] * (1 - sx + x0) + src[y0 * w + x1] * (sx - x0);
		double bottom = src[y1 * w + x0] * (1 - sx + x0) + src[y1 * w + x1] * (sx - x0);
		return top * (1 - sy + y0) + bottom * (sy - y0);
	}

	@Test
	void bilinearHasHalfPixelCentresAndClampedEdges() {
		assertArrayEquals(new float[] { 0, 1, 3, 4 }, Resize.bilinear(new float[] { 0, 4 }, 2, 1, 4, 1));
		assertArrayEquals(new float[] { 0, 1, 3, 4 }, Resize.bilinear(new float[] { 0, 4 }, 1, 2, 1, 4));
		assertArrayEquals(new float[] { 2, 10 }, Resize.bilinear(new float[] { 1, 3, 9, 11 }, 4, 1, 2, 1));
		assertArrayEquals(new float[] { 3 }, Resize.bilinear(new float[] { 1, 3, 9 }, 3, 1, 1, 1), "the first pixel has no part in it");
		assertArrayEquals(new float[] { 5, 5, 5, 5, 5, 5 }, Resize.bilinear(new float[] { 5 }, 1, 1, 3, 2));
	}

	@ParameterizedTest
	@CsvSource({ "64,64,256,256", "38,50,152,200", "10,13,38,50", "17,5,6,31", "7,9,7,9" })
	void bilinearEqualsItsDefinition(int w, int h, int toW, int toH) {
		float[] src = new float[w * h];
		for (int i = 0; i < src.length; i++)
			src[i] = (float) Math.sin(i * 1.7);
		float[] found = Resize.bilinear(src, w, h, toW, toH);
		for (int i = 0; i < found.length; i++)
			assertEquals(interpolated(src, w, h, toW, toH, i % toW, i / toW), found[i], 1e-5);
	}

	@Test
	void upsamplingFourTimesCutsAnIsolatedPeak() {
		float[] src = new float[64 * 64];
		src[30 * 64 + 30] = 1;
		float highest = 0;
		for (float value : Resize.bilinear(src, 64, 64, 256, 256))
			highest = Math.max(highest, value);
		assertEquals(0.766, highest, 5e-4);
	}

	@ParameterizedTest
	@CsvSource({ "64,64", "160,200" })
	void antialiasedEqualsPillow(int toW, int toH) throws IOException {
		ImagePlane input = ImagePlane.of(ImageReader.read(Shared.path("conformance/resize-input-90x120.png")));
		ImagePlane expected = ImagePlane.of(ImageReader.read(Shared.path("conformance/resize-pillow-bilinear-" + toW + "x"
			+ toH + ".png")));
		assertEquals(toW, expected.width());
		assertEquals(toH, expected.height());
		float[] src = new float[input.width() * input.height()];
		float[] wanted = new float[toW * toH];
		for (int c = 0; c < 3; c++) {
			input.read(c, 0, 0, input.width(), input.height(), src, 0);
			expected.read(c, 0, 0, toW, toH, wanted, 0);
			float[] found = Resize.antialiased(src, input.width(), input.height(), toW, toH, true);
			assertArrayEquals(wanted, found, "channel " + c);
			assertArrayEquals(wanted, Resize.antialiased(src, input.width(), input.height(), toW, toH, false), 1.01f);
		}
	}

	@Test
	void antialiasingAveragesWhatShrinks() {
		float[] stripes = new float[64 * 4];
		for (int i = 0; i < stripes.length; i++)
			stripes[i] = i % 2;
		for (float value : Resize.antialiased(stripes, 64, 4, 4, 4, false))
			assertEquals(0.5, value, 0.02);
	}

	@Test
	void nearestTakesThePixelBelowTheCentre() {
		boolean[] src = { false, true, false, false, true };
		assertArrayEquals(new boolean[] { false, false, true, true, false, false, false, false, true, true },
			Resize.nearest(src, 5, 1, 10, 1));
		assertArrayEquals(new boolean[] { true, false }, Resize.nearest(src, 5, 1, 2, 1));
		assertArrayEquals(new boolean[] { false }, new Mask(1, 5, src).resizeNearest(1, 1).values());
	}

	@Test
	void sizesThatDoNotFitTheValuesAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> Resize.bilinear(new float[5], 2, 3, 4, 4));
		assertThrows(IllegalArgumentException.class, () -> Resize.antialiased(new float[6], 2, 3, 0, 4, false));
	}
}
