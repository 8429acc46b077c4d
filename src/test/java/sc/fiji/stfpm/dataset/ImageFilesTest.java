package sc.fiji.stfpm.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFilesTest {
	@TempDir
	Path folder;

	@BeforeEach
	void makeFiles() throws IOException {
		for (String name : List.of("tile10.png", "tile9.TIF", ".hidden.png", "notes.txt", "readme", "cells.czi", "deep/tile1.png",
			"deep/deeper/tile2.png", "deep/.cache/tile3.png", ".trash/tile4.png", "folder.png/tile5.png"))
		{
			Files.createDirectories(folder.resolve(name).getParent());
			Files.createFile(folder.resolve(name));
		}
	}

	private List<String> names(List<Path> files) {
		return files.stream().map(file -> ImageFiles.name(folder, file)).toList();
	}

	@Test
	void findsTheImagesOfAFolderInNaturalOrderAndCountsTheRest() throws IOException {
		ImageFiles.Found found = ImageFiles.find(folder, false);
		assertEquals(List.of("tile9.TIF", "tile10.png"), names(found.images()));
		assertEquals(List.of("cells.czi"), names(found.refused()));
		assertEquals(2, found.others());
		assertEquals(Map.of(), found.problems());
		assertEquals(found.images(), ImageFiles.in(folder, false));
	}

	@Test
	void goesIntoAllFoldersBelowButHiddenOnes() throws IOException {
		assertEquals(List.of("deep/deeper/tile2.png", "deep/tile1.png", "folder.png/tile5.png", "tile9.TIF", "tile10.png"), names(
			ImageFiles.in(folder, true)));
	}

	@Test
	void foldersOfOmeZarrAreImagesAndNotGoneInto() throws IOException {
		for (String file : List.of("a.zarr/.zattrs", "a.zarr/0/x.png", "deep/b.ome.zarr/0.png", "deep/c/0/x.png"))
			Files.createFile(Files.createDirectories(folder.resolve(file).getParent()).resolve(folder.resolve(file).getFileName()));
		Files.writeString(folder.resolve("deep/c/.zattrs"), "{\"multiscales\": []}");
		assertEquals(List.of("a.zarr", "tile9.TIF", "tile10.png"), names(ImageFiles.in(folder, false)));
		assertEquals(List.of("a.zarr", "deep/b.ome.zarr", "deep/c", "deep/deeper/tile2.png", "deep/tile1.png", "folder.png/tile5.png",
			"tile9.TIF", "tile10.png"), names(ImageFiles.in(folder, true)));
		assertEquals(List.of("a.zarr", "tile9.TIF", "tile10.png"), names(ImageFiles.directlyIn(folder)));
		assertEquals(List.of("deep", "folder.png"), names(ImageFiles.foldersIn(folder)));
	}

	@Test
	void aLinkThatCannotBeFollowedIsAProblemUnlessItIsHidden() throws IOException {
		Path back = Files.createSymbolicLink(folder.resolve("deep/back"), folder);
		Path nowhere = Files.createSymbolicLink(folder.resolve("gone.png"), folder.resolve("not here"));
		Files.createSymbolicLink(folder.resolve("deep/.back"), folder);
		Files.createSymbolicLink(folder.resolve("deep/one.png"), folder.resolve("tile10.png"));
		ImageFiles.Found found = ImageFiles.find(folder, true);
		assertEquals(Set.of(back, nowhere), found.problems().keySet());
		assertEquals("a link that leads back to a folder that it is in; not followed", found.problems().get(back));
		assertEquals("a link that leads nowhere", found.problems().get(nowhere));
		assertTrue(names(found.images()).contains("deep/one.png"), "a link to an image is one");
	}

	@Test
	void saysWhereNoImageIsAndWhatWasLookedFor() throws IOException {
		Path empty = Files.createDirectory(folder.resolve("empty"));
		String failure = assertThrows(IOException.class, () -> ImageFiles.in(empty, false)).getMessage();
		assertTrue(failure.startsWith("No image in " + empty + " itself (folders below it are not looked at); looked for png, tif"),
			failure);
		failure = assertThrows(IOException.class, () -> ImageFiles.in(empty, true)).getMessage();
		assertTrue(failure.startsWith("No image in " + empty + " and the folders below; looked for png, tif"), failure);
		Path missing = folder.resolve("missing");
		failure = assertThrows(IOException.class, () -> ImageFiles.in(missing, true)).getMessage();
		assertEquals(missing + ": it went away", failure);
	}
}
