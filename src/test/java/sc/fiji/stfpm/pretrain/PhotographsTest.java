package sc.fiji.stfpm.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.network.ComputeDevice;

class PhotographsTest {
	private static final int SIDE = 64;

	@TempDir
	Path folder;

	/** Red rises to the right, green downwards, blue is none. */
	private void writeRamp(String name, int type) throws IOException {
		BufferedImage image = new BufferedImage(120, 90, type);
		for (int y = 0; y < 90; y++)
			for (int x = 0; x < 120; x++)
				image.setRGB(x, y, 2 * x << 16 | 2 * y << 8);
		Files.createDirectories(folder.resolve(name).getParent());
		ImageIO.write(image, "png", folder.resolve(name).toFile());
	}

	@Test
	void aSeedIsAPieceOfAnImageInAnySubfolder() throws IOException {
		writeRamp("a/b/ramp.png", BufferedImage.TYPE_INT_RGB);
		Files.writeString(folder.resolve("notes.txt"), "no image");
		Photographs photographs = Photographs.in(folder);
		assertTrue(photographs.describe().startsWith("1 images of "), photographs.describe());
		assertArrayEquals(photographs.draw(3, SIDE), photographs.draw(3, SIDE));
		assertFalse(Arrays.equals(photographs.draw(3, SIDE), photographs.draw(4, SIDE)));
	}

	@Test
	void piecesLieAllOverAndInAnyWay() throws IOException {
		writeRamp("ramp.png", BufferedImage.TYPE_INT_RGB);
		Photographs photographs = Photographs.in(folder);
		int asTheyAre = 0;
		double least = 1, most = 0;
		Set<String> ways = new HashSet<>();
		for (int seed = 0; seed < 100; seed++) {
			float[] rgb = photographs.draw(seed, SIDE);
			for (float value : rgb)
				assertTrue(value >= 0 && value <= 1, "seed " + seed + ": " + value);
			if (rgb[2 * SIDE * SIDE] != 0 || rgb[2 * SIDE * SIDE + SIDE / 2] != 0) continue;
			asTheyAre++;
			int last = SIDE * SIDE - 1;
			ways.add(Math.signum(rgb[SIDE - 1] - rgb[0]) + " " + Math.signum(rgb[last] - rgb[SIDE - 1]));
			least = Math.min(least, Math.min(rgb[0], rgb[last]));
			most = Math.max(most, Math.max(rgb[0], rgb[last]));
		}
		assertTrue(asTheyAre > 30, "half of them have the camera's own exposure: " + asTheyAre);
		assertTrue(ways.containsAll(Set.of("1.0 0.0", "-1.0 0.0", "0.0 1.0", "0.0 -1.0")), "red to every side: " + ways);
		assertTrue(least < 0.1 && most > 0.85, least + " to " + most);
	}

	@Test
	void greyBecomesColour() throws IOException {
		writeRamp("grey.png", BufferedImage.TYPE_BYTE_GRAY);
		float[] rgb = Photographs.in(folder).draw(1, SIDE);
		int area = SIDE * SIDE;
		assertTrue(Arrays.stream(new int[] { 0, area / 2, area - 1 }).allMatch(p -> Math.abs(rgb[p] - rgb[area + p]) < 0.5));
	}

	@Test
	void aFolderWithoutImagesAndAFileThatIsNoneAreNamed() throws IOException {
		IOException empty = assertThrows(IOException.class, () -> Photographs.in(folder));
		assertTrue(empty.getMessage().contains(folder.toString()) && empty.getMessage().contains("no image"), empty.getMessage());
		IOException missing = assertThrows(IOException.class, () -> Photographs.in(folder.resolve("none")));
		assertTrue(missing.getMessage().contains("none"), missing.getMessage());
		Files.writeString(folder.resolve("broken.png"), "no image");
		Photographs broken = Photographs.in(folder);
		UncheckedIOException failure = assertThrows(UncheckedIOException.class, () -> broken.draw(1, SIDE));
		assertTrue(failure.getMessage().contains("broken.png"), failure.getMessage());
	}

	@Test
	void everyOtherImageIsAPhotograph() throws IOException {
		writeRamp("ramp.png", BufferedImage.TYPE_INT_RGB);
		PretrainingOptions options = new PretrainingOptions(PretrainingTask.DISTIL, 5, 1, 4, SIDE, 0.2, 14);
		SceneBatches mixed = new SceneBatches(options, Photographs.in(folder)), made = new SceneBatches(options, null);
		float[] some = mixed.get(0).images(), none = made.get(0).images();
		mixed.stop();
		made.stop();
		int values = 3 * SIDE * SIDE;
		for (int i = 0; i < 4; i++)
			assertEquals(i % 2 == 1, !Arrays.equals(some, i * values, (i + 1) * values, none, i * values, (i + 1) * values), "image " + i);
	}

	@Test
	void theRecipeNamesThemAndFormulasTakeNone() throws IOException {
		writeRamp("ramp.png", BufferedImage.TYPE_INT_RGB);
		Optional<Photographs> photographs = Optional.of(Photographs.in(folder));
		ComputeDevice cpu = ComputeDevice.of("cpu");
		String recipe = new Pretrainer(new PretrainingOptions(PretrainingTask.NOTHING, 1, 1, 4, SIDE, 0.2, 14), Optional.empty(), Optional
			.empty(), photographs, cpu).recipe();
		assertTrue(recipe.contains("half of the images are pieces of 1 images of " + folder.getFileName()), recipe);
		assertThrows(IllegalArgumentException.class, () -> new Pretrainer(new PretrainingOptions(PretrainingTask.CLASSIFY, 1, 1, 4, SIDE,
			0.2, 14), Optional.empty(), Optional.empty(), photographs, cpu));
	}
}
