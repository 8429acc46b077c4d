package sc.fiji.stfpm.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicWriteTest {
	@TempDir
	private Path folder;

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).sorted().toList();
		}
	}

	private Path leftover(String name, Duration age) throws IOException {
		Path file = folder.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, "half");
		return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
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
		leftover(".stfpm-1.tmp", Duration.ofMinutes(1));
		leftover("mine.tmp", Duration.ofMinutes(1));
		AtomicWrite.to(folder.resolve("a.txt"), channel -> {});
		assertEquals(List.of("a.txt", "mine.tmp"), names());
	}

	@Test
	void whatIsBeingWrittenIsNotRemoved() throws IOException {
		Path alive = leftover(".stfpm-1.tmp", Duration.ofMinutes(1));
		try (FileChannel channel = FileChannel.open(alive, StandardOpenOption.WRITE)) {
			Leftovers.markAlive(channel);
			Leftovers.removeBelow(folder);
			assertEquals(List.of(".stfpm-1.tmp"), names());
		}
	}

	@Test
	void whoeverIsAloneRemovesYoungOnesBelow() throws IOException {
		leftover("maps/deep/.stfpm-1.tmp", Duration.ZERO);
		Leftovers.removeBelow(folder.resolve("maps"));
		assertEquals(List.of(), names());
		Leftovers.removeBelow(folder.resolve("none"));
	}
}
