package sc.fiji.stfpm.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

/** Tests run with no display; where there is one, a second Java builds the dialog. */
class InputDialogTest {
	@Test
	void asksForEveryInput() throws IOException, InterruptedException {
		assumeTrue(System.getenv("DISPLAY") != null, "no display");
		assertEquals(List.of(
			"offered {modelfile=, outputfolder=, saveas=, name=plain, device=Automatic, heldout=true, force=false, steps=2000,"
				+ " seed=42, threshold=0.123456789}",
			"filled {modelfile=/my models/a.stfpm, outputfolder=/out/, saveas=, name=plain, device=Automatic, heldout=false,"
				+ " force=false, steps=2000, seed=42, threshold=0.5}",
			"ten false", "10 true"), probe());
	}

	private static List<String> probe() throws IOException, InterruptedException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		Process process = new ProcessBuilder(java, "-cp", classes, DialogProbe.class.getName()).redirectError(
			ProcessBuilder.Redirect.INHERIT).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertEquals(0, process.waitFor(), output);
		return output.lines().toList();
	}
}
