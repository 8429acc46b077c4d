package sc.fiji.stfpm.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {
	@TempDir
	private Path folder;

	@Test
	void allBelowGoesAndWhatLinksPointToStays() throws IOException {
		Path other = Files.createDirectory(folder.resolve("other")), kept = Files.writeString(other.resolve("kept.txt"), "kept");
		Path tree = Files.createDirectories(folder.resolve("tree/below/empty")).getParent().getParent();
		Files.writeString(tree.resolve("below/a.txt"), "a");
		Files.createSymbolicLink(tree.resolve("link"), other);
		FolderTree.delete(tree);
		assertFalse(Files.exists(tree));
		assertEquals("kept", Files.readString(kept));
	}

	@Test
	void whatIsNotThereIsNoError() throws IOException {
		FolderTree.delete(folder.resolve("none"));
	}
}
