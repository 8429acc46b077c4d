package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.weights.Teacher;

class PretrainVerbTest {
	@TempDir
	Path folder;
	private final StringWriter printed = new StringWriter();

	private int run(String... args) {
		printed.getBuffer().setLength(0);
		PrintWriter writer = new PrintWriter(printed, true);
		return StfpmCli.run(args, writer, writer);
	}

	private void assertPrinted(String text) {
		assertTrue(printed.toString().contains(text), () -> "expected '" + text + "' in: " + printed);
	}

	@Test
	void makesATeacherThatTrainingCanName() throws IOException {
		Path file = folder.resolve("made.safetensors");
		assertEquals(0, run("pretrain", "-o", file.toString(), "--imitate", "embedded", "--steps", "3", "--batch", "2", "--side",
			"64", "--device", "cpu"));
		assertPrinted("distilled from embedded ResNet-18");
		assertEquals("made", Teacher.open(file).name());
		assertFalse(Files.exists(folder.resolve("made.safetensors.checkpoint")), "the state is gone once the file is there");
		byte[] before = Files.readAllBytes(file);
		assertEquals(1, run("pretrain", "-o", file.toString(), "--task", "nothing"));
		assertPrinted("--force");
		assertArrayEquals(before, Files.readAllBytes(file));
	}

	@Test
	void wrongUsageSaysWhatIsMissing() {
		String file = folder.resolve("made.safetensors").toString();
		assertEquals(2, run("pretrain", "-o", file));
		assertPrinted("needs a teacher to imitate");
		assertEquals(2, run("pretrain", "-o", file, "--task", "guess"));
		assertPrinted("expected one of [distil, classify, nothing]");
		assertEquals(2, run("pretrain", "-o", file, "--task", "nothing", "--side", "100"));
		assertPrinted("multiple of 16");
	}
}
