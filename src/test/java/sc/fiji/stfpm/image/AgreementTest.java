package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ImageConverter;
import ij.process.LUT;
import sc.fiji.stfpm.testing.Shared;

/** A file gives the values that it gives when it is opened in ImageJ, plane by plane, wherever ImageJ itself reads it right. */
class AgreementTest {
	@TempDir
	Path folder;

	/** What ImageJ does not open, or opens wrong: it knows no such predictor, and drops the fourth sample. */
	private static final Set<String> NOT_IMAGEJS = Set.of("big.tif", "half.tif", "photo.webp", "f32-deflate-predictor3.tif",
		"four-samples.tif", "cut-short.pgm", "cut-short.tif", "dicom.dcm");

	@TestFactory
	Stream<DynamicTest> fileAndOpenImageAgree() throws IOException {
		return Files.list(Shared.path("cases")).filter(file -> !file.toString().matches(".*\\.(json|md)")).filter(
			file -> !NOT_IMAGEJS.contains(file.getFileName().toString())).sorted().map(file -> DynamicTest.dynamicTest(file
				.getFileName().toString(), () -> check(file)));
	}

	/** Ramps and palettes, as look-up tables that ImageJ saves. */
	private static Map<String, LUT> tables() {
		byte[] up = new byte[256], down = new byte[256], mixed = new byte[256];
		for (int i = 0; i < 256; i++) {
			up[i] = (byte) i;
			down[i] = (byte) (255 - i);
			mixed[i] = (byte) (i * 101);
		}
		return Map.of("grey", new LUT(up, up, up), "inverting", new LUT(down, down, down), "orange", LUT.createLutFromColor(
			Color.ORANGE), "labels", new LUT(mixed, up, down), "palette", new LUT(mixed, mixed, mixed));
	}

	@TestFactory
	Stream<DynamicTest> whatImageJSavesAgrees() {
		return tables().entrySet().stream().flatMap(table -> Stream.of(8, 16, 32).map(bits -> DynamicTest.dynamicTest(bits + " bits, "
			+ table.getKey(), () -> {
				ImagePlus image = IJ.createImage("ramp", bits + "-bit ramp", 64, 4, 1);
				image.setLut(table.getValue());
				checkSaved(image);
			})));
	}

	@Test
	void stacksAndColoursThatImageJSavesAgree() throws IOException {
		checkSaved(IJ.createImage("rgb", "RGB ramp", 64, 4, 1));
		checkSaved(IJ.createImage("rgb", "RGB ramp", 64, 4, 3));
		checkSaved(IJ.createHyperStack("hyperstack", 64, 4, 2, 3, 2, 16));
		ImagePlus colours = IJ.createImage("256", "RGB ramp", 64, 4, 1);
		new ImageConverter(colours).convertRGBtoIndexedColor(256);
		checkSaved(colours);
	}

	private void checkSaved(ImagePlus image) throws IOException {
		Path file = folder.resolve("saved.tif");
		FileSaver saver = new FileSaver(image);
		assertTrue(image.getStackSize() > 1 ? saver.saveAsTiffStack(file.toString()) : saver.saveAsTiff(file.toString()));
		check(file);
	}

	@ParameterizedTest
	@CsvSource({ "png, 10", "png, 11", "png, 1", "png, 12", "png, 13", "bmp, 10", "bmp, 1", "bmp, 12", "bmp, 13", "gif, 10", "gif, 13",
		"jpg, 10", "jpg, 1" })
	void whatJavaSavesAgrees(String format, int type) throws IOException {
		BufferedImage image = new BufferedImage(64, 9, type);
		image.createGraphics().fillRect(3, 1, 20, 2);
		for (int x = 0; x < 64; x++)
			image.setRGB(x, 0, 0xff000000 | x * 0x030201);
		Path file = folder.resolve("saved." + format);
		assertTrue(ImageIO.write(image, format, file.toFile()));
		check(file);
	}

	private static void check(Path file) throws IOException {
		ImagePlus opened = IJ.openImage(file.toString());
		try (ImageFile image = ImageFile.open(file)) {
			// ImageJ does not read OME's order of planes.
			boolean ome = file.toString().endsWith(".ome.tif");
			if (!ome) assertEquals(opened.getNSlices(), image.slices());
			for (int slice = 1; slice <= (ome ? 0 : image.slices()); slice++)
				for (int frame = 1; frame <= image.frames(); frame++)
					assertSame(ImagePlane.of(ImagePlusImg.plane(opened, slice, frame)), ImagePlane.of(image.plane(slice, frame)));
		}
	}

	private static void assertSame(ImagePlane opened, ImagePlane file) {
		assertEquals(opened.type(), file.type());
		assertEquals(opened.channels(), file.channels());
		int n = file.width() * file.height();
		for (int c = 0; c < file.channels(); c++) {
			float[] a = new float[n], b = new float[n];
			opened.read(c, 0, 0, file.width(), file.height(), a, 0);
			file.read(c, 0, 0, file.width(), file.height(), b, 0);
			assertArrayEquals(a, b);
		}
	}
}
