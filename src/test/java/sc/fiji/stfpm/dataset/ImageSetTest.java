package sc.fiji.stfpm.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.testing.Shared;

class ImageSetTest {
	@TempDir
	Path root;

	private void touch(String... names) throws IOException {
		for (String name : names) {
			Path file = root.resolve(name);
			Files.createDirectories(file.getParent());
			Files.createFile(file);
		}
	}

	private static List<String> names(List<Sample> samples) {
		return samples.stream().map(Sample::name).toList();
	}

	@Test
	void aPlainFolderHoldsNormalImagesInNaturalOrder() throws IOException {
		touch("tile10.png", "tile3.PNG", "tile1.tif", "tile02.png", ".hidden.png", "notes.txt", "more/tile3.png");
		ImageSet set = ImageSet.open(root);
		assertEquals(ImageSet.Layout.PLAIN, set.layout());
		assertEquals(List.of("tile1.tif", "tile02.png", "tile3.PNG", "tile10.png"), names(set.normals()));
		assertTrue(set.test().isEmpty());
		assertTrue(set.normals().stream().noneMatch(Sample::anomalous));
		assertEquals(root.resolve("tile1.tif"), set.normals().get(0).image());
	}

	@Test
	void theMvtecLayoutLabelsTestImages() throws IOException {
		touch("train/good/000.png", "train/good/001.png", "train/odd/9.png", "test/good/000.png", "test/crack/10.png",
			"test/crack/9.png", "test/dent/1.jpg", "test/stray.png", "ground_truth/crack/9_mask.png",
			"ground_truth/crack/11_mask.png", "ground_truth/dent/1.png");
		ImageSet set = ImageSet.open(root);
		assertEquals(ImageSet.Layout.MVTEC, set.layout());
		assertEquals(List.of("train/good/000.png", "train/good/001.png"), names(set.normals()));
		assertEquals(List.of("test/crack/9.png", "test/crack/10.png", "test/dent/1.jpg", "test/good/000.png"), names(set
			.test()));
		Sample crack = set.test().get(0);
		assertTrue(crack.anomalous());
		assertEquals("crack", crack.kind());
		assertEquals(Optional.of(root.resolve("ground_truth/crack/9_mask.png")), crack.mask());
		assertEquals(Optional.of(root.resolve("ground_truth/dent/1.png")), set.test().get(2).mask());
		Sample good = set.test().get(3);
		assertEquals(new Sample(root.resolve("test/good/000.png"), "test/good/000.png", false, "good", Optional.empty()),
			good);
		assertEquals(List.of("test/crack/10.png"), names(set.withoutMask()));
	}

	@Test
	void aSetForEvaluationAloneNeedsNoTrainingImages() throws IOException {
		touch("test/good/1.png", "test/hole/1.png");
		ImageSet set = ImageSet.open(root);
		assertEquals(ImageSet.Layout.MVTEC, set.layout());
		assertTrue(set.normals().isEmpty());
		assertEquals(2, set.test().size());
	}

	@Test
	void saysWhatIsMissing() throws IOException {
		Path missing = root.resolve("missing");
		assertEquals(missing + ": no such folder", assertThrows(IOException.class, () -> ImageSet.open(missing))
			.getMessage());
		touch("notes.txt");
		String empty = assertThrows(IOException.class, () -> ImageSet.open(root)).getMessage();
		assertTrue(empty.startsWith(root + ": no images found in the folder itself") && empty.contains(".png, .tif"), empty);
		Path file = root.resolve("notes.txt");
		assertTrue(assertThrows(IOException.class, () -> ImageSet.open(file)).getMessage().contains("found a file"));
	}

	@Test
	void listsRealSetsWithAllTheirMasks() throws IOException {
		ImageSet bottle = ImageSet.open(Shared.path("data/mvtec-256/bottle"));
		assertEquals(209, bottle.normals().size());
		assertEquals(20, bottle.test().stream().filter(s -> !s.anomalous()).count());
		assertEquals(63, bottle.test().stream().filter(s -> s.mask().isPresent()).count());
		ImageSet tile = ImageSet.open(Shared.path("data/magnetic-tile"));
		assertEquals(350, tile.normals().size());
		assertEquals(120 + 269, tile.test().size());
		assertEquals(List.of(), tile.withoutMask());
	}
}
