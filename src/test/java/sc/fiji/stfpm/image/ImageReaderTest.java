package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import sc.fiji.stfpm.testing.Shared;

class ImageReaderTest {
	@TempDir
	Path folder;

	private static float[] pixel(Path file, int x, int y) throws IOException {
		ImagePlane plane = ImagePlane.of(ImageReader.read(file));
		float[] channels = new float[plane.channels()];
		for (int c = 0; c < channels.length; c++)
			plane.read(c, x, y, 1, 1, channels, c);
		return channels;
	}

	private Path write(BufferedImage image, String name) throws IOException {
		Path file = folder.resolve(name);
		assertTrue(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile()));
		return file;
	}

	private Path saveTiff(ImagePlus imp) {
		Path file = folder.resolve(imp.getTitle() + ".tif");
		boolean saved = imp.getStackSize() > 1 ? new FileSaver(imp).saveAsTiffStack(file.toString())
			: new FileSaver(imp).saveAsTiff(file.toString());
		assertTrue(saved);
		return file;
	}

	private String failure(Path file) {
		String message = assertThrows(IOException.class, () -> ImageReader.read(file)).getMessage();
		assertTrue(message.startsWith(file.toString()), message);
		return message.substring(file.toString().length());
	}

	@Test
	void alphaIsDroppedAndTheColoursBelowItStay() throws IOException {
		BufferedImage rgba = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
		rgba.setRGB(0, 0, 0x000a141e);
		rgba.setRGB(1, 0, 0x80c8b4a0);
		Path file = write(rgba, "rgba.png");
		assertArrayEquals(new float[] { 10, 20, 30 }, pixel(file, 0, 0));
		assertArrayEquals(new float[] { 200, 180, 160 }, pixel(file, 1, 0));
	}

	@Test
	void greyWithAlphaIsGrey() throws IOException {
		ColorModel model = new ComponentColorModel(ColorSpace.getInstance(
			ColorSpace.CS_GRAY), true, false, Transparency.TRANSLUCENT, DataBuffer.TYPE_BYTE);
		WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
		raster.setPixel(0, 0, new int[] { 77, 3 });
		assertArrayEquals(new float[] { 77 }, pixel(write(new BufferedImage(model, raster, false, null), "ga.png"), 0, 0));
	}

	@Test
	void sixteenBitPngKeepsItsValues() throws IOException {
		BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
		grey.getRaster().setSample(0, 0, 0, 54321);
		assertArrayEquals(new float[] { 54321 }, pixel(write(grey, "grey16.png"), 0, 0));
		ColorModel model = new ComponentColorModel(ColorSpace.getInstance(
			ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
		WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
		raster.setPixel(0, 0, new int[] { 1000, 2000, 65535 });
		Path file = write(new BufferedImage(model, raster, false, null), "rgb16.png");
		assertArrayEquals(new float[] { 1000, 2000, 65535 }, pixel(file, 0, 0));
		assertEquals(PixelType.UINT16, ImagePlane.of(ImageReader.read(file)).type());
	}

	@ParameterizedTest
	@ValueSource(strings = { "palette.png", "palette.gif" })
	void palettesAreLookedUp(String name) throws IOException {
		byte[] ramp = { 0, (byte) 200 };
		byte[] blue = { 50, 60 };
		BufferedImage coloured = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 2, ramp,
			ramp, blue));
		coloured.getRaster().setSample(1, 0, 0, 1);
		Path file = write(coloured, name);
		assertArrayEquals(new float[] { 0, 0, 50 }, pixel(file, 0, 0));
		assertArrayEquals(new float[] { 200, 200, 60 }, pixel(file, 1, 0));
		BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 2, ramp, ramp,
			ramp));
		grey.getRaster().setSample(1, 0, 0, 1);
		assertArrayEquals(new float[] { 200 }, pixel(write(grey, "grey-" + name), 1, 0));
	}

	@Test
	void oneBitPngIsBlackAndWhite() throws IOException {
		BufferedImage bits = new BufferedImage(9, 1, BufferedImage.TYPE_BYTE_BINARY);
		bits.getRaster().setSample(8, 0, 0, 1);
		Path file = write(bits, "bits.png");
		assertArrayEquals(new float[] { 0 }, pixel(file, 7, 0));
		assertArrayEquals(new float[] { 255 }, pixel(file, 8, 0));
		assertEquals(1, Mask.read(file).anomalousPixels());
	}

	@Test
	void bmpAndGreyJpeg() throws IOException {
		BufferedImage rgb = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
		rgb.setRGB(2, 1, 0x0a141e);
		assertArrayEquals(new float[] { 10, 20, 30 }, pixel(write(rgb, "rgb.bmp"), 2, 1));
		BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
		for (int i = 0; i < 64; i++)
			grey.getRaster().setSample(i % 8, i / 8, 0, 90);
		assertArrayEquals(new float[] { 90 }, pixel(write(grey, "grey.jpg"), 5, 5));
	}

	@Test
	void portableMaps() throws IOException {
		Path grey = Files.write(folder.resolve("a.pgm"), "P5\n2 1\n255\n\u0007\u0009".getBytes(StandardCharsets.US_ASCII));
		assertArrayEquals(new float[] { 9 }, pixel(grey, 1, 0));
		Path text = Files.writeString(folder.resolve("b.pgm"), "P2\n2 1\n65535\n300 40000\n");
		assertArrayEquals(new float[] { 40000 }, pixel(text, 1, 0));
		Path colour = Files.writeString(folder.resolve("c.ppm"), "P3\n1 1\n255\n1 2 3\n");
		assertArrayEquals(new float[] { 1, 2, 3 }, pixel(colour, 0, 0));
		Path cut = Files.writeString(folder.resolve("d.pgm"), "P5\n90 90\n255\n123");
		assertTrue(failure(cut).contains("cut short"));
	}

	/** Of 3 x 2 pixels; red counts from 1. */
	private static final String LOSSLESS_WEBP = "5249464630000000574542505650384c240000002f024000002f508554d8b60d5218fc7f71e63f08"
		+ "d40ba869db800d75fee5d488fec7f402", WEBP_WITH_ALPHA = "5249464638000000574542505650384c2c0000002f024000102f508554d8b60d5218fc7f"
		+ "7188b46d363aff62cf1ec0a97b23d4b46dc0863aff726a44ff637a01";
	/** Of 8 x 8 pixels, all about 200, 100, 50. */
	private static final String LOSSY_WEBP = "52494646" + "3a00000057454250565038202e000000f001009d012a0800080001402625a00274ba01f80004"
		+ "c80000feae17ff36040cd0fa60ffd26cf136789b3e398000";

	@Test
	void webp() throws IOException {
		for (String each : List.of(LOSSLESS_WEBP, WEBP_WITH_ALPHA)) {
			Path file = Files.write(folder.resolve("a.webp"), HexFormat.of().parseHex(each));
			assertArrayEquals(new float[] { 1, 10, 255 }, pixel(file, 0, 0));
			assertArrayEquals(new float[] { 6, 60, 9 }, pixel(file, 2, 1));
		}
		Path lossy = Files.write(folder.resolve("b.webp"), HexFormat.of().parseHex(LOSSY_WEBP));
		assertArrayEquals(new float[] { 200, 100, 50 }, pixel(lossy, 3, 3), 4);
	}

	@ParameterizedTest
	@ValueSource(strings = { LOSSLESS_WEBP, WEBP_WITH_ALPHA, LOSSY_WEBP })
	void webpThatIsCutShortIsRefused(String hex) throws IOException {
		assertEveryLengthIsRefused(HexFormat.of().parseHex(hex), "a.webp");
	}

	@Test
	void portableMapsThatAreCutShortAreRefused() throws IOException {
		assertEveryLengthIsRefused("P5\n# of 2 x 1\n2 1\n255\n\u0007\u0009".getBytes(StandardCharsets.US_ASCII), "a.pgm");
		assertEveryLengthIsRefused("P5 2 1 65535\n\1\2\3\4".getBytes(StandardCharsets.US_ASCII), "b.pgm");
		assertEveryLengthIsRefused("P6 1 2 255\n\1\2\3\4\5\6".getBytes(StandardCharsets.US_ASCII), "c.ppm");
		assertEveryLengthIsRefused("P2 3 1 255\n1 2 3".getBytes(StandardCharsets.US_ASCII), "d.pgm");
		assertEveryLengthIsRefused("P3 2 1 255\n1 2 3 4 5 6".getBytes(StandardCharsets.US_ASCII), "e.ppm");
	}

	private void assertEveryLengthIsRefused(byte[] whole, String name) throws IOException {
		ImageReader.read(Files.write(folder.resolve(name), whole));
		for (int length = 0; length < whole.length; length++)
			failure(Files.write(folder.resolve(name), Arrays.copyOf(whole, length)));
	}

	@Test
	void tiffsThatImageJWrites() throws IOException {
		ByteProcessor bytes = new ByteProcessor(3, 2);
		bytes.set(2, 1, 200);
		assertArrayEquals(new float[] { 200 }, pixel(saveTiff(new ImagePlus("grey8", bytes)), 2, 1));
		ShortProcessor shorts = new ShortProcessor(3, 2);
		shorts.set(2, 1, 60000);
		assertArrayEquals(new float[] { 60000 }, pixel(saveTiff(new ImagePlus("grey16", shorts)), 2, 1));
		FloatProcessor floats = new FloatProcessor(3, 2);
		floats.setf(2, 1, -1.5f);
		assertArrayEquals(new float[] { -1.5f }, pixel(saveTiff(new ImagePlus("grey32", floats)), 2, 1));
		ColorProcessor colours = new ColorProcessor(3, 2);
		colours.set(2, 1, 0x0a141e);
		assertArrayEquals(new float[] { 10, 20, 30 }, pixel(saveTiff(new ImagePlus("rgb", colours)), 2, 1));
	}

	@Test
	void aTableThatDisplaysATiffHasNoEffect() throws IOException {
		ByteProcessor bytes = new ByteProcessor(3, 2);
		bytes.set(2, 1, 200);
		ImagePlus imp = new ImagePlus("fire", bytes);
		imp.setLut(LUT.createLutFromColor(Color.ORANGE));
		assertArrayEquals(new float[] { 200 }, pixel(saveTiff(imp), 2, 1));
		ByteProcessor inverting = (ByteProcessor) bytes.duplicate();
		inverting.invertLut();
		assertArrayEquals(new float[] { 200 }, pixel(saveTiff(new ImagePlus("inverting", inverting)), 2, 1));
	}

	@Test
	void aCompositeIsOneImageAndAStackIsRefused() throws IOException {
		ImageStack stack = new ImageStack(2, 2);
		for (int i = 1; i <= 4; i++)
			stack.addSlice(new ShortProcessor(2, 2, new short[] { 0, 0, 0, (short) (1000 * i) }, null));
		ImagePlus imp = new ImagePlus("composite", stack);
		imp.setDimensions(4, 1, 1);
		assertArrayEquals(new float[] { 1000, 2000, 3000, 4000 }, pixel(saveTiff(new CompositeImage(imp)), 1, 1));
		ImagePlus slices = new ImagePlus("slices", stack);
		slices.setDimensions(1, 4, 1);
		assertTrue(failure(saveTiff(slices)).contains("stack of 4 slices"));
		ImagePlus mixed = new ImagePlus("mixed", stack);
		mixed.setDimensions(2, 2, 1);
		assertTrue(failure(saveTiff(mixed)).contains("stack of 2 slices"));
	}

	@Test
	void saysWhatIsWrongWithAFile() throws IOException {
		assertEquals(": no such file", failure(folder.resolve("none.png")));
		assertEquals(": found a folder, expected an image file", failure(folder));
		assertEquals(": the file is empty", failure(Files.createFile(folder.resolve("empty.png"))));
		Path text = Files.writeString(folder.resolve("text.png"), "hello");
		assertEquals(": not an image in a known format, it starts with the bytes 68 65 6c 6c", failure(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "png", "jpg", "bmp", "gif", "tif" })
	void aFileThatIsCutShortIsRefused(String format) throws IOException {
		BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
		Random random = new Random(1);
		for (int i = 0; i < 64 * 64; i++)
			image.setRGB(i % 64, i / 64, random.nextInt());
		byte[] whole = Files.readAllBytes(write(image, "whole." + format));
		for (int percent : new int[] { 10, 50, 90 })
			failure(Files.write(folder.resolve("cut" + percent + "." + format), Arrays.copyOf(whole, whole.length
				* percent / 100)));
	}

	@ParameterizedTest
	@CsvSource({ "ZISRAWFILE, a Zeiss CZI", "OLYMPUSRAWFORMAT, an Olympus", "8BPS, a Photoshop", "NRRD0005, a NRRD", "P4 8 1 x, a PBM",
		"xxxxftypheix, a HEIC", "xxxxftypmif1, a HEIF", "xxxxftypavif, an AVIF" })
	void kindsThatAreNotReadAreKnownByTheirContent(String start, String name) throws IOException {
		String message = failure(Files.writeString(folder.resolve("a.png"), start + " ".repeat(300)));
		assertTrue(message.startsWith(": " + name) && message.contains("open it in Fiji (File > Import > Bio-Formats)"), message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "dcm", "czi", "nd2", "lif", "svs", "ndpi", "scn", "vsi", "heic", "dng", "nii.gz", "jxl" })
	void kindsThatAreNotReadAreKnownByTheirEnding(String ending) throws IOException {
		Path file = Files.writeString(folder.resolve("a." + ending), "anything");
		assertTrue(ImageReader.isRefused(file));
		assertTrue(failure(file).contains("which is not read here"));
	}

	@Test
	void imagesAreKnownByTheirExtension() {
		assertTrue(ImageReader.isImage(Path.of("a.webp")));
		assertFalse(ImageReader.isRefused(Path.of("a.txt")));
		assertTrue(ImageReader.isImage(Path.of("a/b.PNG")));
		assertTrue(ImageReader.isImage(Path.of("a.b.tiff")));
		assertFalse(ImageReader.isImage(Path.of("png")));
		assertFalse(ImageReader.isImage(Path.of("Thumbs.db")));
		assertFalse(ImageReader.isImage(Path.of("a.png.txt")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "data/magnetic-tile/test/crack", "data/magnetic-tile/ground_truth/crack",
		"data/aitex/fabric_03/test/good", "data/mvtec-256/bottle/test/broken_small",
		"data/mvtec-256/bottle/ground_truth/broken_small", "data/natural/bsds500" })
	void realFilesGiveTheValuesImageJShows(String real) throws IOException {
		List<Path> files;
		try (Stream<Path> entries = Files.list(Shared.path(real))) {
			files = entries.filter(ImageReader::isImage).sorted().limit(5).toList();
		}
		for (Path file : files) {
			ImagePlane ours = ImagePlane.of(ImageReader.read(file));
			ImagePlane imageJs = ImagePlane.of(ImagePlusImg.plane(new Opener().openImage(file.toString()), 1, 1));
			assertEquals(imageJs.channels(), ours.channels(), file.toString());
			float[] expected = new float[ours.width() * ours.height()];
			float[] found = new float[expected.length];
			for (int c = 0; c < ours.channels(); c++) {
				imageJs.read(c, 0, 0, ours.width(), ours.height(), expected, 0);
				ours.read(c, 0, 0, ours.width(), ours.height(), found, 0);
				assertArrayEquals(expected, found, file.toString());
			}
		}
	}
}
