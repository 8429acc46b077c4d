package sc.fiji.stfpm.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.testing.Models;

/** Every key of a command has its effect. */
class KeysTest {
	private static final Context CONTEXT = new Context();
	@TempDir
	private static Path folder;
	private static File model;

	@BeforeAll
	static void writeModel() throws IOException {
		model = folder.resolve("untrained.stfpm").toFile();
		ModelFile.write(model.toPath(), Models.model(Mode.WHOLE, 64).selfContained(Models.teacher().weights()));
	}

	@AfterAll
	static void dispose() {
		CONTEXT.dispose();
	}

	private static CommandModule run(Class<? extends AnomalyCommand> command, Object... inputs) throws Exception {
		return CONTEXT.service(CommandService.class).run(command, true, inputs).get();
	}

	private static ImagePlus waves(int seed) {
		return new ImagePlus("waves", Models.waves(112, 96, seed));
	}

	@Test
	void everyKeyOfATrainingCounts() throws Exception {
		ImageStack colour = new ImageStack(112, 96);
		for (int i = 0; i < 6; i++)
			colour.addSlice(Models.waves(112, 96, i).convertToColorProcessor());
		File file = folder.resolve("trained.stfpm").toFile();
		run(TrainModel.class, "source", "Stack", "image", new ImagePlus("colour", colour), "model", file, "teacher", "embedded",
			"preset", "official", "mode", "Tiles", "size", "64", "steps", "2", "heldOut", "0.5", "falseAlarms", "0.5", "channels",
			"3,2,1", "seed", 7, "device", "cpu", "selfContained", true, "plot", false);
		AnomalyModel trained = ModelFile.read(file.toPath());
		assertEquals("official", trained.record().preset());
		assertEquals(Mode.TILES, trained.preprocessing().mode());
		assertEquals(64, trained.preprocessing().size());
		assertEquals(2, Models.student(trained).course().steps());
		assertEquals(3, trained.record().heldOutImages());
		assertEquals(trained.calibration().scores().get(1), trained.calibration().threshold());
		assertEquals(ChannelMapping.of(3, 2, 1), trained.preprocessing().channels());
		assertEquals(7, trained.record().seed());
		assertTrue(trained.ownTeacher().isPresent());
	}

	@Test
	void theKeysOfAMemorysTrainingCount() throws Exception {
		File file = folder.resolve("patches.stfpm").toFile();
		run(TrainModel.class, "source", "Stack", "image", new ImagePlus("one", Models.waves(330, 264, 3)), "model", file, "teacher", "embedded",
			"mode", "Tiles", "patches", "64,12", "augment", "flips", "device", "cpu", "plot", false);
		AnomalyModel trained = ModelFile.read(file.toPath());
		assertTrue(trained.calibration().patches().drawn() && trained.calibration().count() <= 12, trained.calibration().toString());
		assertTrue(trained.record().options().contains("augment=flips"), trained.record().options());
		assertEquals(1, trained.record().trainingImages());
	}

	private static double score(ImagePlus image, String selection) throws Exception {
		return (Double) run(DetectAnomalies.class, "image", image, "model", model, "selection", selection, "show", "Tables only")
			.getOutput("score");
	}

	@Test
	void aSelectionCountsWhereItIsNotIgnored() throws Exception {
		ImagePlus image = waves(3);
		double whole = score(image, "Within");
		image.setRoi(new Roi(2, 2, 3, 3));
		assertEquals(whole, score(image, "Ignore"));
		assertTrue(score(image, "Within") < whole);
	}

	@Test
	void ignoredPixelsCountForNothingAndAStackHasAPlotWhereAsked() throws Exception {
		ImageStack stack = new ImageStack(waves(3).getWidth(), waves(3).getHeight());
		for (int i = 1; i <= 3; i++)
			stack.addSlice(waves(i).getProcessor());
		ImagePlus image = new ImagePlus("stack", stack);
		Roi roi = new Roi(2, 2, 3, 3);
		image.setOverlay(new Overlay(roi));
		var all = run(DetectAnomalies.class, "image", image, "model", model, "planes", "All", "show", "Tables only");
		assertNull(all.getOutput("coursePlot"));
		var some = run(DetectAnomalies.class, "image", image, "model", model, "planes", "All", "show", "Map", "ignore", "outside overlay", "plot",
			true);
		assertTrue((Double) some.getOutput("score") < (Double) all.getOutput("score"));
		assertEquals("Scores of stack", ((ImagePlus) some.getOutput("coursePlot")).getTitle());
		assertEquals(3, ((ImagePlus) some.getOutput("result")).getStackSize());
		File file = folder.resolve("ignored.stfpm").toFile();
		roi.setPosition(2);
		Throwable problem = assertThrows(Exception.class, () -> run(TrainModel.class, "source", "Stack", "image", image, "model", file, "teacher",
			"embedded", "device", "cpu", "plot", false, "ignore", "outside overlay"));
		while (problem.getCause() != null)
			problem = problem.getCause();
		assertTrue(problem.getMessage().contains("found 1."), problem.getMessage());
	}

	@Test
	void aResultIsShownInTheFormThatWasAskedFor() throws Exception {
		ImagePlus mask = (ImagePlus) run(DetectAnomalies.class, "image", waves(3), "model", model, "show", "Mask").getOutput(
			"result");
		assertEquals(8, mask.getBitDepth());
	}

	@Test
	void foldersBelowAreJudgedWhereAskedAndWhatIsDoneIsLeftOut() throws Exception {
		Path images = Files.createDirectories(folder.resolve("images/below")).getParent();
		assertTrue(new FileSaver(waves(1)).saveAsPng(images.resolve("a.png").toString()));
		assertTrue(new FileSaver(waves(2)).saveAsPng(images.resolve("below/b.png").toString()));
		Object[] inputs = { "folder", images.toFile(), "model", model, "output", folder.resolve("results").toFile(), "recursive",
			false, "resume", false };
		assertEquals(1, run(DetectInFolder.class, inputs).getOutput("judged"));
		inputs[7] = true;
		assertEquals(2, run(DetectInFolder.class, inputs).getOutput("judged"));
		inputs[9] = true;
		assertEquals(0, run(DetectInFolder.class, inputs).getOutput("judged"));
	}
}
