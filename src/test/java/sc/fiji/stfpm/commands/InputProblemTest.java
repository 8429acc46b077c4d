package sc.fiji.stfpm.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.ImagePlus;
import ij.io.FileSaver;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.ui.OwnPlot;

/** What dialogs say before they close, beside which field. */
class InputProblemTest {
	private static final Context CONTEXT = new Context(CommandService.class);
	@TempDir
	private Path folder;

	@AfterAll
	static void dispose() {
		CONTEXT.dispose();
	}

	private static InputProblem problem(Class<? extends AnomalyCommand> command, Object... inputs) {
		Module module = CONTEXT.service(ModuleService.class).createModule(CONTEXT.service(CommandService.class).getCommand(command));
		for (int i = 0; i < inputs.length; i += 2)
			module.setInput((String) inputs[i], inputs[i + 1]);
		AnomalyCommand made = (AnomalyCommand) module.getDelegateObject();
		InputProblem problem = assertThrows(InputProblem.class, () -> {
			made.check();
			made.checkFiles();
		});
		assertFalse(problem.plain().contains("=") || problem.plain().contains("'" + problem.key() + "'"), "a key in " + problem.plain());
		return problem;
	}

	private static void assertProblem(String key, String plain, Class<? extends AnomalyCommand> command, Object... inputs) {
		InputProblem problem = problem(command, inputs);
		assertEquals(key, problem.key());
		assertTrue(problem.plain().contains(plain), () -> "expected '" + plain + "' in: " + problem.plain());
	}

	@Test
	void everyFieldKnowsWhatIsWrongWithIt() throws IOException {
		File model = folder.resolve("new.stfpm").toFile(), nothing = folder.resolve("nothing").toFile(), text = folder.resolve("a.txt").toFile();
		Files.writeString(text.toPath(), "no model");
		assertProblem("model", "Missing: the model file to write", TrainModel.class);
		assertProblem("size", "auto or a whole number from 64", TrainModel.class, "size", "32");
		assertProblem("size", "multiple of 16", TrainModel.class, "size", "100");
		assertProblem("channels", "", TrainModel.class, "channels", "red");
		assertProblem("heldout", "a number between 0 and 1", TrainModel.class, "preset", "fast", "heldOut", "2");
		assertProblem("folder", "Missing", TrainModel.class, "model", model);
		assertProblem("folder", "no such folder", TrainModel.class, "model", model, "folder", nothing);
		assertProblem("folder", "no images found", TrainModel.class, "model", model, "folder", folder.toFile());
		assertProblem("source", "no image open", TrainModel.class, "model", model, "source", "Stack");
		assertProblem("source", "no ROIs", TrainModel.class, "model", model, "source", "ROIs", "image", new ImagePlus("a", Models.waves(80, 80,
			1)));
		assertProblem("model", "Missing", DetectInFolder.class, "folder", withImage(), "output", nothing);
		assertProblem("folder", "No image to judge", DetectInFolder.class, "folder", folder.toFile(), "output", nothing);
		assertProblem("output", "a file", DetectInFolder.class, "folder", withImage(), "output", text, "model", model());
		assertProblem("model", "", DetectAnomalies.class, "model", text);
		assertProblem("model", "Missing: a model file", ExportModel.class);
		assertProblem("output", "Missing: the ONNX file to write", ExportModel.class, "model", text);
		assertProblem("model", "", ExportModel.class, "model", text, "output", nothing);
		assertProblem("value", "a positive number", SetThreshold.class, "rule", "By hand", "model", text);
		assertProblem("labelled", "Missing", SetThreshold.class, "rule", "Best F1 on labelled images", "model", text);
		assertProblem("rule", "Nothing was marked", SetThreshold.class, "rule", "Best F1 on marked parts", "model", model());
		assertProblem("agree", "tick this", DownloadTeacher.class);
		assertProblem("agree", "tick this", GpuSupport.class);
		assertProblem("file", "no such file", GpuSupport.class, "file", nothing);
		assertProblem("checkpoint", "no such file", ImportModel.class, "checkpoint", nothing, "model", model);
		assertProblem("folder", "Missing", RunBenchmark.class);
		assertProblem("seeds", "whole numbers", RunBenchmark.class, "folder", folder.toFile(), "output", nothing, "seeds", "one");
	}

	private File model() throws IOException {
		Path file = folder.resolve("model.stfpm");
		ModelFile.write(file, Models.model(Mode.WHOLE, 64));
		return file.toFile();
	}

	private File withImage() throws IOException {
		Path images = Files.createDirectories(folder.resolve("images"));
		new FileSaver(new ImagePlus("a", Models.waves(80, 80, 1))).saveAsPng(images.resolve("a.png").toString());
		return images.toFile();
	}

	/** A macro names replace=true; a user says yes. */
	@Test
	void anExistingFileIsAskedAbout() throws IOException {
		InputProblem problem = problem(TrainModel.class, "model", model());
		assertTrue(problem.getMessage().contains("replace=true"), problem.getMessage());
		assertEquals(new InputProblem.Remedy("model.stfpm exists already. Replace it?", "replace"), problem.remedy().orElseThrow());
		assertTrue(problem(TrainModel.class, "size", "1").remedy().isEmpty());
	}

	@Test
	void aPlotOfOursIsNeverJudged() {
		ImagePlus plot = OwnPlot.mark(new ImagePlus("Training loss of a", Models.waves(80, 80, 1)));
		for (Class<? extends AnomalyCommand> command : List.of(DetectAnomalies.class, AcceptAsNormal.class, MarkAsAnomalous.class))
			assertProblem("image", "is a plot that this plugin made", command, "image", plot, "model", folder.resolve("a").toFile());
		assertProblem("source", "is a plot that this plugin made", TrainModel.class, "image", plot, "source", "Stack", "model", folder
			.resolve("a").toFile());
	}
}
