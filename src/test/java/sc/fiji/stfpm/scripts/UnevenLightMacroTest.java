package sc.fiji.stfpm.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.testing.imagej.Mode;
import sc.fiji.stfpm.testing.imagej.Outcome;
import sc.fiji.stfpm.testing.imagej.PlainImageJ;

/** The example of uneven light in plain ImageJ, on a display that it needs for its montage. */
@Tag("slow")
class UnevenLightMacroTest {
	@Test
	void correctedAStainAloneIsAnomalous(@TempDir Path folder) throws Exception {
		String script = Path.of("scripts/examples/uneven_light.ijm").toAbsolutePath().toString().replace('\\', '/');
		Outcome outcome = PlainImageJ.run(Mode.GUI, "runMacro('" + script + "', getArgument());\n", folder);
		assertEquals(Outcome.FINISHED, outcome.exitCode(), outcome.log());
		double without = area(outcome.log(), "off"), with = area(outcome.log(), "auto");
		assertTrue(with > 0 && without > 2 * with, outcome.log());
		AnomalyModel model = ModelFile.read(folder.resolve("light-auto.stfpm"));
		assertEquals(24, model.preprocessing().lightRadius());
		assertEquals("0.65 µm; another one: rescale", model.preprocessing().scale().toString());
		assertEquals("training:0.1,99.9", model.preprocessing().intensity().toString());
		assertTrue(Files.size(folder.resolve("uneven-light.png")) > 1000);
	}

	private static double area(String log, String light) {
		String line = log.lines().filter(one -> one.contains("light " + light + ": score")).findFirst().orElseThrow(() -> new AssertionError(log));
		return Double.parseDouble(line.replaceAll(".*anomalous area ", ""));
	}
}
