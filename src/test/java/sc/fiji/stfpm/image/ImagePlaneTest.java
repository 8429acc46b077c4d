package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.position.FunctionRandomAccessible;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

class ImagePlaneTest {
	private static float[] read(ImagePlane plane, int channel, int x, int y, int w, int h) {
		float[] out = new float[w * h];
		plane.read(channel, x, y, w, h, out, 0);
		return out;
	}

	@Test
	void greyValuesAreUnsignedAndInTheirOwnUnits() {
		ImagePlane bytes = ImagePlane.of(ArrayImgs.unsignedBytes(new byte[] { 0, 127, -128, -1 }, 2, 2));
		assertArrayEquals(new float[] { 0, 127, 128, 255 }, read(bytes, 0, 0, 0, 2, 2));
		assertEquals(PixelType.UINT8, bytes.type());
		ImagePlane shorts = ImagePlane.of(ArrayImgs.unsignedShorts(new short[] { 1, -1 }, 2, 1));
		assertArrayEquals(new float[] { 1, 65535 }, read(shorts, 0, 0, 0, 2, 1));
		assertEquals(PixelType.UINT16, shorts.type());
		ImagePlane doubles = ImagePlane.of(ArrayImgs.doubles(new double[] { -0.5, 2 }, 1, 2));
		assertArrayEquals(new float[] { -0.5f, 2 }, read(doubles, 0, 0, 0, 1, 2));
		assertEquals(PixelType.FLOAT32, doubles.type());
	}

	@Test
	void argbHasThreeChannelsWithoutAlpha() {
		ImagePlane plane = ImagePlane.of(ArrayImgs.argbs(new int[] { 0x00102030, 0xff405060 }, 2, 1));
		assertEquals(3, plane.channels());
		assertArrayEquals(new float[] { 0x10, 0x40 }, read(plane, 0, 0, 0, 2, 1));
		assertArrayEquals(new float[] { 0x20, 0x50 }, read(plane, 1, 0, 0, 2, 1));
		assertArrayEquals(new float[] { 0x30, 0x60 }, read(plane, 2, 0, 0, 2, 1));
	}

	@Test
	void theLastOfThreeAxesIsTheChannel() {
		ImagePlane plane = ImagePlane.of(ArrayImgs.floats(new float[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 }, 3, 2, 2));
		assertEquals(3, plane.width());
		assertEquals(2, plane.height());
		assertEquals(2, plane.channels());
		float[] out = new float[6];
		plane.read(1, 1, 0, 2, 2, out, 2);
		assertArrayEquals(new float[] { 0, 0, 8, 9, 11, 12 }, out);
	}

	@Test
	void positionsCountFromTheMinimumOfACroppedView() {
		float[] values = new float[5 * 4 * 2];
		for (int i = 0; i < values.length; i++)
			values[i] = i;
		RandomAccessibleInterval<FloatType> image = ArrayImgs.floats(values, 5, 4, 2);
		ImagePlane plane = ImagePlane.of(Views.interval(image, Intervals.createMinMax(2, 1, 1, 4, 3, 1)));
		assertEquals(3, plane.width());
		assertEquals(1, plane.channels());
		assertArrayEquals(new float[] { 27, 28, 32, 33 }, read(plane, 0, 0, 0, 2, 2));
		RandomAccessibleInterval<FloatType> shifted = Views.translate(Views.hyperSlice(image, 2, 0), -7, 100);
		assertArrayEquals(new float[] { 6 }, read(ImagePlane.of(shifted), 0, 1, 1, 1, 1));
	}

	@Test
	void computesOnlyWhatIsReadOfALazyImage() {
		AtomicInteger computed = new AtomicInteger();
		RandomAccessibleInterval<UnsignedShortType> lazy = Views.interval(new FunctionRandomAccessible<>(2, (at, value) -> {
			computed.incrementAndGet();
			value.set(at.getIntPosition(0) + 10 * at.getIntPosition(1));
		}, UnsignedShortType::new), Intervals.createMinMax(0, 0, 99_999, 99_999));
		ImagePlane plane = ImagePlane.of(lazy);
		assertArrayEquals(new float[] { 34, 35, 44, 45 }, read(plane, 0, 4, 3, 2, 2));
		assertTrue(computed.get() < 20, () -> "computed " + computed + " pixels for 4");
	}

	@Test
	void readsConvertedImages() {
		RandomAccessibleInterval<FloatType> half = Converters.convert(
			(RandomAccessibleInterval<UnsignedShortType>) ArrayImgs.unsignedShorts(new short[] { 10, 20 }, 2, 1),
			(in, out) -> out.set(in.get() / 2f), new FloatType());
		assertArrayEquals(new float[] { 5, 10 }, read(ImagePlane.of(half), 0, 0, 0, 2, 1));
	}

	@Test
	void threadsMayReadTheSamePlane() {
		int size = 256;
		short[] values = new short[size * size];
		for (int i = 0; i < values.length; i++)
			values[i] = (short) i;
		ImagePlane plane = ImagePlane.of(ArrayImgs.unsignedShorts(values, size, size));
		boolean right = IntStream.range(0, 2000).parallel().allMatch(i -> {
			int x = i * 7 % (size - 16);
			int y = i * 13 % (size - 16);
			float[] tile = read(plane, 0, x, y, 16, 16);
			return tile[0] == y * size + x && tile[255] == (y + 15) * size + x + 15;
		});
		assertTrue(right);
	}

	@Test
	void refusesOtherImagesSayingWhatWasFound() {
		assertMessage("4 axes (2 x 3 x 4 x 5)", () -> ImagePlane.of(ArrayImgs.floats(2, 3, 4, 5)));
		assertMessage("ByteType", () -> ImagePlane.of(ArrayImgs.bytes(2, 2)));
		assertMessage("3-D ARGBType", () -> ImagePlane.of(ArrayImgs.argbs(2, 2, 2)));
		assertMessage("UnsignedIntType", () -> ImagePlane.of(ArrayImgs.unsignedInts(2, 2)));
		assertMessage("empty image (0 x 2)", () -> ImagePlane.of(Views.interval(ArrayImgs.floats(1, 2), new long[] { 0, 0 },
			new long[] { -1, 1 })));
	}

	@Test
	void refusesRectanglesOutsideAndMissingChannels() {
		ImagePlane plane = ImagePlane.of(ArrayImgs.floats(4, 3));
		assertMessage("leaves the image of 4 x 3", () -> read(plane, 0, 3, 0, 2, 1));
		assertMessage("leaves the image of 4 x 3", () -> read(plane, 0, 0, -1, 1, 1));
		assertMessage("No channel 2, the image has 1", () -> read(plane, 1, 0, 0, 1, 1));
		assertMessage("do not fit into 5", () -> plane.read(0, 0, 0, 2, 2, new float[5], 2));
	}

	private static void assertMessage(String expected, Runnable action) {
		String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
		assertTrue(message.contains(expected), message);
	}
}
