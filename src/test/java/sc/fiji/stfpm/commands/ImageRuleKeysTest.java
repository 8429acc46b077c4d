package sc.fiji.stfpm.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

import ij.ImagePlus;
import ij.ImageStack;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.PixelScale;
import sc.fiji.stfpm.testing.Models;

/** The keys for brightness, light and pixel size have their effect. */
class ImageRuleKeysTest {
	private static final Context CONTEXT = new Context();
	@TempDir
	private Path folder;

	@AfterAll
	static void dispose() {
		CONTEXT.dispose();
	}

	private static CommandModule run(Class<? extends AnomalyCommand> command, Object... inputs) throws Exception {
		return CONTEXT.service(CommandService.class).run(command, true, inputs).get();
	}

	/** 16-bit waves at so many micrometres a pixel. */
	private static ImagePlus waves(int planes, double micrometres) {
		ImageStack stack = new ImageStack(112, 96);
		for (int i = 0; i < planes; i++)
			stack.addSlice(Models.waves(112, 96, i).convertToShortProcessor(false));
		ImagePlus image = new ImagePlus("waves", stack);
		image.getCalibration().setUnit("um");
		image.getCalibration().pixelWidth = image.getCalibration().pixelHeight = micrometres;
		return image;
	}

	@Test
	void aTrainingKeepsThemAndADetectionMayChangeOne() throws Exception {
		File file = folder.resolve("waves.stfpm").toFile();
		run(TrainModel.class, "source", "Stack", "image", waves(4, 0.5), "model", file, "teacher", "embedded", "mode", "Tiles", "size", "64",
			"intensity", "image:1,99", "light", "20", "pixelScale", "Refuse", "device", "cpu", "plot", false);
		AnomalyModel trained = ModelFile.read(file.toPath());
		assertEquals("image:1,99", trained.preprocessing().intensity().toString());
		assertEquals(20, trained.preprocessing().lightRadius());
		assertEquals(PixelScale.Rule.REFUSE, trained.preprocessing().scale().rule());
		Object[] inputs = { "image", waves(1, 1), "model", file, "show", "Tables only", "device", "cpu", "pixelScale", "Model" };
		Exception refused = assertThrows(ExecutionException.class, () -> run(DetectAnomalies.class, inputs));
		assertTrue(refused.getCause().getCause().getMessage().contains("refuses others"), refused.toString());
		inputs[9] = "Ignore";
		double ignored = (Double) run(DetectAnomalies.class, inputs).getOutput("score");
		inputs[9] = "Rescale";
		assertTrue(ignored != (Double) run(DetectAnomalies.class, inputs).getOutput("score"));
		inputs[9] = "Shrink";
		assertThrows(ExecutionException.class, () -> run(DetectAnomalies.class, inputs));
	}
}
