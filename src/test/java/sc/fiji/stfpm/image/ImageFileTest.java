package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.stfpm.image.Tiff.BLACK_IS_ZERO;
import static sc.fiji.stfpm.image.Tiff.RGB;
import static sc.fiji.stfpm.image.Tiff.bytes;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ShortProcessor;

/** Files of several planes; a page or slice holds its own number, from 0, in all pixels. */
class ImageFileTest {
	@TempDir
	Path folder;

	/** The first pixel's channels. */
	private static float[] first(ImageFile image, int slice, int frame) throws IOException {
		ImagePlane plane = ImagePlane.of(image.plane(slice, frame));
		float[] channels = new float[plane.channels()];
		for (int c = 0; c < channels.length; c++)
			plane.read(c, 0, 0, 1, 1, channels, c);
		return channels;
	}

	private static Tiff page(int number) {
		return new Tiff(2, 1, BLACK_IS_ZERO, 8, 1, bytes(number, number));
	}

	private Path tiff(String description, int pages) throws IOException {
		Tiff[] further = IntStream.range(1, pages).mapToObj(ImageFileTest::page).toArray(Tiff[]::new);
		return page(0).described(description).write(folder.resolve("a.tif"), further);
	}

	private static String ome(String pixels, String content) {
		return "<?xml version='1.0' encoding='UTF-8'?><!-- <Pixels SizeC='9'> --><OME xmlns='http://www.openmicroscopy.org/Schemas/OME/2016-06'>"
			+ "<Image ID='Image:0'><Pixels ID='Pixels:0' " + pixels + ">" + content + "</Pixels></Image></OME>";
	}

	@ParameterizedTest
	@ValueSource(strings = { "XYCZT", "XYCTZ", "XYZCT", "XYZTC", "XYTCZ", "XYTZC" })
	void omeSaysInWhichOrderPagesAre(String order) throws IOException {
		Path file = tiff(ome("DimensionOrder='" + order + "' SizeC='2' SizeZ='3' SizeT='4'", ""), 24);
		try (ImageFile image = ImageFile.open(file)) {
			assertEquals(2, image.channels());
			assertEquals(3, image.slices());
			assertEquals(4, image.frames());
			assertArrayEquals(new float[] { 0, stride(order, 'C') }, first(image, 1, 1));
			int second = 2 * stride(order, 'Z') + 3 * stride(order, 'T');
			assertArrayEquals(new float[] { second, second + stride(order, 'C') }, first(image, 3, 4));
		}
	}

	private static int stride(String order, char axis) {
		int stride = 1;
		for (char faster : order.substring(2, order.indexOf(axis)).toCharArray())
			stride *= faster == 'C' ? 2 : faster == 'Z' ? 3 : 4;
		return stride;
	}

	@Test
	void omeSaysInWhichPageAPlaneIs() throws IOException {
		String runs = "<TiffData FirstZ='1' IFD='0'/><TiffData FirstC='1' FirstZ='1' IFD='1'/><TiffData IFD='2' PlaneCount='2'/>";
		try (ImageFile image = ImageFile.open(tiff(ome("DimensionOrder='XYCZT' SizeC='2' SizeZ='2' SizeT='1'", runs), 4))) {
			assertArrayEquals(new float[] { 2, 3 }, first(image, 1, 1));
			assertArrayEquals(new float[] { 0, 1 }, first(image, 2, 1));
		}
	}

	@Test
	void omeNamesChannelsAndTellsThePixelSize() throws IOException {
		String content = "<Channel Name='A &amp; B'/><Channel/><Channel Name='&#945;'/><TiffData/>";
		try (ImageFile image = ImageFile.open(tiff(ome("DimensionOrder='XYCZT' SizeC='3' SizeZ='1' SizeT='1' PhysicalSizeX='0.5'"
			+ " PhysicalSizeY='0.25' PhysicalSizeXUnit='nm'", content), 3))) {
			assertEquals(List.of("A & B", "", "\u03b1"), image.channelNames());
			assertEquals(new PixelSize(0.5, 0.25, "nm"), image.pixelSize().orElseThrow());
			assertArrayEquals(new float[] { 0, 1, 2 }, first(image, 1, 1));
			for (ImagePlane plane : List.of(image.imagePlane(1, 1), ImageReader.readPlane(folder.resolve("a.tif")))) {
				assertEquals(image.channelNames(), plane.channelNames());
				assertEquals(image.pixelSize(), plane.pixelSize());
			}
		}
	}

