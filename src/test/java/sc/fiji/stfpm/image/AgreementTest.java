package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import ij.IJ;
import ij.ImagePlus;
import sc.fiji.stfpm.testing.Shared;

/** A file gives the values that it gives when it is opened in ImageJ, plane by plane, wherever ImageJ itself reads it right. */
class AgreementTest {
	/** What ImageJ does not open, or opens wrong: it knows no such predictor, and drops the fourth sample. */
	private static final Set<String> NOT_IMAGEJS = Set.of("big.tif", "half.tif", "photo.webp", "f32-deflate-predictor3.tif",
		"four-samples.tif", "cut-short.pgm", "cut-short.tif", "dicom.dcm");

	@TestFactory
	Stream<DynamicTest> fileAndOpenImageAgree() throws IOException {
		return Files.list(Shared.path("cases")).filter(file -> !file.toString().matches(".*\\.(json|md)")).filter(
			file -> !NOT_IMAGEJS.contains(file.getFileName().toString())).sorted().map(file -> DynamicTest.dynamicTest(file
				.getFileName().toString(), () -> check(file)));
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
