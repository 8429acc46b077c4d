package sc.fiji.stfpm.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.testing.Shared;

class CategoriesTest {
	@TempDir
	Path root;

	private void touch(String... names) throws IOException {
		for (String name : names) {
			Path file = root.resolve(name);
			Files.createDirectories(file.getParent());
			Files.createFile(file);
		}
	}

	private String failure(Path path) {
		String message = assertThrows(IOException.class, () -> Categories.in(path)).getMessage();
		assertTrue(message.startsWith(path + ": "), message);
		return message.substring(path.toString().length() + 2);
	}

	@Test
	void categoriesComeInNaturalOrderAndTheRestIsToldWhy() throws IOException {
		touch("10/train/ok/1.bmp", "10/test/ok/1.bmp", "10/test/ko/2.bmp", "9/train/good/1.png", "9/test/good/1.png",
			"notes/1.png", "tested/test/good/1.png", "both/train/good/1.png", "both/train/ok/1.png", "empty/readme.txt",
			"license.txt", ".hidden/test/good/1.png");
		Categories found = Categories.in(root);
		assertEquals(List.of("9", "10"), List.copyOf(found.sets().keySet()));
		assertEquals(ImageSet.Layout.BTAD, found.sets().get("10").layout());
		assertEquals(List.of("both", "empty", "notes", "tested"), List.copyOf(found.left().keySet()));
		assertTrue(found.left().get("both").contains("train/good and train/ok"));
		assertTrue(found.left().get("empty").contains("no images found"));
		assertEquals("has normal images and no labelled images to test", found.left().get("notes"));
		assertEquals("has labelled images to test and no normal images to train on", found.left().get("tested"));
	}

	@Test
	void aCategoryIsABenchmarkOfOne() throws IOException {
		touch("bottle/train/good/1.png", "bottle/test/good/1.png", "bottle/test/hole/2.png");
		Categories found = Categories.in(root.resolve("bottle"));
		assertEquals(List.of("bottle"), List.copyOf(found.sets().keySet()));
		assertTrue(found.left().isEmpty());
		Path csv = Files.writeString(root.resolve("own.csv"), "image,label,split\nbottle/train/good/1.png,good,train\n"
			+ "bottle/test/hole/2.png,hole,test\n");
		assertEquals(List.of("own"), List.copyOf(Categories.in(csv).sets().keySet()));
	}

	@Test
	void saysWhyThereIsNone() throws IOException {
		assertTrue(failure(root).endsWith("there is no folder below it"));
		touch("some.png", "a/1.png", "b/readme.txt", "c/1.png", "d/1.png", "e/1.png", "f/1.png", "g/1.png");
		String failure = failure(root);
		assertTrue(failure.contains("Looked at a: has normal images and no labelled images to test; b: " + root.resolve("b")),
			failure);
		assertTrue(failure.endsWith("; and 2 more"), failure);
		Files.delete(root.resolve("g/1.png"));
		Files.delete(root.resolve("g"));
		assertTrue(failure(root).endsWith("; and 1 more"), failure(root));
		Files.delete(root.resolve("f/1.png"));
		Files.delete(root.resolve("f"));
		assertTrue(failure(root).endsWith("; e: has normal images and no labelled images to test"), failure(root));
		touch("a/test/good/1.png");
		assertEquals("has labelled images to test and no normal images to train on", failure(root.resolve("a")));
		assertEquals("no such folder", failure(root.resolve("z")));
	}

	@Test
	void realSets() throws IOException {
		assertTrue(Categories.in(Shared.path("data/mvtec-256")).sets().containsKey("bottle"));
		assertEquals(List.of("magnetic-tile"), List.copyOf(Categories.in(Shared.path("data/magnetic-tile")).sets().keySet()));
	}
}
