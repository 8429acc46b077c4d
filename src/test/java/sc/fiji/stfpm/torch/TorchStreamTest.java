package sc.fiji.stfpm.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.stfpm.weights.TensorSource;
import sc.fiji.stfpm.weights.WeightFileException;

/** The layout before PyTorch 1.6, of which each part says when it is not as it should be. */
class TorchStreamTest {
	@TempDir
	private Path folder;

	private static void assertRefused(Path file, String part) {
		String message = assertThrows(WeightFileException.class, () -> TorchCheckpoint.open(file).close()).getMessage();
		assertTrue(message.startsWith(file + ": not a complete PyTorch checkpoint: ") && message.contains(part), message);
	}

	/** Regular expressions, over bytes as Latin-1. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = { "l\u00fc\u009cF|m\u00fc\u009cF|expected PyTorch's magic number", "M\u00e9\u0003\\.|M\u00e8\u0003.|"
		+ "expected format version 1001", "M\u00e9\u0003\\.|N.|expected format version 1001",
		"(little_endianq.)\u0088|$1\u0089|description of a little-endian system", "(protocol_versionq.M)\u00e9|$1\u00e8|description of a"
			+ " little-endian system", "short|shirt|description of a little-endian system",
		"\u0006(\0{9}\u0080\\?)|\u0005$1|expected 6 elements in storage 0, found 5", "$|\0|expected its end at byte",
		".{4}$||it ends within storage 2" })
	void aPartThatIsNotAsItShouldBeIsNamed(String part, String instead, String problem) throws IOException {
		Path file = Checkpoints.small(true).writeTo(folder.resolve("a.pth"));
		String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
		String changed = text.replaceFirst("(?s)" + part, instead == null ? "" : instead);
		assertNotEquals(text, changed);
		Files.write(file, changed.getBytes(StandardCharsets.ISO_8859_1));
		assertRefused(file, problem);
	}

	@Test
	void theListOfStoragesIsThatOfTheTensors() throws IOException {
		Checkpoints fewer = Checkpoints.small(true), more = Checkpoints.small(true);
		fewer.storages.remove("2");
		more.storages.put("9", Checkpoints.longs(1));
		for (Checkpoints pickle : new Checkpoints[] { fewer, more })
			assertRefused(pickle.writeTo(folder.resolve("a.pth")), "its list of storages does not fit its tensors");
	}

	@Test
	void theMemoHasNoGap() throws IOException {
		String message = assertThrows(WeightFileException.class, () -> TorchCheckpoint.open(new Checkpoints(true).orderedDict().raw(
			"q\u0009").writeTo(folder.resolve("a.pth")))).getMessage();
		assertTrue(message.endsWith("its memo has a gap"), message);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void nothingIsReadOnceItIsClosed(boolean legacy) throws IOException {
		TensorSource source = TorchCheckpoint.open(Checkpoints.small(legacy).writeTo(folder.resolve("a.pth")));
		assertEquals(2, source.tensor("bn1.bias").size());
		source.close();
		assertThrows(Exception.class, () -> source.tensor("bn1.bias"));
	}
}
