package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.Color;
import java.awt.image.IndexColorModel;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;

class ImagePlusImgTest {
	private static float[] pixel(ImagePlus imp, int z, int t, int x, int y) {
		ImagePlane plane = ImagePlane.of(ImagePlusImg.plane(imp, z, t));
		float[] channels = new float[plane.channels()];
		for (int c = 0; c < channels.length; c++)
			plane.read(c, x, y, 1, 1, channels, c);
		return channels;
	}

	@Test
	void wrapsEveryKindOfImage() {
		ByteProcessor bytes = new ByteProcessor(3, 2);
		bytes.set(2, 1, 200);
		assertArrayEquals(new float[] { 200 }, pixel(new ImagePlus("8", bytes), 1, 1, 2, 1));
		ShortProcessor shorts = new ShortProcessor(3, 2);
		shorts.set(2, 1, 60000);
		assertArrayEquals(new float[] { 60000 }, pixel(new ImagePlus("16", shorts), 1, 1, 2, 1));
		FloatProcessor floats = new FloatProcessor(3, 2);
		floats.setf(2, 1, -1.5f);
		assertArrayEquals(new float[] { -1.5f }, pixel(new ImagePlus("32", floats), 1, 1, 2, 1));
		ColorProcessor colours = new ColorProcessor(3, 2);
		colours.set(2, 1, 0x0a141e);
		assertArrayEquals(new float[] { 10, 20, 30 }, pixel(new ImagePlus("RGB", colours), 1, 1, 2, 1));
	}

	@Test
	void calibrationAndLabelsOfChannelsBelongToAPlane() {
		ImageStack stack = new ImageStack(2, 1);
		for (String label : new String[] { "DAPI\nmore", null, "DAPI", "GFP" })
			stack.addSlice(label, new ShortProcessor(2, 1));
		ImagePlus imp = new ImagePlus("two channels", stack);
		imp.setDimensions(2, 2, 1);
		imp.setOpenAsHyperStack(true);
		ImagePlane plain = ImagePlane.of(ImagePlusImg.plane(imp, 2, 1));
		assertEquals(Optional.empty(), ImagePlusImg.described(plain, imp).pixelSize(), "pixels");
		imp.getCalibration().setUnit("um");
		imp.getCalibration().pixelWidth = 0.5;
		imp.getCalibration().pixelHeight = 0.25;
		ImagePlane described = ImagePlusImg.described(plain, imp);
		assertEquals(Optional.of(new PixelSize(0.5, 0.25, "\u00b5m")), described.pixelSize());
		assertEquals(List.of("DAPI", ""), described.channelNames());
		assertEquals(List.of(), plain.channelNames(), "a copy");
	}

	@Test
	void sharesThePixels() {
		FloatProcessor floats = new FloatProcessor(2, 2);
		ImagePlane plane = ImagePlane.of(ImagePlusImg.plane(new ImagePlus("32", floats), 1, 1));
		floats.setf(1, 1, 7);
		float[] value = new float[1];
		plane.read(0, 1, 1, 1, 1, value, 0);
		assertEquals(7, value[0]);
	}

	@Test
	void aPaletteIsLookedUp() {
		byte[] reds = new byte[256];
		byte[] others = new byte[256];
		new Random(3).nextBytes(reds);
		new Random(4).nextBytes(others);
		ByteProcessor indexed = new ByteProcessor(1, 1, new byte[] { 9 }, new IndexColorModel(8, 256, reds, others, others));
		float other = others[9] & 0xff;
		assertArrayEquals(new float[] { reds[9] & 0xff, other, other }, pixel(new ImagePlus("palette", indexed), 1, 1, 0,
			0));
		ByteProcessor grey = new ByteProcessor(1, 1, new byte[] { 9 }, new IndexColorModel(8, 256, others, others, others));
		assertArrayEquals(new float[] { other }, pixel(new ImagePlus("greys", grey), 1, 1, 0, 0));
	}

	@Test
	void aTableThatDisplaysValuesOrAThresholdHasNoEffect() {
		ByteProcessor bytes = new ByteProcessor(1, 1);
		bytes.set(0, 0, 250);
		ImagePlus imp = new ImagePlus("display", bytes);
		imp.setLut(LUT.createLutFromColor(Color.ORANGE));
		assertArrayEquals(new float[] { 250 }, pixel(imp, 1, 1, 0, 0));
		imp.getProcessor().invertLut();
		assertArrayEquals(new float[] { 250 }, pixel(imp, 1, 1, 0, 0));
		imp.getProcessor().setThreshold(100, 255, ImageProcessor.RED_LUT);
		assertArrayEquals(new float[] { 250 }, pixel(imp, 1, 1, 0, 0));
	}

	@Test
	void picksSliceAndFrameOfAHyperstackWithAllChannels() {
		ImageStack stack = new ImageStack(2, 1);
		for (int t = 1; t <= 2; t++)
			for (int z = 1; z <= 3; z++)
				for (int c = 1; c <= 2; c++)
					stack.addSlice(new ShortProcessor(2, 1, new short[] { 0, (short) (100 * t + 10 * z + c) }, null));
		ImagePlus imp = new ImagePlus("hyper", stack);
		imp.setDimensions(2, 3, 2);
		assertArrayEquals(new float[] { 231, 232 }, pixel(new CompositeImage(imp), 3, 2, 1, 0));
		assertEquals("No slice 4, \"hyper\" has 3",
			assertThrows(IllegalArgumentException.class, () -> ImagePlusImg.plane(imp, 4, 1)).getMessage());
		assertEquals("No frame 0, \"hyper\" has 2",
			assertThrows(IllegalArgumentException.class, () -> ImagePlusImg.plane(imp, 1, 0)).getMessage());
	}

	@Test
	void aFloatImageIsMadeAroundTheValues() {
		float[] values = { 1, 2, 3, 4, 5, 6 };
		ImagePlus imp = ImagePlusImg.toFloatImage("map", values, 3, 2);
		assertEquals("map", imp.getTitle());
		assertEquals(32, imp.getBitDepth());
		assertSame(values, imp.getProcessor().getPixels());
		assertEquals(6, imp.getProcessor().getf(2, 1));
	}
}
