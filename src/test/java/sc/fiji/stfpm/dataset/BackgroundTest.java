package sc.fiji.stfpm.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.imglib2.img.array.ArrayImgs;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelMask;

class BackgroundTest {
	private interface Level {
		int at(double x, double y);
	}

	private static ImagePlane plane(int width, int height, Level level) {
		byte[] pixels = new byte[width * height];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (byte) (level.at((double) (i % width) / width, (double) (i / width) / height) + (i * 7919L % 11));
		return ImagePlane.of(ArrayImgs.unsignedBytes(pixels, width, height));
	}

	private static PixelMask background(ImagePlane plane) throws IOException {
		return IgnoreRule.of("background").apply(IgnoreRule.Place.only("a.png"), plane).ignored();
	}

	private static boolean isIn(double x, double y, double centreX, double centreY, double radius) {
		return Math.hypot(x - centreX, y - centreY) < radius;
	}

	@ParameterizedTest
	@CsvSource({ "200, 160, 40, 180", "200, 160, 180, 40", "1500, 900, 180, 60" })
	void isWhatTheBorderBelongsToWhateverIsBrighter(int width, int height, int outside, int part) throws IOException {
		ImagePlane plane = plane(width, height, (x, y) -> isIn(x, y, 0.5, 0.5, 0.3) && !isIn(x, y, 0.5, 0.5, 0.1) ? part : outside);
		PixelMask background = background(plane);
		long wrong = 0;
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				// The hole in the middle belongs to the part.
				if (background.contains(x, y) == isIn((double) x / width, (double) y / height, 0.5, 0.5, 0.3)) wrong++;
		assertTrue(wrong < 0.01 * width * height, wrong + " pixels of " + width * height);
		assertTrue(!background.contains(width / 2, height / 2) && background.contains(0, 0) && background.contains(width - 1, height - 1));
	}

	@Test
	void severalPartsCountButSpecksDoNot() throws IOException {
		PixelMask background = background(plane(200, 200, (x, y) -> isIn(x, y, 0.25, 0.3, 0.15) || isIn(x, y, 0.7, 0.7, 0.1) || isIn(x, y,
			0.85, 0.15, 0.03) ? 200 : 20));
		assertTrue(!background.contains(50, 60) && !background.contains(140, 140) && background.contains(170, 30));
	}

	@Test
	void nothingThatStandsOutIsAnError() {
		ImagePlane blank = ImagePlane.of(ArrayImgs.unsignedBytes(new byte[100], 10, 10));
		assertEquals("Nothing stands out from the background, which is to be ignored", assertThrows(IllegalArgumentException.class,
			() -> background(blank)).getMessage());
	}
}
