package sc.fiji.stfpm.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.stfpm.testing.imagej.Mode;
import sc.fiji.stfpm.testing.imagej.Outcome;
import sc.fiji.stfpm.testing.imagej.PlainImageJ;

/** What the tests of the commands build on: that ImageJ runs a macro in every mode, and how it tells of a failure. */
@Tag("slow")
class PlainImageJTest {
	@TempDir
	Path output;

	@ParameterizedTest
	@EnumSource
	void aMacroMeasuresAndSaves(Mode mode) throws Exception {
		Outcome outcome = PlainImageJ.run(mode, """
			newImage("ramp", "8-bit ramp", 256, 64, 1);
			run("Set Measurements...", "mean redirect=None decimal=3");
			run("Measure");
			saveAs("Results", getArgument() + "/results.csv");
			saveAs("Tiff", getArgument() + "/ramp.tif");
			print("mean " + getResult("Mean", 0));
			""", output);

		assertEquals(Outcome.FINISHED, outcome.exitCode(), outcome.log());
		assertTrue(outcome.log().contains("mean 127.5"), outcome.log());
		assertTrue(Files.readString(output.resolve("results.csv")).contains("127.5"));
		assertTrue(Files.size(output.resolve("ramp.tif")) > 256 * 64);
	}

	@ParameterizedTest
	@EnumSource
	void aMacroThatStopsIsNotFinished(Mode mode) throws Exception {
		Outcome outcome = PlainImageJ.run(mode, "print('before');\nrun('No Such Command');\nprint('after');\n", output);

		assertTrue(outcome.exitCode() != Outcome.FINISHED, outcome.log());
		assertTrue(outcome.log().contains("No Such Command"), outcome.log());
	}

	@Test
	void aMacroThatHangsIsEnded() throws Exception {
		Outcome outcome = PlainImageJ.run(Mode.GUI, "wait(100000);\n", output, Duration.ofSeconds(4));

		assertEquals(Outcome.TIMEOUT, outcome.exitCode(), outcome.log());
		assertTrue(outcome.log().contains("ij.macro.Functions"), outcome.log());
	}
}
