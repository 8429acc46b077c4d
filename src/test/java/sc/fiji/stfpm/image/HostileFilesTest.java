package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.stfpm.testing.Allocation;

/** Images of a few bytes that announce more than any memory, or would keep a reader busy. */
class HostileFilesTest {
	private static final int MEGABYTES = 64;
	private static final int LARGE = 1_000_000_000;

	@TempDir
	private Path folder;

	private static void assertRefused(Path file, String part) {
		Allocation.assertRefused(file, MEGABYTES, part, () -> ImageReader.read(file));
	}

	private static void assertTooLarge(Path file, long width, long height) {
		assertRefused(file, width + " x " + height + " pixels, too large for Java's memory");
	}

	private static byte[] latin(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static byte[] chunk(String type, byte[] data) {
		byte[] body = ByteBuffer.allocate(4 + data.length).put(latin(type)).put(data).array();
		CRC32 crc = new CRC32();
		crc.update(body);
		return ByteBuffer.allocate(8 + body.length).putInt(data.length).put(body).putInt((int) crc.getValue()).array();
	}

	private static byte[] zeros(int count) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, new Deflater(9))) {
			byte[] block = new byte[1_000_000];
			for (int left = count; left > 0; left -= block.length)
				deflated.write(block, 0, Math.min(left, block.length));
		}
		return out.toByteArray();
	}

	private Path png(int width, int height, int colours, byte[] pixels, byte[]... chunks) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.writeBytes(latin("\u0089PNG\r\n\u001a\n"));
		out.writeBytes(chunk("IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).put((byte) colours).array()));
		for (byte[] chunk : chunks)
			out.writeBytes(chunk);
		out.writeBytes(chunk("IDAT", pixels));
		out.writeBytes(chunk("IEND", new byte[0]));
		return Files.write(folder.resolve("a.png"), out.toByteArray());
	}

	@Test
	void aPngOfHugeSizeIsRefused() throws IOException {
		assertTooLarge(png(LARGE, LARGE, 0, zeros(100)), LARGE, LARGE);
		assertTooLarge(png(Integer.MAX_VALUE, Integer.MAX_VALUE, 6, zeros(100)), Integer.MAX_VALUE, Integer.MAX_VALUE);
	}

	@Test
	void aPngThatAnnouncesFarMoreThanItHoldsIsRefused() throws IOException {
		assertRefused(png(10_000, 20_000, 0, zeros(100)), "it announces 10000 x 20000 pixels and has ");
	}

	@Test
	void theDensestPngIsRead() throws IOException {
		Path file = folder.resolve("dense.png");
		ImageIO.write(new BufferedImage(4000, 4000, BufferedImage.TYPE_BYTE_BINARY), "png", file.toFile());
		assertTrue(Files.size(file) < 4000, Files.size(file) + " bytes");
		assertEquals(4000, ImageReader.read(file).dimension(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "zTXt", "iTXt", "iCCP" })
	void textThatGrowsToGigabytesIsNotExpanded(String type) throws IOException {
		byte[] zeros = zeros(300_000_000);
		String head = type.equals("iTXt") ? "a\0\u0001\0\0\0" : "a\0\0";
		byte[] chunk = chunk(type, ByteBuffer.allocate(head.length() + zeros.length).put(latin(head)).put(zeros).array());
		for (int colours : new int[] { 0, 3 }) {
			byte[] palette = chunk("PLTE", new byte[] { 1, 1, 1, 9, 9, 9 });
			Path file = colours == 0 ? png(4, 4, 0, zeros(20), chunk) : png(4, 4, 3, zeros(20), chunk, palette);
			assertEquals(4, Allocation.below(MEGABYTES, () -> ImageReader.read(file).dimension(0)));
		}
	}

	@Test
	void aBmpOfHugeSizeIsRefused() throws IOException {
		Path file = Files.write(folder.resolve("a.bmp"), ByteBuffer.allocate(70).order(ByteOrder.LITTLE_ENDIAN).put(latin("BM")).putInt(
			70).putInt(0).putInt(54).putInt(40).putInt(LARGE).putInt(LARGE).putShort((short) 1).putShort((short) 24).array());
		assertRefused(file, "a.bmp");
	}

	@Test
	void aGifOfHugeSizeIsRefused() throws IOException {
		Path file = Files.write(folder.resolve("a.gif"), ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN).put(latin("GIF89a"))
			.putShort((short) -1).putShort((short) -1).put(new byte[] { 0, 0, 0 }).put((byte) ',').putInt(0).putShort((short) -1).putShort(
				(short) -1).put(new byte[] { 0, 2, 1, 0, 0, ';' }).array());
		assertTooLarge(file, 65535, 65535);
	}

	@Test
	void aWebPOfHugeSizeIsRefused() throws IOException {
		ByteBuffer webp = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN).put(latin("RIFF")).putInt(22).put(latin("WEBPVP8X"))
			.putInt(10).putInt(0).put(new byte[] { -1, -1, -1, -1, -1, -1 });
		assertRefused(Files.write(folder.resolve("a.webp"), webp.array()), "a.webp");
	}

	@ParameterizedTest
	@ValueSource(strings = { "P5", "P6", "P2", "P3" })
	void aPortableMapOfHugeSizeIsRefused(String kind) throws IOException {
		for (int side : new int[] { LARGE, Integer.MAX_VALUE })
			assertTooLarge(Files.writeString(folder.resolve("a.pgm"), kind + "\n" + side + " " + side + "\n255\n12 13 14"), side, side);
		assertRefused(Files.writeString(folder.resolve("a.pgm"), kind + "\n-5 -5\n255\n12 13 14"), "-5 x -5 pixels");
	}

	@Test
	void aTiffOfHugeSizeIsRefused() throws IOException {
		Path file = folder.resolve("a.tif");
		assertTooLarge(new Tiff(LARGE, LARGE, Tiff.BLACK_IS_ZERO, 8, 1, new byte[10]).write(file), LARGE, LARGE);
		assertTooLarge(new Tiff(60_000, 60_000, Tiff.RGB, 16, 3, new byte[10]).tag(259, 5).write(file), 60_000, 60_000);
	}

	@Test
	void tiffPagesThatGoInCirclesAreRefused() throws IOException {
		Tiff page = new Tiff(2, 2, Tiff.BLACK_IS_ZERO, 8, 1, new byte[4]);
		byte[] bytes = Files.readAllBytes(page.write(folder.resolve("a.tif"), new Tiff(2, 2, Tiff.BLACK_IS_ZERO, 8, 1, new byte[4])));
		ByteBuffer tiff = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		int first = tiff.getInt(4), second = tiff.getInt(first + 2 + 12 * tiff.getShort(first));
		for (int back : new int[] { first, second }) {
			tiff.putInt(second + 2 + 12 * tiff.getShort(second), back);
			assertRefused(Files.write(folder.resolve("loop.tif"), bytes), "loop.tif");
		}
	}

	@Test
	void aHundredThousandTiffPagesAreCountedInBoundedMemory() throws IOException {
		Tiff[] pages = new Tiff[99_999];
		Arrays.setAll(pages, i -> new Tiff(1, 1, Tiff.BLACK_IS_ZERO, 8, 1, new byte[1]));
		Path file = new Tiff(1, 1, Tiff.BLACK_IS_ZERO, 8, 1, new byte[1]).write(folder.resolve("a.tif"), pages);
		Allocation.assertRefused(file, 3000, "100000", () -> ImageReader.read(file));
	}

	@Test
	void tiffStripsThatLieAreRefused() throws IOException {
		Path file = folder.resolve("a.tif");
		byte[] whole = Files.readAllBytes(new Tiff(8, 8, Tiff.BLACK_IS_ZERO, 8, 1, new byte[64]).write(file));
		ByteBuffer tiff = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
		for (int entry = 10; entry < 10 + 12 * tiff.getShort(8); entry += 12)
			if (tiff.getShort(entry) == 273 || tiff.getShort(entry) == 279) {
				byte[] lying = whole.clone();
				ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putInt(entry + 4, Integer.MAX_VALUE);
				assertRefused(Files.write(file, lying), "a.tif");
			}
	}
}
