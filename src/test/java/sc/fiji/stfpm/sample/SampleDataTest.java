package sc.fiji.stfpm.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.stfpm.Progress;

/** What the plugin has in its jar is what is in {@code sample-data}. */
class SampleDataTest {
	private static final Path DATA = Path.of("sample-data");
	private static final Path FOLDER = DATA.resolve("blood-cells");
	private static final int SIDE = 240;

	@ParameterizedTest
	@CsvSource({ "WOVEN_FABRIC, fabric", "BLOOD_CELLS, blood-cells" })
	void opensEveryImageOfItsFolder(SampleData sample, Path name) throws IOException {
		Path folder = DATA.resolve(name);
		try (Stream<Path> files = Stream.concat(Files.walk(folder.resolve("test")), Files.walk(folder.resolve("train")))) {
			assertEquals(files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString().replace('\\', '/'))
				.sorted().toList(), sample.names());
		}
		List<SampleImage> all = Stream.concat(sample.toJudge(Progress.NONE).stream(), sample.normal(Progress.NONE).stream()).toList();
		assertEquals(sample.names(), all.stream().map(SampleImage::name).toList());
		for (SampleImage image : all)
			assertArrayEquals(colours(ImageIO.read(folder.resolve(image.name()).toFile())), colours(image.pixels()), image.name());
	}

	@ParameterizedTest
	@EnumSource
	void isCancelledBetweenTwoImages(SampleData sample) {
		int[] begun = { 0 };
		assertThrows(CancellationException.class, () -> sample.normal(new Progress() {
			@Override
			public void update(long done, long total, String message) {
				begun[0]++;
			}

			@Override
			public boolean isCancelled() {
				return begun[0] == 2;
			}
		}));
		assertEquals(2, begun[0]);
	}

	@Test
	void bloodIsColoured() throws IOException {
		List<SampleImage> normal = SampleData.BLOOD_CELLS.normal(Progress.NONE);
		List<SampleImage> toJudge = SampleData.BLOOD_CELLS.toJudge(Progress.NONE);
		assertEquals(40, count(normal, "train/good/"));
		assertEquals(15, count(toJudge, "test/good/"));
		assertEquals(12, count(toJudge, "test/platelet/"));
		assertEquals(12, count(toJudge, "test/wbc/"));
		for (SampleImage image : normal) {
			assertEquals(3, image.pixels().getSampleModel().getNumBands());
			assertEquals(SIDE, image.pixels().getWidth());
			assertEquals(SIDE, image.pixels().getHeight());
		}
	}

	@Test
	void everyAnomalyHasAMaskAndNothingElseHas() throws IOException {
		List<Path> masks;
		try (Stream<Path> files = Files.walk(FOLDER.resolve("ground_truth"))) {
			masks = files.filter(Files::isRegularFile).sorted().toList();
		}
		List<Path> expected = SampleData.BLOOD_CELLS.names().stream().filter(name -> name.matches("test/(wbc|platelet)/.*")).map(name -> FOLDER
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
		assertTrue(SampleData.class.getResource("blood-cells/LICENSE") != null, "the licence is in the jar, too");
		try (Stream<Path> files = Files.walk(FOLDER)) {
			long bytes = files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
			assertTrue(bytes < 5_000_000, bytes + " bytes");
		}
	}

	private static long count(List<SampleImage> images, String folder) {
		return images.stream().filter(image -> image.name().startsWith(folder)).count();
	}

	private static int[] colours(BufferedImage image) {
		return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
	}
}
