package sc.fiji.stfpm.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.stfpm.testing.imagej.Mode;
import sc.fiji.stfpm.testing.imagej.Outcome;
import sc.fiji.stfpm.testing.imagej.PlainImageJ;

/** The example of separate channels in plain ImageJ: its images, its model, and what the tables say. */
@Tag("slow")
class TwoChannelsMacroTest {
	@ParameterizedTest
	@EnumSource(value = Mode.class, names = { "GUI", "HEADLESS" })
	void eachAnomalyIsFoundInItsChannel(Mode mode, @TempDir Path folder) throws Exception {
		String script = Path.of("scripts/examples/two_channels.ijm").toAbsolutePath().toString().replace('\\', '/');
		Outcome outcome = PlainImageJ.run(mode, "runMacro('" + script + "', getArgument());\n", folder);
		assertEquals(Outcome.FINISHED, outcome.exitCode(), outcome.log());
		assertTrue(outcome.log().contains("hole.tif: anomalous in DAPI, "), outcome.log());
		assertTrue(outcome.log().contains("stripes.tif: anomalous in GFP, "), outcome.log());
		List<String> rows = Files.readAllLines(folder.resolve("scores.csv"));
		assertEquals(3, rows.size(), rows.toString());
		assertTrue(rows.get(0).contains("Anomalous channels,Score C1,Score C2"), rows.get(0));
	}
}
