package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Spliterators;
import java.util.stream.StreamSupport;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.cell.AbstractCellImg;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ShortProcessor;

/** TIFFs that are read in parts, against the same files read whole. */
class LazyPlaneTest {
	@TempDir
	Path folder;

	private static BufferedImage picture(int width, int height, int type) {
		BufferedImage image = new BufferedImage(width, height, type);
		WritableRaster raster = image.getRaster();
		Random random = new Random(1);
		int max = type == BufferedImage.TYPE_USHORT_GRAY ? 65535 : 255;
		for (int b = 0; b < raster.getNumBands(); b++)
			for (int y = 0; y < height; y++)
				for (int x = 0; x < width; x++)
					raster.setSample(x, y, b, (x * 3 + y * 5 + b * 50 + random.nextInt(20)) % max);
		return image;
	}

	private Path write(BufferedImage image, String compression, int tileWidth, int tileHeight) throws IOException {
		Path file = folder.resolve("a.tif");
		// The runtime's own, which writes tiles.
		ImageWriter writer = StreamSupport.stream(Spliterators.spliteratorUnknownSize(ImageIO.getImageWritersByFormatName("tiff"), 0), false)
			.filter(found -> "java.desktop".equals(found.getClass().getModule().getName())).findFirst().orElseThrow();
		ImageWriteParam param = writer.getDefaultWriteParam();
		if (!compression.isEmpty()) {
			param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
			param.setCompressionType(compression);
		}
		param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
		param.setTiling(tileWidth, tileHeight, 0, 0);
		try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
			writer.setOutput(out);
			writer.write(null, new IIOImage(image, null, null), param);
		}
		finally {
			writer.dispose();
		}
		return file;
	}

	private static void assertAlike(RandomAccessibleInterval<?> whole, RandomAccessibleInterval<?> parts) {
		ImagePlane expected = ImagePlane.of(whole), found = ImagePlane.of(parts);
		assertTrue(parts instanceof AbstractCellImg, "read whole");
		assertEquals(expected.type(), found.type());
		assertEquals(expected.channels(), found.channels());
		float[] all = new float[expected.width() * expected.height()], values = new float[all.length];
		for (int c = 0; c < expected.channels(); c++) {
			expected.read(c, 0, 0, expected.width(), expected.height(), all, 0);
			found.read(c, 0, 0, expected.width(), expected.height(), values, 0);
			assertArrayEquals(all, values);
		}
	}

	@ParameterizedTest
	@CsvSource({ "LZW, 256, 256", "Deflate, 1100, 16", "PackBits, 1100, 700", "ZLib, 64, 32", "'', 1100, 16", "'', 1100, 700", "'', 256, 128",
		"JPEG, 256, 256", "JPEG, 1100, 64" })
	void partsAreTheWhole(String compression, int tileWidth, int tileHeight) throws IOException {
		int[] kinds = compression.equals("JPEG") ? new int[] { BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_INT_RGB } : new int[] {
			BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY, BufferedImage.TYPE_INT_RGB };
		for (int kind : kinds) {
			Path file = write(picture(1100, 700, kind), compression, tileWidth, tileHeight);
			try (TiffFile whole = TiffFile.open(file); TiffFile parts = TiffFile.open(file, 0)) {
				assertAlike(whole.plane(1, 1), parts.plane(1, 1));
			}
		}
	}

	@Test
	void slicesBehindImageJsOnlyPage() throws IOException {
		ImageStack stack = new ImageStack(300, 200);
		for (int i = 0; i < 6; i++) {
			short[] pixels = new short[300 * 200];
			for (int p = 0; p < pixels.length; p++)
				pixels[p] = (short) (p * 7 + i * 1000);
			stack.addSlice(new ShortProcessor(300, 200, pixels, null));
		}
		ImagePlus image = new ImagePlus("a", stack);
		image.setDimensions(2, 3, 1);
		Path file = folder.resolve("a.tif");
		new FileSaver(image).saveAsTiffStack(file.toString());
		onlyPage(file);
		try (TiffFile whole = TiffFile.open(file); TiffFile parts = TiffFile.open(file, 0)) {
			assertTrue(whole.layout().imageJs() != null);
			for (int slice = 1; slice <= 3; slice++)
				assertAlike(whole.plane(slice, 1), parts.plane(slice, 1));
		}
	}

	/** Cuts the list of pages behind the first, as ImageJ writes it beyond 4 GB. */
	private static void onlyPage(Path file) throws IOException {
		try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
			boolean intel = bytes.read() == 'I';
			bytes.seek(4);
			int at = intel ? Integer.reverseBytes(bytes.readInt()) : bytes.readInt();
			bytes.seek(at);
			short count = intel ? Short.reverseBytes(bytes.readShort()) : bytes.readShort();
			bytes.seek(at + 2 + count * 12L);
			bytes.writeInt(0);
		}
	}

	@Test
	void whatIsNotThereAnyMoreIsAnErrorThatNamesTheFile() throws IOException {
		Path file = write(picture(1100, 700, BufferedImage.TYPE_BYTE_GRAY), "LZW", 256, 256);
		RandomAccessibleInterval<?> plane;
		try (TiffFile parts = TiffFile.open(file, 0)) {
			plane = parts.plane(1, 1);
		}
		float[] value = new float[1];
		ImagePlane.of(plane).read(0, 5, 5, 1, 1, value, 0);
		Files.delete(file);
		String gone = assertThrows(UncheckedIOException.class, () -> ImagePlane.of(plane).read(0, 1000, 600, 1, 1, value, 0)).getMessage();
		assertTrue(gone.contains(file.toString()), gone);
		Files.writeString(file, "another");
		String other = assertThrows(UncheckedIOException.class, () -> ImagePlane.of(plane).read(0, 1000, 600, 1, 1, value, 0)).getMessage();
		assertTrue(other.contains("has changed"), other);
	}

	@Test
	void aFileThatAnnouncesMoreThanItHasIsRefusedBeforeAnyPixelIsRead() throws IOException {
		Path file = new Tiff(100_000, 100_000, Tiff.BLACK_IS_ZERO, 8, 1, new byte[100]).write(folder.resolve("a.tif"));
		String message = assertThrows(IOException.class, () -> ImageReader.read(file)).getMessage();
		assertTrue(message.contains("cut short") || message.contains("too large"), message);
	}

	@Test
	void planesBeyondTwoToThe31AreReadWhereTheyAreLookedAt() throws IOException {
		Path file = new Tiff(1 << 16, 1 << 16, Tiff.BLACK_IS_ZERO, 8, 1, new byte[4]).write(folder.resolve("a.tif"));
		// A file with a hole of 4 GB, of which nothing is stored.
		long start = Files.size(file) - 4;
		try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
			countsAll(bytes);
			bytes.seek(start + (1L << 31) + 77);
			bytes.write(9);
			bytes.setLength(start + (1L << 32));
		}
		ImagePlane plane = ImagePlane.of(ImageReader.read(file));
		float[] values = new float[2];
		plane.read(0, 77, 1 << 15, 2, 1, values, 0);
		assertArrayEquals(new float[] { 9, 0 }, values);
	}

	/** Sets the length of the only strip to 2^32 - 1, as more cannot be said. */
	private static void countsAll(RandomAccessFile bytes) throws IOException {
		bytes.seek(8);
		int count = Short.reverseBytes(bytes.readShort());
		for (int i = 0; i < count; i++) {
			bytes.seek(10 + i * 12L);
			if (Short.toUnsignedInt(Short.reverseBytes(bytes.readShort())) != 279) continue;
			bytes.seek(10 + i * 12L + 8);
			bytes.writeInt(-1);
		}
	}
}
