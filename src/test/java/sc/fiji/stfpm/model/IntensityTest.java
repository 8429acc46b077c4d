package sc.fiji.stfpm.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.model.Intensity.ChannelRange;
import sc.fiji.stfpm.model.Intensity.Rule;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.model.Preprocessing.Resampling;

class IntensityTest {
	private static final int SIDE = 64, AREA = SIDE * SIDE;
	private static final double[] MEAN = { 0.485, 0.456, 0.406 }, DEVIATION = { 0.229, 0.224, 0.225 };

	/** Values from 0 to {@code most} in each of two channels, evenly. */
	private static ImagePlane twoChannels(int most, int other) {
		short[] pixels = new short[2 * AREA];
		for (int i = 0; i < AREA; i++) {
			pixels[i] = (short) ((long) i * most / (AREA - 1));
			pixels[AREA + i] = (short) ((long) i * other / (AREA - 1));
		}
		return ImagePlane.of(ArrayImgs.unsignedShorts(pixels, SIDE, SIDE, 2));
	}

	private static Preprocessing of(ChannelMapping channels, PixelType type, double black, double white, Intensity intensity) {
		return Preprocessing.imageNet(Mode.TILES, SIDE, Resampling.ANTIALIASED, channels, type, black, white).withIntensity(intensity);
	}

	/** What becomes of a pixel in a colour, from 0 to 1 where it is inside the range. */
	private static double seen(Preprocessing preprocessing, ImagePlane plane, int colour, int pixel) {
		float[] input = preprocessing.region(plane, 0, 0, SIDE, SIDE);
		return input[colour * AREA + pixel] * DEVIATION[colour] + MEAN[colour];
	}

	@Test
	void channelsHaveEachTheirOwnRange() {
		Intensity intensity = new Intensity(Rule.TRAINING, 0.1, 99.9, List.of(new ChannelRange(1, 0, 600), new ChannelRange(2, 0, 40_000)));
		Preprocessing preprocessing = of(ChannelMapping.of(1, 2, 1), PixelType.UINT16, 0, 40_000, intensity);
		ImagePlane plane = twoChannels(600, 40_000);
		for (int colour = 0; colour < 3; colour++) {
			assertEquals(1, seen(preprocessing, plane, colour, AREA - 1), 1e-5);
			assertEquals(0.5, seen(preprocessing, plane, colour, AREA / 2), 2e-3);
		}
		Preprocessing separate = of(ChannelMapping.parse("1+2"), PixelType.UINT16, 0, 40_000, intensity);
		assertEquals(1, seen(separate.forPart(0), plane, 0, AREA - 1), 1e-5);
		assertEquals(1, seen(separate.forPart(1), plane, 0, AREA - 1), 1e-5);
	}

	@Test
	void valuesOutsideTheRangeAreNotClipped() {
		Preprocessing preprocessing = of(ChannelMapping.of(1, 1, 1), PixelType.UINT16, 100, 300, new Intensity(Rule.FIXED, 100, 300, null));
		ImagePlane plane = twoChannels(700, 1);
		assertEquals(3, seen(preprocessing, plane, 0, AREA - 1), 1e-5);
		assertEquals(-0.5, seen(preprocessing, plane, 0, 0), 1e-5);
	}

	@Test
	void anImagesOwnRangeIsThatOfAllOfItInEachOfItsChannels() {
		Preprocessing preprocessing = of(ChannelMapping.of(1, 2, 1), PixelType.UINT16, 0, 1, new Intensity(Rule.IMAGE, 0, 100, null));
		for (int most : new int[] { 300, 50_000 }) {
			ImagePlane plane = twoChannels(most, 900);
			assertEquals(1, seen(preprocessing, plane, 0, AREA - 1), 1e-5);
			assertEquals(1, seen(preprocessing, plane, 1, AREA - 1), 1e-5);
			float[] corner = preprocessing.region(plane, 0, 0, 8, 8);
			assertEquals(0.25, (corner[7 * 8 + 7] * DEVIATION[0] + MEAN[0]) / (7 * SIDE + 7) * AREA / 4, 0.01, "of the whole, not of the part");
		}
	}

	@Test
	void aBlankImageHasARangeToo() {
		Preprocessing preprocessing = of(ChannelMapping.GREY, PixelType.UINT16, 0, 1, new Intensity(Rule.IMAGE, 0, 100, null));
		ImagePlane blank = ImagePlane.of(ArrayImgs.unsignedShorts(new short[AREA], SIDE, SIDE));
		assertEquals(0, seen(preprocessing, blank, 0, 5), 1e-6);
	}

