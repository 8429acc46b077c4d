package sc.fiji.stfpm.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.testing.JavaProcess;

class WriteLockTest {
	@TempDir
	private Path folder;

	@Test
	void aSecondTakerIsRefusedUntilTheFirstGivesItBack() throws IOException {
		Path model = folder.resolve("a.stfpm");
		try (WriteLock first = WriteLock.ofFile(model)) {
			IOException e = assertThrows(IOException.class, () -> WriteLock.ofFile(model));
			assertTrue(Reasons.of(e).startsWith(model + ": is being written by another command of this process"), Reasons.of(e));
			try (WriteLock other = WriteLock.ofFile(folder.resolve("b.stfpm"))) {
				assertTrue(Files.exists(folder.resolve(".b.stfpm.lock")), other.toString());
			}
		}
		try (WriteLock again = WriteLock.ofFile(model); Stream<Path> files = Files.list(folder)) {
			assertEquals(1, files.count(), again.toString());
		}
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(0, files.count());
		}
	}

	@Test
	void anotherProcessHoldsItUntilItIsKilled() throws IOException, InterruptedException {
		Process holder = JavaProcess.start(HoldLock.class, folder);
		try {
			JavaProcess.awaitLine(holder, "held");
			IOException e = assertThrows(IOException.class, () -> WriteLock.ofFolder(folder));
			assertTrue(Reasons.of(e).contains("is being written by process " + holder.pid() + " of "), Reasons.of(e));
			// Being refused must not free the lock of the one that has it.
			assertThrows(IOException.class, () -> WriteLock.ofFolder(folder));
		}
		finally {
			holder.destroyForcibly();
		}
		assertTrue(holder.waitFor(1, TimeUnit.MINUTES));
		try (WriteLock lock = WriteLock.ofFolder(folder)) {
			assertTrue(Files.readString(folder.resolve(".stfpm.lock")).contains("process " + ProcessHandle.current().pid()), lock
				.toString());
		}
	}

	@Test
	void whatAKilledWriterHadBegunInAFolderIsRemoved() throws IOException {
		Path begun = Files.createFile(folder.resolve(Leftovers.START + "1" + Leftovers.END));
		Path table = Files.createFile(folder.resolve("scores.csv"));
		Path deeper = Files.createDirectory(folder.resolve("other")).resolve(begun.getFileName());
		Files.createFile(deeper);
		WriteLock.ofFolder(folder).close();
		assertFalse(Files.exists(begun));
		assertTrue(Files.exists(table) && Files.exists(deeper), "another's are no business of the holder");
	}

	@Test
	void whatCannotBeTakenCanBeTriedAgain() throws IOException {
		Path model = folder.resolve("a.stfpm"), inTheWay = Files.createDirectory(folder.resolve(".a.stfpm.lock"));
		for (int attempt = 0; attempt < 2; attempt++) {
			IOException e = assertThrows(IOException.class, () -> WriteLock.ofFile(model));
			assertFalse(Reasons.of(e).contains("is being written"), Reasons.of(e));
		}
		Files.delete(inTheWay);
		WriteLock.ofFile(model).close();
	}
}
