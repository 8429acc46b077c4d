package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;
import javax.imageio.stream.ImageOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;

class MaskTest {
	@TempDir
	Path folder;

	/** Of 3 x 2 pixels, all 0 but one. */
	private static BufferedImage grey(int type, int x, int y, int value) {
		BufferedImage image = new BufferedImage(3, 2, type);
		image.getRaster().setSample(x, y, 0, value);
		return image;
	}

	private Path write(String name, BufferedImage... pages) throws IOException {
		Path file = folder.resolve(name);
		ImageWriter writer = ImageIO.getImageWritersBySuffix(name.substring(name.lastIndexOf('.') + 1)).next();
		try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
			writer.setOutput(out);
			if (pages.length == 1)
				writer.write(pages[0]);
			else {
				writer.prepareWriteSequence(null);
				for (BufferedImage page : pages)
					writer.writeToSequence(new IIOImage(page, null, null), null);
				writer.endWriteSequence();
			}
		} finally {
			writer.dispose();
		}
		return file;
	}

	private static void assertMarks(Path file, boolean... values) throws IOException {
		Mask mask = Mask.read(file);
		assertEquals(3, mask.width());
		assertEquals(2, mask.height());
		assertArrayEquals(values, mask.values());
	}

	@ParameterizedTest
	@ValueSource(strings = { "png", "tif", "bmp" })
	void everyValueAbove0Marks(String format) throws IOException {
		assertMarks(write("small." + format, grey(BufferedImage.TYPE_BYTE_GRAY, 1, 0, 1)), false, true, false, false, false,
			false);
		assertMarks(write("white." + format, grey(BufferedImage.TYPE_BYTE_GRAY, 2, 1, 255)), false, false, false, false,
			false, true);
	}

	@ParameterizedTest
	@ValueSource(strings = { "png", "tif" })
	void sixteenBitMasksKeepValuesThatEightBitsWouldRoundTo0(String format) throws IOException {
		assertMarks(write("faint." + format, grey(BufferedImage.TYPE_USHORT_GRAY, 0, 1, 1)), false, false, false, true, false,
			false);
		assertMarks(write("label." + format, grey(BufferedImage.TYPE_USHORT_GRAY, 0, 1, 256)), false, false, false, true,
			false, false);
	}

	@Test
	void signedMasksAreNormalAt0AndBelow() throws IOException {
		ComponentColorModel model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_GRAY), false, false,
			Transparency.OPAQUE, DataBuffer.TYPE_SHORT);
		WritableRaster raster = model.createCompatibleWritableRaster(3, 2);
		raster.setDataElements(0, 0, 3, 2, new short[] { 0, 1, -1, 0, 300, 0 });
		assertMarks(write("signed.tif", new BufferedImage(model, raster, false, null)), false, true, false, false, true,
			false);
	}

	@Test
	void oneBitAndPaletteMasks() throws IOException {
		assertMarks(write("bits.png", grey(BufferedImage.TYPE_BYTE_BINARY, 2, 0, 1)), false, false, true, false, false, false);
		assertMarks(write("bits.tif", grey(BufferedImage.TYPE_BYTE_BINARY, 2, 0, 1)), false, false, true, false, false, false);
		// Black, dark red, green: as tools that draw masks write them.
		IndexColorModel palette = new IndexColorModel(8, 3, new byte[] { 0, 1, 0 }, new byte[] { 0, 0, (byte) 128 },
			new byte[3]);
		BufferedImage indexed = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_INDEXED, palette);
		indexed.getRaster().setSample(0, 0, 0, 1);
		indexed.getRaster().setSample(1, 1, 0, 2);
		assertMarks(write("palette.png", indexed), true, false, false, false, true, false);
	}

	@Test
	void anyChannelMarks() throws IOException {
		BufferedImage rgb = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
		rgb.setRGB(0, 0, 0x000001);
		rgb.setRGB(2, 1, 0x010000);
		assertMarks(write("rgb.png", rgb), true, false, false, false, false, true);
	}

	@Test
	void aPixelIsAnomalousWhereAnyPageMarksIt() throws IOException {
		assertMarks(write("pages.tif", grey(BufferedImage.TYPE_BYTE_GRAY, 0, 0, 255), grey(BufferedImage.TYPE_USHORT_GRAY, 1,
			1, 7), grey(BufferedImage.TYPE_BYTE_GRAY, 0, 0, 255)), true, false, false, false, true, false);
	}

	@Test
	void aStackThatImageJSavedIsAMask() throws IOException {
		ImageStack stack = new ImageStack(3, 2);
		for (int i = 0; i < 3; i++) {
			ByteProcessor slice = new ByteProcessor(3, 2);
			slice.set(i, 1, 255);
			slice.invertLut();
			stack.addSlice(slice);
		}
		Path file = folder.resolve("stack.tif");
		assertTrue(new FileSaver(new ImagePlus("stack", stack)).saveAsTiffStack(file.toString()));
		assertMarks(file, false, false, false, true, true, true);
		String image = assertThrows(IOException.class, () -> ImageReader.read(file)).getMessage();
		assertTrue(image.contains("stack of 3 slices"), image);
	}

	@Test
	void pagesOfTwoSizesAreRefused() throws IOException {
		Path file = write("sizes.tif", grey(BufferedImage.TYPE_BYTE_GRAY, 0, 0, 1), new BufferedImage(2, 5,
			BufferedImage.TYPE_BYTE_GRAY));
		assertEquals(file + ": page 2 of the mask is 2 x 5, the first 3 x 2, expected pages of one size", assertThrows(
			IOException.class, () -> Mask.read(file)).getMessage());
	}

	@Test
	void theReducedCopyInAPyramidIsNoPage() throws IOException {
		Path file = folder.resolve("pyramid.tif");
		BufferedImage copy = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
		ImageWriter writer = ImageIO.getImageWritersBySuffix("tif").next();
		// Others do not write this tag.
		for (var all = ImageIO.getImageWritersBySuffix("tif"); all.hasNext() && !"java.desktop".equals(writer.getClass().getModule()
			.getName());)
			writer = all.next();
		TIFFDirectory fields = TIFFDirectory.createFromMetadata(writer.getDefaultImageMetadata(ImageTypeSpecifier
			.createFromRenderedImage(copy), writer.getDefaultWriteParam()));
		fields.addTIFFField(new TIFFField(BaselineTIFFTagSet.getInstance().getTag(
			BaselineTIFFTagSet.TAG_NEW_SUBFILE_TYPE), TIFFTag.TIFF_LONG, 1, new long[] {
				BaselineTIFFTagSet.NEW_SUBFILE_TYPE_REDUCED_RESOLUTION }));
		try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
			writer.setOutput(out);
			writer.prepareWriteSequence(null);
			writer.writeToSequence(new IIOImage(grey(BufferedImage.TYPE_BYTE_GRAY, 0, 1, 1), null, null), null);
			writer.writeToSequence(new IIOImage(copy, null, fields.getAsMetadata()), null);
			writer.endWriteSequence();
		} finally {
			writer.dispose();
		}
		assertMarks(file, false, false, false, true, false, false);
	}

	@Test
	void portableMapsAndFilesThatAreNone() throws IOException {
		assertMarks(Files.writeString(folder.resolve("a.pgm"), "P2\n3 2\n255\n0 0 9 0 0 0\n"), false, false, true, false,
			false, false);
		Path text = Files.writeString(folder.resolve("text.png"), "hello");
		assertTrue(assertThrows(IOException.class, () -> Mask.read(text)).getMessage().startsWith(text + ": not an image"));
		Path missing = folder.resolve("missing.png");
		assertEquals(missing + ": no such file", assertThrows(IOException.class, () -> Mask.read(missing)).getMessage());
	}
}