	@Test
	void aPageOfOmeMayHoldAllColours() throws IOException {
		Tiff[] pages = IntStream.range(0, 2).mapToObj(i -> new Tiff(1, 1, RGB, 8, 3, bytes(i, 10 + i, 20 + i))).toArray(Tiff[]::new);
		Path file = pages[0].described(ome("DimensionOrder='XYCZT' SizeC='3' SizeZ='1' SizeT='2'", "<Channel SamplesPerPixel='3'/>"))
			.write(folder.resolve("a.tif"), pages[1]);
		try (ImageFile image = ImageFile.open(file)) {
			assertEquals(1, image.slices());
			assertEquals(2, image.frames());
			assertEquals(3, image.channels());
			assertArrayEquals(new float[] { 1, 11, 21 }, first(image, 1, 2));
			assertEquals(List.of(), image.channelNames());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "<OME", "<OME><Image><Pixels DimensionOrder='XYCZT' SizeC='9'/></Image></OME>", "text",
		"<!DOCTYPE OME [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><OME><Image><Pixels DimensionOrder='&e;'/></Image></OME>",
		"<OME><Image><Pixels DimensionOrder='XYCZT' SizeC='3'><TiffData IFD='7'/></Pixels></Image></OME>" })
	void pagesAreSlicesWhereTheTextTellsNothingOfThem(String description) throws IOException {
		try (ImageFile image = ImageFile.open(tiff(description, 3))) {
			assertEquals(3, image.slices());
			assertEquals(1, image.channels());
			assertArrayEquals(new float[] { 2 }, first(image, 3, 1));
		}
	}

	private static ImagePlus hyperstack() {
		ImageStack stack = new ImageStack(2, 1);
		for (int i = 0; i < 12; i++)
			stack.addSlice(i < 2 ? "channel " + i : "", new ShortProcessor(2, 1, new short[] { (short) i, (short) i }, null));
		ImagePlus image = new ImagePlus("stack", stack);
		image.setDimensions(2, 3, 2);
		image.getCalibration().setUnit("micron");
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().pixelHeight = 0.25;
		return new CompositeImage(image);
	}

	@Test
	void imageJsHyperstacks() throws IOException {
		Path file = folder.resolve("a.tif");
		assertTrue(new FileSaver(hyperstack()).saveAsTiffStack(file.toString()));
		try (ImageFile image = ImageFile.open(file)) {
			assertEquals(2, image.channels());
			assertEquals(3, image.slices());
			assertEquals(2, image.frames());
			assertArrayEquals(new float[] { 10, 11 }, first(image, 3, 2));
			assertEquals(List.of("channel 0", "channel 1"), image.channelNames());
			assertEquals(new PixelSize(0.5, 0.25, "\u00b5m"), image.pixelSize().orElseThrow());
		}
		String refused = assertThrows(IOException.class, () -> ImageReader.read(file)).getMessage();
		assertTrue(refused.contains("stack of 6 slices"), refused);
	}

	/** As ImageJ stores stacks beyond 4 GB. */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void slicesBehindTheOnlyPage(boolean motorola) throws IOException {
		ByteOrder order = motorola ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
		Tiff tiff = new Tiff(2, 1, BLACK_IS_ZERO, 16, 1, Tiff.shorts(order, 1, 2, 300, 4, 5, 6, 7, 60000)).described(
			"ImageJ=1.54p\nimages=4\nchannels=2\nslices=2\nhyperstack=true\n");
		tiff.order = order;
		Path file = tiff.write(folder.resolve("a.tif"));
		try (ImageFile image = ImageFile.open(file)) {
			assertEquals(2, image.slices());
			assertArrayEquals(new float[] { 1, 300 }, first(image, 1, 1));
			assertArrayEquals(new float[] { 5, 7 }, first(image, 2, 1));
		}
		assertEquals(2, Mask.read(file).anomalousPixels());
		byte[] whole = Files.readAllBytes(file);
		Files.write(file, Arrays.copyOf(whole, whole.length - 1));
		try (ImageFile image = ImageFile.open(file)) {
			assertArrayEquals(new float[] { 1, 300 }, first(image, 1, 1));
			assertTrue(assertThrows(IOException.class, () -> image.plane(2, 1)).getMessage().contains("cut short"));
		}
	}