	@Test
	void coloursOfEightBitsShareARange() {
		byte[] pixels = new byte[3 * AREA];
		pixels[0] = 100;
		pixels[AREA] = (byte) 200;
		ImagePlane colour = ImagePlane.of(ArrayImgs.unsignedBytes(pixels, SIDE, SIDE, 3));
		Preprocessing preprocessing = of(ChannelMapping.AUTO, PixelType.UINT8, 0, 1, new Intensity(Rule.IMAGE, 0, 100, null));
		assertEquals(0.5, seen(preprocessing, colour, 0, 0), 1e-5);
		assertEquals(1, seen(preprocessing, colour, 1, 0), 1e-5);
	}

	@Test
	void lightIsEvenedOutBeforeTheRangeIsLookedFor() {
		float[] pixels = new float[AREA];
		for (int i = 0; i < AREA; i++)
			pixels[i] = (100 + i % 2) * (1 + i / SIDE / (float) SIDE);
		ImagePlane plane = ImagePlane.of(ArrayImgs.floats(pixels, SIDE, SIDE));
		Preprocessing own = of(ChannelMapping.GREY, PixelType.FLOAT32, 0, 1, new Intensity(Rule.IMAGE, 0, 100, null));
		double uneven = seen(own, plane, 0, 60 * SIDE) - seen(own, plane, 0, 4 * SIDE);
		double even = seen(own.withLightRadius(8.0), plane, 0, 48 * SIDE) - seen(own.withLightRadius(8.0), plane, 0, 16 * SIDE);
		assertTrue(uneven > 0.8 && Math.abs(even) < 0.3, uneven + " " + even);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatIsNoNumberIsNamedWithItsPlace(boolean whole) {
		float[] pixels = new float[AREA];
		pixels[7 * SIDE + 9] = Float.POSITIVE_INFINITY;
		ImagePlane plane = ImagePlane.of(ArrayImgs.floats(pixels, SIDE, SIDE));
		Preprocessing preprocessing = of(ChannelMapping.GREY, PixelType.FLOAT32, 0, 1, null);
		Exception e = assertThrows(IllegalArgumentException.class, () -> {
			if (whole) preprocessing.whole(plane);
			else preprocessing.region(plane, 8, 6, 4, 4);
		});
		assertTrue(e.getMessage().contains("Infinity at x = 9, y = 7"), e.getMessage());
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { "fixed:0,4095; fixed:0,4095", "training; training:0.1,99.9", " Image : 1 , 99.5 ; image:1,99.5",
		"fixed:-0.5,1e3; fixed:-0.5,1000" })
	void isReadAndWritten(String text, String written) {
		assertEquals(written, Intensity.parse(text).toString());
		assertEquals(Intensity.parse(text), Intensity.parse(written));
	}

	@Test
	void nobodyChose() {
		assertNull(Intensity.parse("Auto"));
		assertEquals("fixed:0,255", Intensity.automatic(PixelType.UINT8).toString());
		assertEquals("training:0.1,99.9", Intensity.automatic(PixelType.UINT16).toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "fixed", "fixed:1", "fixed:5,5", "fixed:9,1", "fixed:a,b", "training:-1,99", "image:1,101", "image:50,NaN",
		"whatever:0,1", "auto:0,1" })
	void nonsenseIsRefused(String text) {
		String message = assertThrows(IllegalArgumentException.class, () -> Intensity.parse(text)).getMessage();
		assertTrue(message.contains("expected auto") || message.contains("is empty") || message.contains("from 0 to 100"), message);
	}

	@Test
	void descriptionsThatEarlierSoftwareWouldReadWronglyAreNewer() {
		Preprocessing plain = of(ChannelMapping.AUTO, PixelType.UINT16, 0, 9, null);
		assertFalse(plain.isNewer());
		assertFalse(plain.withIntensity(new Intensity(Rule.TRAINING, 0.1, 99.9, null)).isNewer(), "black and white say it all");
		assertTrue(plain.withIntensity(new Intensity(Rule.IMAGE, 0.1, 99.9, null)).isNewer());
		assertTrue(plain.withIntensity(new Intensity(Rule.TRAINING, 0.1, 99.9, List.of(new ChannelRange(1, 0, 1)))).isNewer());
		assertTrue(plain.withLightRadius(9.0).isNewer());
	}
}
