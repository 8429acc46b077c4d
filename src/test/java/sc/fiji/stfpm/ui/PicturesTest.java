package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import net.imglib2.img.array.ArrayImgs;
import sc.fiji.stfpm.detect.Comparison;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.Mask;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.score.Calibration;

/** Images, maps and outlines in pictures of another size. */
class PicturesTest {
	private static final Preprocessing RANGE_200 = Preprocessing.imageNet(Preprocessing.Mode.WHOLE, 64,
		Preprocessing.Resampling.ANTIALIASED, ChannelMapping.AUTO, PixelType.UINT8, 0, 200);

	@Test
	void aSmallerPictureHasTheMeanOfEachBlock() {
		ImagePlane plane = ImagePlane.of(ArrayImgs.unsignedBytes(new byte[] { 0, 100, 40, 40, 100, (byte) 200, 40, 40 }, 4,
			2));
		BufferedImage picture = PlanePicture.draw(plane, RANGE_200, 2, 1);
		assertEquals(128, picture.getRGB(0, 0) & 0xff, "half of the range of 200");
		assertEquals(51, picture.getRGB(1, 0) & 0xff);
	}

	@Test
	void aLargerPictureRepeatsPixels() {
		ImagePlane plane = ImagePlane.of(ArrayImgs.unsignedBytes(new byte[] { 0, (byte) 200 }, 2, 1));
		BufferedImage picture = PlanePicture.draw(plane, RANGE_200, 6, 3);
		assertEquals(0, picture.getRGB(2, 2) & 0xff);
		assertEquals(255, picture.getRGB(3, 0) & 0xff);
	}

	@Test
	void anOverlayHasTheImageTheHeatMapAndTheOutlinesOfRegions() {
		int size = 9, centre = 4;
		byte[] grey = new byte[size * size];
		Arrays.fill(grey, (byte) 100);
		float[] values = new float[size * size];
		for (int y = 3; y <= 5; y++)
			for (int x = 3; x <= 5; x++)
				values[y * size + x] = 2;
		DetectionResult result = new DetectionResult(size, size, values, 2, Calibration.given(1, "made up by a test"), List.of());
		BufferedImage picture = OverlayPicture.draw(ImagePlane.of(ArrayImgs.unsignedBytes(grey, size, size)), RANGE_200, result);
		assertEquals(0x808080, picture.getRGB(0, 0) & 0xffffff, "half of the range of 200");
		assertEquals(0x00e5ff, picture.getRGB(3, 4) & 0xffffff);
		for (int shift = 0; shift <= 16; shift += 8)
			assertEquals(0.4 * 127.5 + 0.6 * (Inferno.rgb(1) >> shift & 0xff), picture.getRGB(centre, centre) >> shift & 0xff, 0.51);
	}

	@Test
	void anOverlayOutlinesRegionsOfAnImageThatCannotBeCompared() {
		float[] values = new float[25];
		values[12] = 2;
		Comparison other = new Comparison(false, "made up by a test", List.of(), Optional.empty());
		DetectionResult result = new DetectionResult(5, 5, values, 2, Calibration.given(1, "made up by a test"), List.of(), 1, other);
		BufferedImage picture = OverlayPicture.draw(ImagePlane.of(ArrayImgs.unsignedBytes(new byte[25], 5, 5)), RANGE_200, result);
		assertEquals(OverlayPicture.OUTLINE, picture.getRGB(2, 2) & 0xffffff);
	}

