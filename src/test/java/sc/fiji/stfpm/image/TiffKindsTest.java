package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.stfpm.image.Tiff.BLACK_IS_ZERO;
import static sc.fiji.stfpm.image.Tiff.PALETTE;
import static sc.fiji.stfpm.image.Tiff.RGB;
import static sc.fiji.stfpm.image.Tiff.WHITE_IS_ZERO;
import static sc.fiji.stfpm.image.Tiff.bytes;
import static sc.fiji.stfpm.image.Tiff.shorts;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.ImagePlus;

/** TIFFs of 4 x 2 pixels in the kinds that other software writes, made byte by byte. */
class TiffKindsTest {
	private static final int W = 4, H = 2, N = W * H;

	@TempDir
	Path folder;

	private static byte[] floats(float... values) {
		ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
		for (float value : values)
			bytes.putFloat(value);
		return bytes.array();
	}

	private static byte[] deflated(byte[] data) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
			deflater.write(data);
		}
		return out.toByteArray();
	}

	private static Tiff tiff(int photometric, int bits, int samples, byte[]... parts) {
		return new Tiff(W, H, photometric, bits, samples, parts);
	}

	private String failure(Tiff tiff) throws IOException {
		Path file = tiff.write(folder.resolve("a.tif"));
		return assertThrows(IOException.class, () -> ImageReader.read(file)).getMessage();
	}

	private float[][] read(Tiff tiff) throws IOException {
		ImagePlane plane = ImagePlane.of(ImageReader.read(tiff.write(folder.resolve("a.tif"))));
		float[][] channels = new float[plane.channels()][N];
		for (int c = 0; c < channels.length; c++)
			plane.read(c, 0, 0, W, H, channels[c], 0);
		assertReadInPartsAlike(channels, plane.type());
		return channels;
	}

	/** Read as large files are. */
	private void assertReadInPartsAlike(float[][] channels, PixelType type) throws IOException {
		try (TiffFile file = TiffFile.open(folder.resolve("a.tif"), 0)) {
			ImagePlane plane = ImagePlane.of(file.plane(1, 1));
			assertEquals(type, plane.type());
			assertEquals(channels.length, plane.channels());
			float[] values = new float[N];
			for (int c = 0; c < channels.length; c++) {
				plane.read(c, 0, 0, W, H, values, 0);
				assertArrayEquals(channels[c], values);
			}
		}
	}

	/** The open image gives the same. */
	private void assertAgrees(float[][] file) {
		ImagePlus opened = IJ.openImage(folder.resolve("a.tif").toString());
		ImagePlane plane = ImagePlane.of(ImagePlusImg.plane(opened, 1, 1));
		assertEquals(file.length, plane.channels());
		for (int c = 0; c < file.length; c++) {
			float[] values = new float[N];
			plane.read(c, 0, 0, W, H, values, 0);
			assertArrayEquals(file[c], values);
		}
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "false, true", "true, false", "true, true" })
	void bothByteOrdersAndBigTiff(boolean big, boolean motorola) throws IOException {
		ByteOrder order = motorola ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
		Tiff tiff = tiff(BLACK_IS_ZERO, 16, 1, shorts(order, 0, 1, 300, 40000, 65535, 5, 6, 7));
		tiff.big = big;
		tiff.order = order;
		float[][] values = read(tiff);
		assertArrayEquals(new float[] { 0, 1, 300, 40000, 65535, 5, 6, 7 }, values[0]);
		if (!big) assertAgrees(values);
	}

	@Test
	void whiteIsZeroIsInvertedInIntegersOnly() throws IOException {
		float[][] eight = read(tiff(WHITE_IS_ZERO, 8, 1, bytes(0, 1, 2, 3, 252, 253, 254, 255)));
		assertArrayEquals(new float[] { 255, 254, 253, 252, 3, 2, 1, 0 }, eight[0]);
		assertAgrees(eight);
		float[][] sixteen = read(tiff(WHITE_IS_ZERO, 16, 1, shorts(ByteOrder.LITTLE_ENDIAN, 0, 1, 2, 3, 4, 5, 6, 65535)));
		assertArrayEquals(new float[] { 65535, 65534, 65533, 65532, 65531, 65530, 65529, 0 }, sixteen[0]);
		assertAgrees(sixteen);
		float[] stored = { 0, 1, -2.5f, 3, 4, 5, 6, 7 };
		float[][] single = read(tiff(WHITE_IS_ZERO, 32, 1, floats(stored)).tag(339, 3));
		assertArrayEquals(stored, single[0]);
		assertAgrees(single);
	}

	@Test
	void halfAndDoublePrecision() throws IOException {
		// 1, -2, 0.5, 65504, and the smallest
		float[][] half = read(tiff(BLACK_IS_ZERO, 16, 1, shorts(ByteOrder.LITTLE_ENDIAN, 0x3c00, 0xc000, 0x3800, 0x7bff, 0, 0x3c00,
			0x3c00, 0x3c00)).tag(339, 3));
		assertArrayEquals(new float[] { 1, -2, 0.5f, 65504, 0, 1, 1, 1 }, half[0]);
		ByteBuffer doubles = ByteBuffer.allocate(8 * N).order(ByteOrder.LITTLE_ENDIAN);
		for (int i = 0; i < N; i++)
			doubles.putDouble(i + 0.25);
		assertArrayEquals(new float[] { 0.25f, 1.25f, 2.25f, 3.25f, 4.25f, 5.25f, 6.25f, 7.25f }, read(tiff(BLACK_IS_ZERO, 64, 1,
			doubles.array()).tag(339, 3))[0]);
	}

	@Test
	void signedAndThirtyTwoBits() throws IOException {
		float[][] signed = read(tiff(BLACK_IS_ZERO, 16, 1, shorts(ByteOrder.LITTLE_ENDIAN, -32768, -1, 0, 1, 32767, 0, 0, 0)).tag(
			339, 2));
		assertArrayEquals(new float[] { 0, 32767, 32768, 32769, 65535, 32768, 32768, 32768 }, signed[0]);
		// Rounded once: 2147483777 lies nearer to 2147483904 than to 2147483648.
		ByteBuffer large = ByteBuffer.allocate(4 * N).order(ByteOrder.LITTLE_ENDIAN).putInt((int) 2147483777L);
		assertEquals(2147483904f, read(tiff(BLACK_IS_ZERO, 32, 1, large.array()))[0][0]);
		ByteBuffer ints = ByteBuffer.allocate(4 * N).order(ByteOrder.LITTLE_ENDIAN);
		for (int i = 0; i < N; i++)
			ints.putInt(i == 0 ? -16 : i);
		assertArrayEquals(new float[] { 4294967280f, 1, 2, 3, 4, 5, 6, 7 }, read(tiff(BLACK_IS_ZERO, 32, 1, ints.array()))[0]);
		assertArrayEquals(new float[] { -16, 1, 2, 3, 4, 5, 6, 7 }, read(tiff(BLACK_IS_ZERO, 32, 1, ints.array()).tag(339, 2))[0]);
	}

	@Test
	void twelveBitsInOneAndAHalfBytes() throws IOException {
		assertArrayEquals(new float[] { 0, 1, 0x123, 0xfff, 0x800, 5, 6, 7 }, read(tiff(BLACK_IS_ZERO, 12, 1, bytes(0x00, 0x00,
			0x01, 0x12, 0x3f, 0xff, 0x80, 0x00, 0x05, 0x00, 0x60, 0x07)))[0]);
	}

	@Test
	void horizontalAndFloatingPointPredictors() throws IOException {
		byte[] differences = shorts(ByteOrder.LITTLE_ENDIAN, 1000, 1000, 1000, 1000, 60000, -10000, -10000, -10000);
		float[][] values = read(tiff(BLACK_IS_ZERO, 16, 1, deflated(differences)).tag(259, 8).tag(317, 2));
		assertArrayEquals(new float[] { 1000, 2000, 3000, 4000, 60000, 50000, 40000, 30000 }, values[0]);
		float[] stored = { 0.5f, -1, 2, 300, 4, 5, 6, 7e9f };
		byte[] predicted = new byte[4 * N];
		for (int y = 0; y < H; y++) {
			// The bytes of a row by significance, then their differences.
			byte[] row = new byte[4 * W];
			for (int x = 0; x < W; x++)
				for (int b = 0; b < 4; b++)
					row[b * W + x] = (byte) (Float.floatToIntBits(stored[y * W + x]) >> 24 - 8 * b);
			for (int i = row.length - 1; i > 0; i--)
				row[i] -= row[i - 1];
			System.arraycopy(row, 0, predicted, y * row.length, row.length);
		}
		assertArrayEquals(stored, read(tiff(BLACK_IS_ZERO, 32, 1, deflated(predicted)).tag(259, 8).tag(317, 3).tag(339, 3))[0]);
	}

	@ParameterizedTest
	@ValueSource(ints = { 4, 8 })
	void palettesAreColoursWhateverTheirOrder(int bits) throws IOException {
		int n = 1 << bits;
		int[] colours = new int[3 * n];
		for (int i = 0; i < n; i++) {
			// a smooth ramp, which might be a table for display
			colours[i] = 257 * (255 - i * 255 / (n - 1));
			colours[n + i] = 257 * (i * 255 / (n - 1));
			colours[2 * n + i] = 257 * 7;
		}
		byte[] data = bits == 8 ? bytes(0, 1, 2, 3, 4, 5, 6, 255) : bytes(0x01, 0x23, 0x45, 0x6f);
		float[][] values = read(tiff(PALETTE, bits, 1, data).tag(320, colours));
		assertEquals(3, values.length);
		assertEquals(255, values[0][0]);
		assertEquals(0, values[1][0]);
		assertEquals(0, values[0][7]);
		assertEquals(255, values[1][7]);
		assertEquals(7, values[2][3]);
		if (bits == 8) assertAgrees(values);
	}

	@Test
	void aPaletteOfGreysIsGrey() throws IOException {
		int[] colours = new int[768];
		for (int i = 0; i < 256; i++)
			colours[i] = colours[256 + i] = colours[512 + i] = 257 * (i * 37 & 255);
		float[][] values = read(tiff(PALETTE, 8, 1, bytes(0, 1, 2, 3, 4, 5, 6, 7)).tag(320, colours));
		assertEquals(1, values.length);
		assertArrayEquals(new float[] { 0, 37, 74, 111, 148, 185, 222, 3 }, values[0]);
		assertAgrees(values);
	}

	@Test
	void alphaIsDroppedAndOtherSamplesAreKept() throws IOException {
		byte[] data = new byte[4 * N];
		for (int i = 0; i < data.length; i++)
			data[i] = (byte) i;
		assertEquals(3, read(tiff(RGB, 8, 4, data).tag(338, 2)).length);
		float[][] four = read(tiff(RGB, 8, 4, data).tag(338, 0));
		assertEquals(4, four.length);
		assertEquals(7, four[3][1]);
		assertEquals(4, read(tiff(RGB, 8, 4, data)).length);
		assertEquals(2, read(tiff(BLACK_IS_ZERO, 8, 2, data).tag(338, 0)).length);
		assertEquals(1, read(tiff(BLACK_IS_ZERO, 8, 2, data).tag(338, 1)).length);
	}

	@ParameterizedTest
	@ValueSource(ints = { WHITE_IS_ZERO, BLACK_IS_ZERO })
	void insideOfOneBitMasksStaysInside(int photometric) throws IOException {
		Path file = tiff(photometric, 1, 1, bytes(0b01100000, 0b00010000)).write(folder.resolve("mask.tif"));
		assertArrayEquals(new boolean[] { false, true, true, false, false, false, false, true }, Mask.read(file).values());
	}

	@Test
	void cmykIsRefusedAndWhatIsCutShortToo() throws IOException {
		Path cmyk = tiff(5, 8, 4, new byte[4 * N]).write(folder.resolve("cmyk.tif"));
		assertTrue(assertThrows(IOException.class, () -> ImageReader.read(cmyk)).getMessage().contains("CMYK"));
		Path whole = tiff(BLACK_IS_ZERO, 16, 1, shorts(ByteOrder.LITTLE_ENDIAN, 1, 2, 3, 4, 5, 6, 7, 8)).write(folder.resolve(
			"short.tif"));
		byte[] all = Files.readAllBytes(whole);
		for (int missing = 1; missing < all.length - 8; missing += 3) {
			Files.write(whole, Arrays.copyOf(all, all.length - missing));
			assertThrows(IOException.class, () -> ImageReader.read(whole), missing + " bytes are missing");
		}
	}

	@Test
	void twelveBitsOfWhiteIsZeroAgreeWithTheOpenImage() throws IOException {
		float[][] values = read(tiff(WHITE_IS_ZERO, 12, 1, bytes(0x00, 0x00, 0x01, 0x12, 0x3f, 0xff, 0x80, 0x00, 0x05, 0x00, 0x60,
			0x07)));
		assertArrayEquals(new float[] { 4095, 4094, 4095 - 0x123, 0, 0x7ff, 4090, 4089, 4088 }, values[0]);
		assertAgrees(values);
	}

	@Test
	void signedBytesBelowZeroAreRefusedAndNormalInMasks() throws IOException {
		float[][] positive = read(tiff(BLACK_IS_ZERO, 8, 1, bytes(0, 1, 2, 3, 4, 5, 6, 127)).tag(339, 2));
		assertArrayEquals(new float[] { 0, 1, 2, 3, 4, 5, 6, 127 }, positive[0]);
		assertAgrees(positive);
		Tiff negative = tiff(BLACK_IS_ZERO, 8, 1, bytes(0, 1, -1, 0, 0, 0, 0, -128)).tag(339, 2);
		assertTrue(failure(negative).contains("signed 8-bit values below 0, such as -1"), failure(negative));
		assertEquals(1, Mask.read(negative.write(folder.resolve("a.tif"))).anomalousPixels());
	}

	@ParameterizedTest
	@CsvSource({ "34712, JPEG 2000", "34887, LERC", "34925, LZMA", "50000, Zstandard", "50001, WebP", "50002, JPEG XL" })
	void compressionsThatAreNotReadAreNamed(int compression, String name) throws IOException {
		String message = failure(tiff(BLACK_IS_ZERO, 8, 1, new byte[N]).tag(259, compression));
		assertTrue(message.contains("a TIFF compressed by " + name + ", which is not read here"), message);
	}

	@ParameterizedTest
	@CsvSource({ "64, 6, complex numbers", "32, 5, complex numbers", "64, 1, 64-bit integers", "64, 2, 64-bit integers",
		"24, 1, 24-bit integers" })
	void numbersThatAreNotReadAreNamed(int bits, int format, String name) throws IOException {
		String message = failure(tiff(BLACK_IS_ZERO, bits, 1, new byte[N * bits / 8]).tag(339, format));
		assertTrue(message.contains("a TIFF of " + name + ", which is not read here"), message);
	}

	@Test
	void palettesThatAreNotReadAreNamed() throws IOException {
		String many = failure(tiff(PALETTE, 16, 1, new byte[2 * N]).tag(320, new int[3 << 16]));
		assertTrue(many.contains("a palette of more than 256 colours"), many);
		String further = failure(tiff(PALETTE, 8, 2, new byte[2 * N]).tag(338, 0).tag(320, new int[768]));
		assertTrue(further.contains("a palette TIFF with further samples"), further);
		assertEquals(1, read(tiff(PALETTE, 8, 2, new byte[2 * N]).tag(338, 2).tag(320, new int[768])).length);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void samplesInPlanesOfTheirOwn(boolean motorola) throws IOException {
		ByteOrder order = motorola ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
		Tiff tiff = tiff(RGB, 16, 3, shorts(order, 1, 2, 3, 4, 5, 6, 7, 8), shorts(order, 300, 0, 0, 0, 0, 0, 0, 65535), shorts(order,
			9, 8, 7, 6, 5, 4, 3, 2)).tag(284, 2);
		tiff.order = order;
		float[][] values = read(tiff);
		assertArrayEquals(new float[] { 1, 2, 3, 4, 5, 6, 7, 8 }, values[0]);
		assertArrayEquals(new float[] { 300, 0, 0, 0, 0, 0, 0, 65535 }, values[1]);
		assertArrayEquals(new float[] { 9, 8, 7, 6, 5, 4, 3, 2 }, values[2]);
	}

	@Test
	void tiles() throws IOException {
		byte[] tile = new byte[256];
		for (int y = 0; y < H; y++)
			for (int x = 0; x < W; x++)
				tile[16 * y + x] = (byte) (10 * y + x);
		float[][] values = read(tiff(BLACK_IS_ZERO, 8, 1, deflated(tile)).tag(259, 8).tag(322, 16).tag(323, 16));
		assertArrayEquals(new float[] { 0, 1, 2, 3, 10, 11, 12, 13 }, values[0]);
	}

	@Test
	void aCopyThatComesFirstIsNoImage() throws IOException {
		Tiff small = new Tiff(1, 1, BLACK_IS_ZERO, 8, 1, bytes(9)).tag(254, 1);
		Path file = small.write(folder.resolve("a.tif"), tiff(BLACK_IS_ZERO, 8, 1, bytes(1, 2, 3, 4, 5, 6, 7, 8)));
		assertEquals(W, ImagePlane.of(ImageReader.read(file)).width());
	}

	@Test
	void compressedPixelsThatAreCutShortAreRefused() throws IOException {
		byte[] pixels = bytes(0, 1, 2, 3, 4, 5, 6, 7);
		assertEveryLengthIsRefused(tiff(BLACK_IS_ZERO, 8, 1, deflated(pixels)).tag(259, 8));
		assertEveryLengthIsRefused(tiff(BLACK_IS_ZERO, 8, 1, bytes(7, 0, 1, 2, 3, 4, 5, 6, 7)).tag(259, 32773));
		ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
		BufferedImage image = new BufferedImage(W, H, BufferedImage.TYPE_BYTE_GRAY);
		image.getRaster().setDataElements(0, 0, W, H, pixels);
		ImageIO.write(image, "jpg", jpeg);
		assertEveryLengthIsRefused(tiff(BLACK_IS_ZERO, 8, 1, jpeg.toByteArray()).tag(259, 7));
	}

	private void assertEveryLengthIsRefused(Tiff tiff) throws IOException {
		Path file = tiff.write(folder.resolve("a.tif"));
		ImageReader.read(file);
		byte[] whole = Files.readAllBytes(file);
		for (int length = 1; length < whole.length; length++) {
			Files.write(file, Arrays.copyOf(whole, length));
			assertThrows(IOException.class, () -> ImageReader.read(file), length + " bytes of " + whole.length);
		}
	}
}
