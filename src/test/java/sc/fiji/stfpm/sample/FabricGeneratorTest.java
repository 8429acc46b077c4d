package sc.fiji.stfpm.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images in {@code sample-data/fabric} are those that the generator makes. */
class FabricGeneratorTest {
	private static final Path FOLDER = Path.of("sample-data/fabric");

	@ParameterizedTest
	@ValueSource(strings = { "train/good/007.png", "test/broken_thread/000.png", "test/foreign_fibre/003.png",
		"test/stain/002.png" })
	void regeneratesTheCommittedPixels(String path) throws IOException {
		Specimen specimen = FabricGenerator.specimens().stream().filter(s -> s.imagePath().equals(path)).findAny().orElseThrow();
		Specimen.Picture picture = specimen.picture();
		assertArrayEquals(pixels(path), picture.image());
		if (!specimen.normal()) assertArrayEquals(pixels(specimen.maskPath()), FabricGenerator.whiteWhere(picture.mask()));
	}

	@Test
	void everyImageAndMaskIsThere() throws IOException {
		assertEquals(36, count("train/good"));
		assertEquals(10, count("test/good"));
		for (String kind : List.of("broken_thread", "foreign_fibre", "stain")) {
			assertEquals(6, count("test/" + kind));
			assertEquals(6, count("ground_truth/" + kind));
		}
	}

	@Test
	void masksMarkASmallPartOfTheImage() throws IOException {
		for (Specimen specimen : FabricGenerator.specimens()) {
			if (specimen.normal()) continue;
			int marked = 0;
			for (byte grey : pixels(specimen.maskPath())) {
				assertTrue(grey == 0 || grey == -1, "black or white");
				if (grey != 0) marked++;
			}
			assertTrue(marked >= 50 && marked < 0.1 * Camera.SIZE * Camera.SIZE, specimen.maskPath() + " marks " + marked);
		}
	}

	/** A defect must not give itself away by the image's mean grey level. */
	@Test
	void meanBrightnessTellsNoDefect() throws IOException {
		double lowest = 255, highest = 0;
		for (Specimen specimen : FabricGenerator.specimens()) {
			double mean = mean(pixels(specimen.imagePath()));
			if (specimen.normal()) {
				lowest = Math.min(lowest, mean);
				highest = Math.max(highest, mean);
			} else assertTrue(mean > lowest && mean < highest, specimen.imagePath() + " has a mean of " + mean);
		}
	}

	@Test
	void staysBelowFourMegabytes() throws IOException {
		try (Stream<Path> files = Files.walk(FOLDER)) {
			long bytes = files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
			assertTrue(bytes < 4_000_000, bytes + " bytes");
		}
	}

	private static double mean(byte[] pixels) {
		long sum = 0;
		for (byte grey : pixels)
			sum += grey & 0xff;
		return (double) sum / pixels.length;
	}

	private static long count(String folder) throws IOException {
		try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
			return files.count();
		}
	}

	private static byte[] pixels(String path) throws IOException {
		return grey(ImageIO.read(FOLDER.resolve(path).toFile()));
	}

	private static byte[] grey(BufferedImage image) {
		assertEquals(BufferedImage.TYPE_BYTE_GRAY, image.getType());
		assertEquals(Camera.SIZE, image.getWidth());
		return (byte[]) image.getRaster().getDataElements(0, 0, image.getWidth(), image.getHeight(), null);
	}
}
