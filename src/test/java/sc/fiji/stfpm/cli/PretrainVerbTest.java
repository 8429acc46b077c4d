package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.teacher.Teacher;

class PretrainVerbTest {
	@TempDir
	Path folder;
	private final Console console = new Console();

	@Test
	void makesATeacherThatTrainingCanName() throws IOException {
		Path file = folder.resolve("made.safetensors");
		assertEquals(0, console.run("pretrain", "-o", file.toString(), "--imitate", "embedded", "--steps", "3", "--batch", "2", "--side",
			"64", "--device", "cpu"));
		console.assertPrinted("distilled from embedded ResNet-18");
		assertEquals("made", Teacher.open(file).name());
		assertFalse(Files.exists(folder.resolve("made.safetensors.checkpoint")), "the state is gone once the file is there");
		byte[] before = Files.readAllBytes(file);
		assertEquals(1, console.run("pretrain", "-o", file.toString(), "--task", "nothing"));
		console.assertPrinted("--force");
		assertArrayEquals(before, Files.readAllBytes(file));
	}

	@Test
	void wrongUsageSaysWhatIsMissing() {
		String file = folder.resolve("made.safetensors").toString();
		assertEquals(2, console.run("pretrain", "-o", file));
		console.assertPrinted("needs a teacher to imitate");
		assertEquals(2, console.run("pretrain", "-o", file, "--task", "guess"));
		console.assertPrinted("expected one of [distil, classify, nothing]");
		assertEquals(2, console.run("pretrain", "-o", file, "--task", "nothing", "--side", "100"));
		console.assertPrinted("multiple of 16");
	}
}
