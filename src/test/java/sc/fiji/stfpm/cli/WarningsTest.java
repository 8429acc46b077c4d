package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import sc.fiji.stfpm.testing.Models;

/** What makes figures mean less than they seem to is said. */
class WarningsTest {
	@TempDir
	private static Path folder;
	private static Path set;
	private static Path model;
	private static String training;

	@BeforeAll
	static void train() throws IOException {
		set = folder.resolve("set");
		for (int i = 0; i < 4; i++)
			save("train/good/" + i + ".png", Models.waves(80, 72, i));
		save("train/good/again.png", Models.waves(80, 72, 0));
		for (int i = 0; i < 2; i++) {
			save("test/good/" + i + ".png", Models.waves(80, 72, 20 + i));
			ByteProcessor hole = Models.waves(80, 72, 30 + i);
			hole.setColor(255);
			hole.fill(new Roi(20, 20, 20, 20));
			save("test/hole/" + i + ".png", hole);
			ByteProcessor mask = new ByteProcessor(80, 72);
			mask.setColor(255);
			mask.fill(new Roi(20, 20, 20, 20));
			save("ground_truth/hole/" + i + "_mask.png", mask);
		}
		model = folder.resolve("a.stfpm");
		training = run(0, "train", set, "--model", model, "--teacher", "embedded", "--size", 64, "--device", "cpu");
	}

	private static void save(String name, ByteProcessor pixels) throws IOException {
		Path file = set.resolve(name);
		Files.createDirectories(file.getParent());
		assertTrue(new FileSaver(new ImagePlus(name, pixels)).saveAsPng(file.toString()));
	}

	private static String run(int expected, Object... arguments) {
		StringWriter said = new StringWriter();
		PrintWriter both = new PrintWriter(said);
		assertEquals(expected, StfpmCli.run(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new), both, both),
			said::toString);
		return said.toString();
	}

	@Test
	void repeatedTrainingImages() {
		assertTrue(training.contains("WARNING: 1 of the images are there more than once: train/good/again.png is train/good/0.png"),
			training);
	}

	@Test
	void aFairSetHasNoWarning() {
		String said = run(0, "evaluate", set, "--model", model);
		assertFalse(said.contains("WARNING"), said);
	}

	@Test
	void testImagesThatWereLearnedFromMasksAndSizes() throws IOException {
		// As another format, and under another name.
		assertTrue(new FileSaver(new ImagePlus("x", Models.waves(80, 72, 2))).saveAsTiff(set.resolve("test/good/seen.tif")
			.toString()));
		save("test/good/large.png", Models.waves(160, 144, 40));
		save("test/hole/2.png", Models.waves(80, 72, 32));
		save("ground_truth/hole/2_mask.png", new ByteProcessor(80, 72));
		save("test/hole/3.png", Models.waves(80, 72, 33));
		ByteProcessor all = new ByteProcessor(80, 72);
		all.invert();
		save("ground_truth/hole/3_mask.png", all);
		try {
			String said = run(0, "evaluate", set, "--model", model);
			for (String warning : new String[] {
				"1 image (test/good/seen.tif) is among those that the model learned from. All figures LEAK",
				"1 image (test/good/large.png of 160 x 144) is of another size than those that the model learned from (80 x 72)",
				"1 image (test/hole/2.png) is labelled anomalous, but the mask marks nothing",
				"1 image (test/hole/3.png) has a mask of nearly all pixels" })
				assertTrue(said.contains(warning), () -> warning + " is not in " + said);
			String detected = run(0, "detect", set.resolve("test/good"), "--model", model, "--output", folder.resolve("out"));
			assertTrue(detected.contains("WARNING: 1 images are of another size"), detected);
		}
		finally {
			for (String name : new String[] { "test/good/seen.tif", "test/good/large.png", "test/hole/2.png", "test/hole/3.png",
				"ground_truth/hole/2_mask.png", "ground_truth/hole/3_mask.png" })
				Files.delete(set.resolve(name));
		}
	}

	@Test
	void aReadOnlyModelIsNotReplaced() throws IOException {
		Path locked = folder.resolve("locked.stfpm");
		Files.copy(model, locked);
		assertTrue(locked.toFile().setReadOnly());
		byte[] before = Files.readAllBytes(locked);
		assertTrue(run(1, "train", set, "--model", locked, "--force", "--teacher", "embedded").contains(
			"is read-only; it was not replaced"));
		assertTrue(run(1, "threshold", locked, "--value", "2").contains("is read-only; it was not replaced"));
		assertArrayEquals(before, Files.readAllBytes(locked));
	}
}
