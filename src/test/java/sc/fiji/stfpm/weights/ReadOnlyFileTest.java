package sc.fiji.stfpm.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOnlyFileTest {
	private final byte[] content = new byte[20_000];

	@TempDir
	private Path folder;

	private Path file() throws IOException {
		new Random(1).nextBytes(content);
		return Files.write(folder.resolve("a.bin"), content);
	}

	@Test
	void partsAreReadAndWhatIsOutsideIsRefused() throws IOException {
		try (ReadOnlyFile file = ReadOnlyFile.open(file())) {
			assertArrayEquals(Arrays.copyOfRange(content, 100, 300), file.read(100, 200));
			assertArrayEquals(content, file.read(0, 20_000));
			assertEquals(0, file.read(20_000, 0).length);
			for (long[] range : new long[][] { { 0, 20_001 }, { 19_999, 2 }, { 20_001, 0 }, { -1, 1 }, { 1, -1 }, { Long.MAX_VALUE,
				1 } })
				assertEquals(file.path() + ": ends early: expected " + range[1] + " bytes at " + range[0] + ", the file has 20000",
					assertThrows(WeightFileException.class, () -> file.read(range[0], range[1])).getMessage());
		}
	}

	@Test
	void aStreamGivesAllBytesAndGoesBackToItsMark() throws IOException {
		try (ReadOnlyFile file = ReadOnlyFile.open(file()); ReadOnlyFile.Stream stream = file.new Stream()) {
			assertTrue(stream.markSupported());
			assertArrayEquals(Arrays.copyOf(content, 9000), stream.readNBytes(9000));
			assertEquals(9000, stream.position());
			assertEquals(11_000, stream.available());
			stream.mark(0);
			assertArrayEquals(Arrays.copyOfRange(content, 9000, 20_000), stream.readAllBytes());
			assertEquals(-1, stream.read());
			stream.reset();
			assertEquals(content[9000] & 0xff, stream.read());
			assertEquals(9001, stream.position());
		}
	}

	@Test
	void whatIsNoFileWithContentIsRefused() throws IOException {
		Path empty = Files.createFile(folder.resolve("empty.bin"));
		assertEquals(empty + ": expected a weight file, found an empty file", refused(empty));
		assertEquals(folder + ": expected a weight file, found a folder", refused(folder));
		Path missing = folder.resolve("missing.bin");
		assertEquals(missing + ": expected a weight file, found nothing there", refused(missing));
	}

	private static String refused(Path path) {
		return assertThrows(WeightFileException.class, () -> ReadOnlyFile.open(path)).getMessage();
	}

	@Test
	void aFailureIsNamedOnceWithItsFile() {
		Path path = Path.of("a.pth");
		WeightFileException known = new WeightFileException(path, "known");
		assertEquals(known, WeightFileException.of(Path.of("b.pth"), "cannot be read", known));
		assertEquals("a.pth: cannot be read: IOException (disk)", WeightFileException.of(path, "cannot be read", new IOException(
			"disk")).getMessage());
		assertEquals("a.pth: cannot be read: IOException", WeightFileException.of(path, "cannot be read", new IOException())
			.getMessage());
	}
}
