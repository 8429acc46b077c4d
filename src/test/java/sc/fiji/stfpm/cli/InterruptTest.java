package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.testing.JavaProcess;
import sc.fiji.stfpm.testing.Models;

/** The real program, asked to end in the middle of a folder. */
@EnabledOnOs(OS.LINUX)
class InterruptTest {
	private static final int IMAGES = 2000;

	@TempDir
	private Path folder;
	private Path scores;

	@BeforeEach
	void images() throws IOException {
		ModelFile.write(folder.resolve("a.stfpm"), Models.memory(Mode.WHOLE, 64).selfContained(Models.teacher().weights()));
		Path images = Files.createDirectories(folder.resolve("images")), first = images.resolve("0.png");
		assertTrue(ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY), "png", first.toFile()));
		for (int i = 1; i < IMAGES; i++)
			Files.createLink(images.resolve(i + ".png"), first);
		scores = folder.resolve("out/scores.csv");
	}

	@Test
	void terminatedItSaysWhatIsDoneAndEndsWith143() throws IOException, InterruptedException {
		endsInTheMiddle(List.of(), "-TERM", 143);
	}

	@Test
	void interruptedItSaysWhatIsDoneAndEndsWith130() throws IOException, InterruptedException {
		// What is started in the background of a script may have to ignore this signal.
		List<String> env = List.of("env", "--default-signal=INT");
		assumeTrue(new ProcessBuilder("env", "--default-signal=INT", "true").start().waitFor() == 0,
			"env cannot give the signal back its meaning here");
		endsInTheMiddle(env, "-INT", 130);
	}

	private void endsInTheMiddle(List<String> prefix, String signal, int code) throws IOException, InterruptedException {
		Process program = JavaProcess.start(prefix, StfpmCli.class, "detect", "-m", folder.resolve("a.stfpm"), "-o", folder
			.resolve("out"), folder.resolve("images"));
		while (program.isAlive() && (!Files.exists(scores) || Files.readAllLines(scores).size() < 4))
			Thread.sleep(20);
		new ProcessBuilder("kill", signal, String.valueOf(program.pid())).start().waitFor();
		String printed = new String(program.getInputStream().readAllBytes());
		assertTrue(program.waitFor(1, TimeUnit.MINUTES));
		assertEquals(code, program.exitValue(), printed);
		assertTrue(printed.contains("Error: Cancelled") && printed.contains("resuming goes on from there"), printed);
		List<String> rows = Files.readAllLines(scores);
		assertTrue(rows.size() < IMAGES, "It was done before the signal came");
		assertTrue(Files.readString(scores).endsWith("\n"));
		assertFalse(Files.exists(folder.resolve("out/.stfpm.lock")));
	}
}
