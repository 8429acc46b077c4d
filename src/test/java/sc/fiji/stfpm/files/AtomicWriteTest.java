package sc.fiji.stfpm.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.testing.JavaProcess;

class AtomicWriteTest {
	@TempDir
	private Path folder;

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).sorted().toList();
		}
	}

	private Path leftover(String name) throws IOException {
		Path file = folder.resolve(name);
		Files.createDirectories(file.getParent());
		return Files.writeString(file, "half");
	}

	@Test
	void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
		Path file = folder.resolve("a.txt");
		Files.writeString(file, "old");
		assertThrows(IOException.class, () -> AtomicWrite.to(file, channel -> {
			channel.write(ByteBuffer.wrap(new byte[100]));
			throw new IOException("disk full");
		}));
		assertEquals("old", Files.readString(file));
		assertEquals(List.of("a.txt"), names());
	}

	@Test
	void nothingHasTheFinalNameBeforeItIsWhole() throws IOException {
		Path file = folder.resolve("a.txt");
		AtomicWrite.soon(file, channel -> {
			channel.write(ByteBuffer.wrap(new byte[100]));
			assertEquals(1, names().size());
			assertEquals(false, Files.exists(file));
		});
		assertEquals(List.of("a.txt"), names());
	}

	@Test
	void theLongestNameThatTheSystemAllowsIsNotTooLong() throws IOException {
		Path file = folder.resolve("a".repeat(255));
		AtomicWrite.text(file, "x");
		assertEquals("x", Files.readString(file));
	}

	@Test
	void whatAKilledProcessLeftIsRemovedByTheNextWrite() throws IOException {
		leftover(".stfpm-1.tmp");
		leftover("mine.tmp");
		AtomicWrite.to(folder.resolve("a.txt"), channel -> {});
		assertEquals(List.of("a.txt", "mine.tmp"), names());
	}

	@Test
	void whatIsBeingWrittenIsNotRemoved() throws IOException {
		AtomicWrite.text(folder.resolve("a.txt"), "old");
		AtomicWrite.to(folder.resolve("a.txt"), channel -> {
			AtomicWrite.to(folder.resolve("b.txt"), other -> {});
			Leftovers.removeBelow(folder);
			assertEquals(3, names().size(), names().toString());
		});
		assertEquals("", Files.readString(folder.resolve("a.txt")));
	}

	@Test
	void whatAnotherProcessWritesIsRemovedOnceItIsKilled() throws IOException, InterruptedException {
		Process writer = JavaProcess.start(HoldBegun.class, folder);
		try {
			JavaProcess.awaitLine(writer, "begun");
			Leftovers.removeIn(folder);
			assertEquals(1, names().size());
		}
		finally {
			writer.destroyForcibly();
		}
		assertTrue(writer.waitFor(1, TimeUnit.MINUTES));
		Leftovers.removeIn(folder);
		assertEquals(List.of(), names());
	}

	@Test
	void thoseInFoldersBelowAreRemovedWhereAsked() throws IOException {
		leftover("maps/deep/.stfpm-1.tmp");
		Leftovers.removeBelow(folder.resolve("maps"));
		assertEquals(List.of(), names());
		Leftovers.removeBelow(folder.resolve("none"));
	}
}
