package sc.fiji.stfpm.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.prefs.PrefService;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;
import sc.fiji.stfpm.commands.CommandFailedException;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.testing.Models;

/** Runs as macros and scripts do where there is no screen. */
class CommandBridgeTest {
	private final ImagePlus cells = IJ.createImage("My cells", "8-bit", 4, 4, 1);
	private final ImagePlus blobs = IJ.createImage("blobs.gif", "8-bit", 4, 4, 1);

	/** Nothing of these runs goes to the user's own. */
	@BeforeAll
	static void keepPreferencesApart(@TempDir File folder) {
		System.setProperty("java.util.prefs.userRoot", folder.getPath());
	}

	@AfterAll
	static void forgetInputs() {
		SciJavaContext.get().service(PrefService.class).clear(EchoCommand.class);
	}

	@BeforeEach
	void openImages() {
		Interpreter.batchMode = true;
		Interpreter.addBatchModeImage(cells);
		Interpreter.addBatchModeImage(blobs);
		EchoCommand.last = null;
	}

	@AfterEach
	void closeImages() {
		Interpreter.removeBatchModeImage(cells);
		Interpreter.removeBatchModeImage(blobs);
		Interpreter.batchMode = false;
	}

	@Test
	void fillsEveryInputFromOptions() {
		EchoCommand run = echo("image=[My cells] modelfile=[/my models/a.stfpm] outputfolder=/out saveas='/b c' name=[x [y] z]"
			+ " device=GPU heldout=false FORCE steps=10 seed=-7 threshold=1e-3");
		assertSame(cells, run.image);
		assertEquals(new File("/my models/a.stfpm"), run.modelFile);
		assertEquals(new File("/out"), run.outputFolder);
		assertEquals(new File("/b c"), run.saveAs);
		assertEquals("x [y] z", run.name);
		assertEquals("GPU", run.device);
		assertFalse(run.heldOut);
		assertTrue(run.force);
		assertEquals(10, run.steps);
		assertEquals(-7, run.seed);
		assertEquals(1e-3, run.threshold);
		assertEquals("done", run.report);
	}

	@Test
	void leavesAbsentInputsAtTheirDefaults() {
		echo("modelfile=/remembered.stfpm steps=7");
		EchoCommand run = echo("seed=1");
		assertEquals(new File(""), run.modelFile);
		assertEquals(2000, run.steps);
		assertEquals("plain", run.name);
		assertTrue(run.heldOut);
		assertEquals(0.123456789, run.threshold);
	}

	@Test
	void runsWithDefaultsWhereNobodyCanAnswer() {
		EchoCommand run = echo(null);
		assertEquals(new File(""), run.modelFile);
		assertEquals("Run$_test", run.thread.getName());
	}

	@Test
	void takesTheActiveImage() {
		assertSame(blobs, echo("steps=1").image);
	}

	@Test
	void findsAnImageByIdentifier() {
		assertSame(cells, echo("image=" + cells.getID()).image);
	}

	/** Later functions of a macro work on it. */
	@Test
	void inBatchModeAResultIsTheCurrentImage(@TempDir File folder) throws IOException {
		File model = new File(folder, "a.stfpm");
		ModelFile.write(model.toPath(), Models.model(Preprocessing.Mode.WHOLE, 64).selfContained(Models.teacher().weights()));
		Thread thread = Thread.currentThread();
		String name = thread.getName();
		thread.setName("Run$_test");
		Macro.setOptions(thread, "image=[My cells] show=Map model=[" + model + "]");
		try {
			new CommandBridge().run("DetectAnomalies");
			assertEquals("Anomaly map of My cells", WindowManager.getCurrentImage().getTitle());
		}
		finally {
			Macro.setOptions(thread, null);
			thread.setName(name);
			WindowManager.setTempCurrentImage(null);
		}
	}

	@Test
	void namesTheOpenImages() {
		assertEquals("Echo Inputs...: 'image=nuclei': there is no such image open; open are: My cells, blobs.gif",
			failure("EchoCommand", "image=nuclei"));
	}

