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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.stfpm.dataset.ImageSet.Layout;
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
	void aSetForTrainingAloneNeedsNoTestImages() throws IOException {
		touch("train/good/1.png", "train/good/2.png");
		ImageSet set = ImageSet.open(root);
		assertEquals(ImageSet.Layout.MVTEC, set.layout());
		assertEquals(2, set.normals().size());
		assertTrue(set.test().isEmpty());
		Files.delete(root.resolve("train/good/1.png"));
		Files.delete(root.resolve("train/good/2.png"));
		assertTrue(failure().startsWith(root + ": no images found in train/good and test/<kind>"), failure());
	}

	@Test
	void btadCallsNormalImagesOkAndMasksAnyExtension() throws IOException {
		touch("train/ok/0001.bmp", "test/ok/0100.bmp", "test/ko/0000.bmp", "test/ko/0001.BMP", "ground_truth/ko/0000.png",
			"ground_truth/ko/0001.bmp", "ground_truth/ok/0100.png");
		ImageSet set = ImageSet.open(root);
		assertEquals(ImageSet.Layout.BTAD, set.layout());
		assertEquals(List.of("train/ok/0001.bmp"), names(set.normals()));
		assertEquals(List.of("test/ko/0000.bmp", "test/ko/0001.BMP", "test/ok/0100.bmp"), names(set.test()));
		assertEquals(List.of("ko", "ko", "good"), set.test().stream().map(Sample::kind).toList());
		assertEquals(Optional.of(root.resolve("ground_truth/ko/0000.png")), set.test().get(0).mask());
		assertEquals(Optional.of(root.resolve("ground_truth/ko/0001.bmp")), set.test().get(1).mask());
		assertEquals(new Sample(root.resolve("test/ok/0100.bmp"), "test/ok/0100.bmp", false, Sample.GOOD, Optional.empty()),
			set.test().get(2));
	}

	@Test
	void theConvertedVisaSetHasTheMvtecLayout() throws IOException {
		touch("train/good/0000.JPG", "test/good/0001.JPG", "test/bad/000.JPG", "ground_truth/bad/000.png");
		ImageSet set = ImageSet.open(root);
		assertEquals(ImageSet.Layout.MVTEC, set.layout());
		assertEquals(List.of("bad", "good"), set.test().stream().map(Sample::kind).toList());
		assertEquals(Optional.of(root.resolve("ground_truth/bad/000.png")), set.test().get(0).mask());
	}

	@Test
	void capitalsChangeNothing() throws IOException {
		touch("train/Good/1.PNG", "test/GOOD/1.TIF", "test/dent/1.JPG", "ground_truth/dent/1_mask.PNG");
		ImageSet set = ImageSet.open(root);
		assertEquals(1, set.normals().size());
		assertEquals(List.of("good", "dent"), set.test().stream().map(Sample::kind).toList());
		assertEquals(Optional.of(root.resolve("ground_truth/dent/1_mask.PNG")), set.test().get(1).mask());
	}

	@Test
	void aMaskIsOneImagesAlone() throws IOException {
		touch("test/dent/a.png", "test/dent/a_mask.png", "ground_truth/dent/a.png", "ground_truth/dent/a_mask.png",
			"test/hole/a.png", "test/hole/a_mask.png", "ground_truth/hole/a_mask.png", "ground_truth/hole/a_mask_mask.png");
		List<Sample> test = ImageSet.open(root).test();
		assertEquals(List.of("dent/a.png", "dent/a_mask.png", "hole/a_mask.png", "hole/a_mask_mask.png"), test.stream().map(
			s -> ImageFiles.name(root.resolve("ground_truth"), s.mask().orElseThrow())).toList());
		Files.delete(root.resolve("ground_truth/dent/a.png"));
		assertTrue(failure().contains("could be the mask of a.png and of another image, a_mask"), failure());
	}

	@Test
	void twoMasksForAnImageAreRefused() throws IOException {
		touch("test/ko/1.bmp", "ground_truth/ko/1.bmp", "ground_truth/ko/1.png");
		assertTrue(failure().endsWith("1.bmp and 1.png could both be the mask of 1.bmp; keep one of them"), failure());
	}

	@Test
	void unclearNamesOfNormalFoldersAreRefused() throws IOException {
		touch("train/good/1.png", "test/ok/2.png", "test/dent/3.png");
		assertTrue(failure().startsWith(root + ": found train/good and test/ok, expected"), failure());
		Files.delete(root.resolve("test/ok/2.png"));
		Files.move(root.resolve("test/ok"), root.resolve("test/Normal"));
		assertEquals(root + ": found the folder test/Normal, expected normal images in folders called good or ok", failure());
	}

	private String failure() {
		return assertThrows(IOException.class, () -> ImageSet.open(root)).getMessage();
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

	@ParameterizedTest
	@CsvSource({ "good, bad", "OK, NG", "Normal, scratch" })
	void foldersThatWereSortedByHand(String normal, String other, @TempDir Path root) throws IOException {
		for (int i = 1; i <= 11; i++)
			touch(root.resolve(normal).resolve(i + ".png"));
		touch(root.resolve(other).resolve("a.png"));
		touch(root.resolve("ground_truth").resolve(other).resolve("a_mask.png"));
		ImageSet set = ImageSet.open(root);
		assertEquals(Layout.SIDE_BY_SIDE, set.layout());
		assertEquals(9, set.normals().size());
		assertEquals(List.of(normal + "/5.png", normal + "/10.png", other + "/a.png"), set.test().stream().map(Sample::name)
			.toList());
		assertEquals(List.of("good", "good", other), set.test().stream().map(Sample::kind).toList());
		assertTrue(set.test().get(2).mask().isPresent());
		assertTrue(set.text().endsWith("of five normal images one is to test; 9 normal images to learn from, 3 to test"), set
			.text());
	}

	@Test
	void withNothingBesideThemAllAreToLearnFrom(@TempDir Path root) throws IOException {
		for (int i = 0; i < 7; i++)
			touch(root.resolve("good").resolve(i + ".png"));
		assertEquals(7, ImageSet.open(root).normals().size());
	}

	private static void touch(Path file) throws IOException {
		Files.createDirectories(file.getParent());
		Files.createFile(file);
	}
}
