package sc.fiji.stfpm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.stfpm.cli.StfpmCli;
import sc.fiji.stfpm.commands.RunBenchmark;
import sc.fiji.stfpm.commands.TrainModel;
import sc.fiji.stfpm.train.Preset;
import sc.fiji.stfpm.train.TrainingOptions;

/** The same without a seed, however it is asked for; 0 is that of the published numbers. */
class SeedTest {
	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "train | --seed | 0", "pretrain | --seed | 0", "benchmark | --seeds | 0,1,2" })
	void onTheCommandLine(String verb, String option, String expected) {
		StringWriter help = new StringWriter();
		assertEquals(0, StfpmCli.run(new String[] { verb, "--help" }, new PrintWriter(help), new PrintWriter(help)));
		assertTrue(help.toString().matches("(?s).*" + option + "=\\S*\\s[^-]*Default: " + expected + "\\..*"), help.toString());
	}

	@Test
	void inMenusAndMacros() throws ReflectiveOperationException {
		assertEquals(0, field(new TrainModel(), "seed"));
		assertEquals("0,1,2", field(new RunBenchmark(), "seeds"));
	}

	private static Object field(Object command, String name) throws ReflectiveOperationException {
		Field field = command.getClass().getDeclaredField(name);
		field.setAccessible(true);
		return field.get(command);
	}

	@Test
	void inScripts() {
		assertEquals(0, TrainingOptions.preset(Preset.MEMORY).build().seed());
		assertEquals(0, TrainingOptions.preset(Preset.FAST).build().seed());
	}
}
