package sc.fiji.stfpm.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;

import ij.ImagePlus;
import ij.io.FileSaver;
import sc.fiji.stfpm.testing.Models;

/** As a script runs it, without a screen. */
class RunBenchmarkTest {
	private static final Context CONTEXT = new Context();
	@TempDir
	private Path folder;

	@AfterAll
	static void dispose() {
		CONTEXT.dispose();
	}

	private String run(Object... inputs) throws Exception {
		return (String) CONTEXT.service(CommandService.class).run(RunBenchmark.class, true, inputs).get().getOutput("report");
	}

	@Test
	void runsACategoryAndGivesTheTable() throws Exception {
		File set = folder.resolve("waves").toFile(), output = folder.resolve("out").toFile();
		for (String part : List.of("train/good/1", "train/good/2", "test/good/1", "test/hole/1")) {
			Path file = set.toPath().resolve(part + ".png");
			Files.createDirectories(file.getParent());
			new FileSaver(new ImagePlus("", Models.waves(64, 64, part.length()))).saveAsPng(file.toString());
		}
		String report = run("folder", set, "output", output, "seeds", "4, 5", "presets", "memory, fast", "steps", "1", "size", 64, "device", "cpu",
			"teachers", "embedded");
		assertEquals(Files.readString(output.toPath().resolve("summary.md")), report);
		assertTrue(report.contains("| waves |") && report.contains("| 4, 5 |"), report);
		assertTrue(report.contains("| memory |") && report.contains("| fast |"), report);
		assertError("trains no student, so it has no training steps", "folder", set, "output", output, "steps", "1");
		assertError("'size=1000000' is not allowed", "folder", set, "output", output, "size", "1000000");
		assertError("'seeds' has 'x'", "folder", set, "output", output, "seeds", "1, x");
		assertError("'presets' is empty", "folder", set, "output", output, "presets", " , ");
		assertError("Unknown preset 'best'", "folder", set, "output", output, "presets", "best");
	}

	private void assertError(String expected, Object... inputs) {
		Throwable error = assertThrows(ExecutionException.class, () -> run(inputs));
		while (!(error instanceof CommandFailedException))
			error = error.getCause();
		String message = error.getMessage();
		assertTrue(message.contains(expected), message);
	}
}