	/** Below the level of normal places, where the display range begins, and without a value outside a selection. */
	@Test
	void anOverlayLeavesTheImageAsItIsWhereNothingIsAnomalous() {
		byte[] white = new byte[16];
		Arrays.fill(white, (byte) 200);
		float[] values = new float[16];
		Arrays.fill(values, 0.1f);
		Arrays.fill(values, 8, 16, Float.NaN);
		Calibration calibration = Calibration.given(1, "made up by a test").withLevel(0.5f);
		DetectionResult result = new DetectionResult(4, 4, values, 0.1f, calibration, List.of());
		ImagePlane plane = ImagePlane.of(ArrayImgs.unsignedBytes(white, 4, 4));
		for (BufferedImage picture : List.of(OverlayPicture.draw(plane, RANGE_200, result), OverlayPicture.draw(plane, RANGE_200, result, 2, 2)))
			for (int y = 0; y < picture.getHeight(); y++)
				for (int x = 0; x < picture.getWidth(); x++)
					assertEquals(0xffffff, picture.getRGB(x, y) & 0xffffff, x + ", " + y);
	}

	@Test
	void aSmallerOverlayKeepsThePeakAndItsOutline() {
		float[] values = new float[100 * 100];
		for (int y = 40; y < 80; y++)
			Arrays.fill(values, y * 100 + 40, y * 100 + 80, 2);
		values[5 * 100 + 7] = 2;
		DetectionResult result = new DetectionResult(100, 100, values, 2, Calibration.given(1, "made up by a test"), List.of());
		byte[] grey = new byte[100 * 100];
		Arrays.fill(grey, (byte) 100);
		BufferedImage picture = OverlayPicture.draw(ImagePlane.of(ArrayImgs.unsignedBytes(grey, 100, 100)), RANGE_200, result, 10, 10);
		assertEquals(0x00e5ff, picture.getRGB(0, 0) & 0xffffff, "a region of one pixel");
		assertEquals(0x00e5ff, picture.getRGB(4, 4) & 0xffffff);
		assertEquals(0x808080, picture.getRGB(1, 1) & 0xffffff);
		for (int shift = 0; shift <= 16; shift += 8)
			assertEquals(0.4 * 128 + 0.6 * (Inferno.rgb(1) >> shift & 0xff), picture.getRGB(5, 5) >> shift & 0xff, 0.51);
	}

	@Test
	void aSmallerMapKeepsItsPeak() {
		float[] values = new float[100 * 100];
		values[55 * 100 + 77] = 2;
		DetectionResult result = new DetectionResult(100, 100, values, 2, Calibration.given(1, "made up by a test"), List
			.of());
		BufferedImage picture = MapPicture.draw(result, 10, 10);
		assertEquals(Inferno.rgb(1), picture.getRGB(7, 5) & 0xffffff);
		assertEquals(0, picture.getRGB(6, 5) & 0xffffff);
		boolean[] regions = MapPicture.regions(result, 10, 10);
		for (int i = 0; i < 100; i++)
			assertEquals(i == 57, regions[i], "pixel " + i);
	}

	@Test
	void aSmallerMaskKeepsItsSpecks() {
		boolean[] values = new boolean[16];
		values[15] = true;
		assertArrayEquals(new boolean[] { false, false, false, true }, Outline.resized(new Mask(4, 4, values), 2, 2));
	}

	@Test
	void theInnerBorderLiesInsideAndTheOuterOneAround() {
		boolean[] inside = new boolean[81];
		for (int y = 3; y < 6; y++)
			for (int x = 3; x < 6; x++)
				inside[y * 9 + x] = true;
		BufferedImage inner = new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), outer = new BufferedImage(9, 9,
			BufferedImage.TYPE_INT_RGB);
		Outline.draw(inner, inside, 0xff);
		Outline.around(outer, inside, 0xff);
		for (int y = 0; y < 9; y++)
			for (int x = 0; x < 9; x++) {
				int distance = Math.max(Math.abs(x - 4), Math.abs(y - 4));
				assertEquals(distance == 1 ? 0xff : 0, inner.getRGB(x, y) & 0xffffff, x + ", " + y);
				assertEquals(distance == 2 || distance == 3 ? 0xff : 0, outer.getRGB(x, y) & 0xffffff, x + ", " + y);
			}
	}
}