	/** ImageJ reads no BigTIFF. */
	@Test
	void imageJsMetadataMayBeUnreadable() throws IOException {
		Tiff[] pages = IntStream.range(0, 2).mapToObj(ImageFileTest::page).toArray(Tiff[]::new);
		pages[0].big = pages[1].big = true;
		Path file = pages[0].described("ImageJ=1.54p\nimages=2\nframes=2\n").write(folder.resolve("a.tif"), pages[1]);
		try (ImageFile image = ImageFile.open(file)) {
			assertEquals(2, image.frames());
			assertArrayEquals(new float[] { 1 }, first(image, 1, 2));
			assertTrue(image.pixelSize().isEmpty());
		}
	}

	@Test
	void compressedSlicesBehindTheOnlyPageAreRefused() throws IOException {
		Tiff tiff = new Tiff(2, 1, BLACK_IS_ZERO, 8, 1, bytes(1, 5, 6, 1, 7, 8)).tag(259, 32773);
		Path file = tiff.described("ImageJ=1.54p\nimages=2\nslices=2\n").write(folder.resolve("a.tif"));
		String refused = assertThrows(IOException.class, () -> ImageFile.open(file)).getMessage();
		assertTrue(refused.contains("2 slices in a form that only ImageJ reads, found 1 pages"), refused);
	}

	@Test
	void aPlaneIsReadWhenItIsAskedFor() throws IOException {
		Path file = page(0).write(folder.resolve("a.tif"), page(1), page(2).tag(259, 50000));
		try (ImageFile image = ImageFile.open(file)) {
			assertArrayEquals(new float[] { 1 }, first(image, 2, 1));
			assertTrue(assertThrows(IOException.class, () -> image.plane(3, 1)).getMessage().contains("Zstandard"));
			assertThrows(IllegalArgumentException.class, () -> image.plane(4, 1));
		}
	}

	@Test
	void channelsOfOnePlaneAreAlike() throws IOException {
		String two = ome("DimensionOrder='XYCZT' SizeC='2'", "");
		Path sizes = page(0).described(two).write(folder.resolve("a.tif"), new Tiff(1, 1, BLACK_IS_ZERO, 8, 1, bytes(1)));
		try (ImageFile image = ImageFile.open(sizes)) {
			assertTrue(assertThrows(IOException.class, () -> image.plane(1, 1)).getMessage().contains("is 1 x 1, the first 2 x 1"));
		}
		Path types = page(0).described(two).write(folder.resolve("b.tif"), new Tiff(2, 1, BLACK_IS_ZERO, 16, 1, new byte[4]));
		try (ImageFile image = ImageFile.open(types)) {
			assertTrue(assertThrows(IOException.class, () -> image.plane(1, 1)).getMessage().contains("is 16-bit, the first 8-bit"));
		}
	}

	/** As ImageJ calibrates the opened file. */
	@ParameterizedTest
	@CsvSource({ "2, 254, inch", "2, 72, ''", "3, 10, cm", "3, 20000, µm", "1, 5, ''" })
	void theResolutionOfATiffIsItsPixelSize(int unit, int resolution, String name) throws IOException {
		Path file = folder.resolve("a.tif");
		page(0).tag(282, resolution, 1).tag(283, resolution, 1).tag(296, unit).write(file);
		Calibration opened = IJ.openImage(file.toString()).getCalibration();
		try (ImageFile image = ImageFile.open(file)) {
			PixelSize size = image.pixelSize().orElse(new PixelSize(1, 1, ""));
			assertEquals(name, size.unit());
			assertEquals(opened.pixelWidth, size.width(), 1e-12);
			assertEquals(opened.pixelHeight, size.height(), 1e-12);
			if (!name.isEmpty()) assertEquals(opened.getUnit(), size.unit());
		}
	}

	@Test
	void filesOfOnePlane() throws IOException {
		Path file = folder.resolve("a.png");
		ImageIO.write(new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
		try (ImageFile image = ImageFile.open(file)) {
			assertEquals(3, image.channels());
			assertEquals(1, image.slices());
			assertEquals(1, image.frames());
			assertTrue(image.pixelSize().isEmpty());
		}
		ImagePlus plain = new ImagePlus("plain", new ByteProcessor(2, 1));
		IJ.saveAsTiff(plain, folder.resolve("b.tif").toString());
		try (ImageFile image = ImageFile.open(folder.resolve("b.tif"))) {
			assertEquals(1, image.channels());
			assertEquals(List.of(), image.channelNames());
			assertTrue(image.pixelSize().isEmpty());
		}
	}
}