	@Test
	void ofTwoImagesOfOneTitleNoneIsTaken() {
		ImagePlus other = IJ.createImage("My cells", "8-bit", 4, 4, 1);
		Interpreter.addBatchModeImage(other);
		try {
			String message = failure("EchoCommand", "image=[My cells]");
			assertTrue(message.contains("2 open images have this title"), message);
			assertSame(other, echo("image=" + other.getID()).image);
		}
		finally {
			Interpreter.removeBatchModeImage(other);
		}
	}

	@Test
	void saysHowToGetAnImage() {
		closeImages();
		String message = failure("EchoCommand", "steps=1");
		assertTrue(message.startsWith("Echo Inputs...: There is no image open"), message);
		assertTrue(message.contains("File > Open Samples > Woven Fabric (Anomaly Detection)"), message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"step=1 | 'step' is not known; options are: image, modelfile, outputfolder, saveas, name, device, heldout, force, steps, seed, threshold",
		"steps=abc | 'steps=abc' is not allowed; steps is a whole number from 1 to 100000",
		"steps=1.5 | 'steps=1.5' is not allowed; steps is a whole number from 1 to 100000",
		"steps=99999999999 | 'steps=99999999999' is not allowed; steps is a whole number from 1 to 100000",
		"seed | 'seed=true' is not allowed; seed is a whole number",
		"threshold= | 'threshold=' is not allowed; threshold is a number from 0",
		"heldout=yes | 'heldout=yes' is not allowed; heldout is true or false",
		"name=[a b | the value of 'name' is not closed", })
	void explainsWhatIsWrong(String options, String explanation) {
		String message = failure("EchoCommand", options);
		assertTrue(message.startsWith("Echo Inputs...: ") && message.contains(explanation), message);
		assertNull(EchoCommand.last);
	}

	@Test
	void runsWhatAsksForNothing() {
		int before = PlainCommand.runs;
		assertNull(MacroThread.run("PlainCommand", null));
		assertEquals(before + 1, PlainCommand.runs);
		assertTrue(failure("PlainCommand", "x=1").contains("there are no options"));
	}

	@Test
	void reportsFailure() {
		assertEquals("Fail: 'model' is missing", failure("FailingCommand", "how=throw"));
	}

	@Test
	void cancellingStopsTheScript() {
		assertEquals("Fail was cancelled", failure("FailingCommand", "how=cancel"));
	}

	@Test
	void logsTheStackTraceOfBugsOnly() {
		assertTrue(log("how=bug").contains("at " + FailingCommand.class.getName() + ".run"));
		assertEquals("Fail: 'model' is missing", log("how=throw").strip());
		assertTrue(failure("FailingCommand", "how=bug").contains("a bug"));
	}

	@Test
	void throwsWhatJavaCodeCanCatch() {
		CommandBridge bridge = new CommandBridge();
		assertEquals("Fail: 'model' is missing", assertThrows(CommandFailedException.class, () -> bridge.run("FailingCommand"))
			.getMessage());
		assertThrows(RuntimeException.class, () -> bridge.run("NoSuchCommand"));
	}

	@Test
	void startsSciJavaOnce() {
		assertNotNull(SciJavaContext.get());
		assertSame(SciJavaContext.get(), SciJavaContext.get());
	}

	private static EchoCommand echo(String options) {
		EchoCommand.last = null;
		assertNull(MacroThread.run("EchoCommand", options));
		return EchoCommand.last;
	}

	/** What a script without a window gets. */
	private static String failure(String command, String options) {
		Throwable thrown = MacroThread.run(command, options);
		return assertInstanceOf(CommandFailedException.class, MacroThread.seenByScript(thrown)).getMessage();
	}

	private static String log(String options) {
		PrintStream out = System.out;
		ByteArrayOutputStream log = new ByteArrayOutputStream();
		System.setOut(new PrintStream(log, true));
		try {
			MacroThread.run("FailingCommand", options);
		}
		finally {
			System.setOut(out);
		}
		return log.toString();
	}
}
