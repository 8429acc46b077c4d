package sc.fiji.stfpm.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.Progress;

/** What the plugin has in its jar is what is in {@code sample-data/blood-cells}. */
class BloodSampleTest {
	private static final Path FOLDER = Path.of("sample-data/blood-cells");
	private static final int SIDE = 240;

	@Test
	void theIndexNamesEveryImage() throws IOException {
		try (Stream<Path> files = Stream.concat(Files.walk(FOLDER.resolve("test")), Files.walk(FOLDER.resolve("train")))) {
			assertEquals(files.filter(Files::isRegularFile).map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
				.sorted().toList(), BloodSample.names());
		}
	}

	@Test
	void opensInColourInTheOrderOfTheIndex() throws IOException {
		List<SampleImage> normal = BloodSample.normal(Progress.NONE);
		List<SampleImage> toJudge = BloodSample.toJudge(Progress.NONE);
		assertEquals(40, count(normal, "train/good/"));
		assertEquals(15, count(toJudge, "test/good/"));
		assertEquals(12, count(toJudge, "test/platelet/"));
		assertEquals(12, count(toJudge, "test/wbc/"));
		List<SampleImage> all = Stream.concat(toJudge.stream(), normal.stream()).toList();
		assertEquals(BloodSample.names(), all.stream().map(SampleImage::name).toList());
		for (SampleImage image : all)
			assertArrayEquals(colours(ImageIO.read(FOLDER.resolve(image.name()).toFile())), colours(image.pixels()), image.name());
	}

	@Test
	void everyAnomalyHasAMaskAndNothingElseHas() throws IOException {
		List<Path> masks;
		try (Stream<Path> files = Files.walk(FOLDER.resolve("ground_truth"))) {
			masks = files.filter(Files::isRegularFile).sorted().toList();
		}
		List<Path> expected = BloodSample.names().stream().filter(name -> name.matches("test/(wbc|platelet)/.*")).map(name -> FOLDER
			.resolve(name.replace("test/", "ground_truth/").replace(".png", "_mask.png"))).toList();
		assertEquals(expected, masks);
		for (Path mask : masks) {
			BufferedImage image = ImageIO.read(mask.toFile());
			assertEquals(SIDE, image.getWidth());
			assertEquals(SIDE, image.getHeight());
			int[] grey = image.getRaster().getSamples(0, 0, SIDE, SIDE, 0, (int[]) null);
			assertTrue(Arrays.stream(grey).anyMatch(g -> g > 0), mask + " marks nothing");
		}
	}

	@Test
	void staysBelowFiveMegabytesWithItsLicence() throws IOException {
		assertTrue(Files.readString(FOLDER.resolve("LICENSE")).contains("Copyright (c) 2017 shenggan"));
		assertTrue(BloodSample.class.getResource("blood-cells/LICENSE") != null, "the licence is in the jar, too");
		try (Stream<Path> files = Files.walk(FOLDER)) {
			long bytes = files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
			assertTrue(bytes < 5_000_000, bytes + " bytes");
		}
	}

	private static long count(List<SampleImage> images, String folder) {
		return images.stream().filter(image -> image.name().startsWith(folder)).count();
	}

	private static int[] colours(BufferedImage image) {
		assertEquals(3, image.getSampleModel().getNumBands());
		assertEquals(SIDE, image.getWidth());
		assertEquals(SIDE, image.getHeight());
		return image.getRGB(0, 0, SIDE, SIDE, null, 0, SIDE);
	}
}
