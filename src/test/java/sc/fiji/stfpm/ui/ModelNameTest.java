package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.io.Opener;
import sc.fiji.stfpm.testing.Models;

class ModelNameTest {
	@TempDir
	private Path folder;

	private File file(String name) {
		return folder.resolve(name).toFile();
	}

	@Test
	void aFolderGivesItsNameAndNoExistingFileIsOffered() throws IOException {
		Path images = Files.createDirectories(folder.resolve("bottle"));
		assertEquals(file("bottle.stfpm"), ModelName.beside(images.toFile()));
		Files.writeString(folder.resolve("bottle.stfpm"), "");
		Files.writeString(folder.resolve("bottle-2.stfpm"), "");
		assertEquals(file("bottle-3.stfpm"), ModelName.beside(images.toFile()));
	}

	@Test
	void beforeThereAreImagesThereIsANameToo() {
		assertTrue(ModelName.plain().getName().matches("model(-\\d+)?\\.stfpm"), ModelName.plain().toString());
	}

	@Test
	void aFolderOfASetIsNamedByTheSet() throws IOException {
		assertEquals(file("screw.stfpm"), ModelName.beside(Files.createDirectories(folder.resolve("screw/train/good")).toFile()));
	}

	@Test
	void anImageGivesItsTitleBesideItsFile() {
		new FileSaver(new ImagePlus("a", Models.waves(20, 20, 1))).saveAsTiff(file("My cells.tif").toString());
		assertEquals(file("My cells.stfpm"), ModelName.of(new Opener().openImage(file("My cells.tif").toString())));
	}

	@Test
	void anImageWithoutAFileGetsANameThatEverySystemCanWrite() {
		File offered = ModelName.of(new ImagePlus("a/b: 50 %?", Models.waves(20, 20, 1)));
		assertEquals("a_b_ 50 %_.stfpm", offered.getName());
		assertFalse(offered.exists());
	}
}
