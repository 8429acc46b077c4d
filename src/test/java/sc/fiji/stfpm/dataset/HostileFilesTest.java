package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.testing.Allocation;

class HostileFilesTest {
	@TempDir
	private Path folder;

	@Test
	void aCellOfAMillionCharactersIsAnError() throws IOException {
		Path file = Files.writeString(folder.resolve("labels.csv"), "image,label\n" + "a".repeat(1_000_000) + ",normal\n");
		Allocation.assertRefused(file, 64, "line 2", () -> CsvTable.read(file, "image", "label"));
	}

	@Test
	void aQuoteThatDoesNotEndIsAnError() throws IOException {
		Path file = Files.writeString(folder.resolve("labels.csv"), "image,label\n\"" + "a\n".repeat(500_000));
		Allocation.assertRefused(file, 64, "labels.csv", () -> CsvTable.read(file, "image", "label"));
	}
}
