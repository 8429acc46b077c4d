package sc.fiji.stfpm.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathPatternTest {
	@TempDir
	Path folder;

	@BeforeEach
	void makeFiles() throws IOException {
		for (String name : List.of("day1/a.tif", "day1/b.png", "day10/c.tif", "day2/d.tif", "day2/deep/e.tif", "odd[1].png")) {
			Files.createDirectories(folder.resolve(name).getParent());
			Files.createFile(folder.resolve(name));
		}
	}

	private List<String> expand(String pattern) throws IOException {
		return PathPattern.expand(folder + "/" + pattern).stream().map(path -> ImageFiles.name(folder, path)).toList();
	}

	@Test
	void matchesFilesAndFoldersInNaturalOrder() throws IOException {
		assertEquals(List.of("day1", "day2", "day10"), expand("day*"));
		assertEquals(List.of("day1/a.tif", "day2/d.tif", "day10/c.tif"), expand("day*/*.tif"));
		assertEquals(List.of("day2/d.tif", "day2/deep/e.tif"), expand("day2/**.tif"));
		assertEquals(List.of("day1/a.tif", "day1/b.png"), expand("day1/?.{tif,png}"));
	}

	@Test
	void aNameMayHaveSuchCharactersItself() throws IOException {
		assertEquals(List.of("odd[1].png"), expand("odd[1].png"));
		assertEquals(List.of("nothing.png"), expand("nothing.png"));
	}

	@Test
	void whatMatchesNothingIsSaid() {
		assertTrue(assertThrows(IOException.class, () -> expand("*.bmp")).getMessage().contains("*.bmp: no file or folder matches"));
		assertTrue(assertThrows(IOException.class, () -> expand("nowhere/*.bmp")).getMessage().contains("there is no folder"));
	}
}
