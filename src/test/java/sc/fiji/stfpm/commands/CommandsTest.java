package sc.fiji.stfpm.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

import ij.ImagePlus;
import ij.ImageStack;
import ij.Prefs;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;

import sc.fiji.stfpm.dataset.Fingerprint;
import sc.fiji.stfpm.image.ImagePlusImg;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.testing.TeacherFolder;
import sc.fiji.stfpm.torch.AnomalibFiles;
import sc.fiji.stfpm.ui.RegionTable;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

/** The commands as a script runs them, without a screen, on small images. */
class CommandsTest {
	private static final Context CONTEXT = new Context();
	@TempDir
	private static Path folder;
	private static File model;

	@AfterAll
	static void dispose() {
		CONTEXT.dispose();
	}

	@BeforeAll
	static void train() throws Exception {
		model = folder.resolve("texture.stfpm").toFile();
		CommandModule trained = run(TrainModel.class, "source", "Stack", "image", textures(6), "model", model, "preset", "fast",
			"steps", "4", "size", 64, "seed", 3, "teacher", "embedded");
		ImagePlus plot = (ImagePlus) trained.getOutput("trainingPlot");
		assertNotNull(plot, "without a screen the plot is an output");
		assertEquals(4, Models.student(ModelFile.read(model.toPath())).course().steps());
	}

	private static ImagePlus textures(int count) {
		ImageStack stack = new ImageStack(80, 72);
		for (int i = 0; i < count; i++) {
			byte[] pixels = new byte[80 * 72];
			for (int p = 0; p < pixels.length; p++)
				pixels[p] = (byte) (128 + 50 * Math.sin(p % 80 * 0.4 + i) * Math.cos(p / 80 * 0.3));
			stack.addSlice("texture " + i, new ByteProcessor(80, 72, pixels));
		}
		return new ImagePlus("textures", stack);
	}

	private static CommandModule run(Class<? extends AnomalyCommand> command, Object... inputs) throws Exception {
		return CONTEXT.service(CommandService.class).run(command, true, inputs).get();
	}

	@Test
	void detectionFillsTheTablesAndReturnsTheMap() throws Exception {
		ResultsTable.getResultsTable().reset();
		RegionTable.clear();
		ImagePlus image = textures(3);
		image.setSlice(2);
		CommandModule done = run(DetectAnomalies.class, "image", image, "model", model, "planes", "all");
		ImagePlus map = (ImagePlus) done.getOutput("result");
		assertEquals("Anomaly map of textures", map.getTitle());
		assertEquals(3, map.getNSlices());
		assertEquals(32, map.getBitDepth());
		AnomalyModel trained = ModelFile.read(model.toPath());
		assertEquals(trained.calibration().displayUpper(), map.getDisplayRangeMax(), 1e-9);
		ResultsTable table = ResultsTable.getResultsTable();
		assertEquals(3, table.size());
		assertEquals("textures", table.getStringValue("Image", 0));
		assertEquals(2, table.getValue("Slice", 1));
		assertEquals("cpu", table.getStringValue("Device", 0));
		double highest = 0;
		for (int i = 0; i < 3; i++)
			highest = Math.max(highest, table.getValue("Score", i));
		assertEquals((Double) done.getOutput("score"), highest, 1e-12);
	}

	@Test
	void trainsOnTheRoisOfAnImage() throws Exception {
		ImagePlus image = new ImagePlus("large", textures(1).getProcessor().resize(400, 300));
		File fromRois = new File(folder.toFile(), "rois.stfpm");
		assertError("There are no ROIs", TrainModel.class, "source", "ROIs", "image", image, "model", fromRois);
		Overlay rois = new Overlay(new Roi(0, 0, 90, 80));
		rois.add(new Roi(100, 20, 70, 90));
		rois.add(new OvalRoi(200, 200, 100, 100));
		image.setOverlay(rois);
		run(TrainModel.class, "source", "rois", "image", image, "model", fromRois, "size", 64, "plot", false,
			"teacher", "embedded");
		var record = ModelFile.read(fromRois.toPath()).record();
		assertEquals(3, record.trainingImages() + record.heldOutImages());
	}

	@Test
	void theDialogShowsTheTeacherThatIsTheDefaultNow() throws Exception {
		Path known = Files.createDirectories(folder.resolve("teachers")).resolve("resnet18-imagenet.pth");
		try (TeacherFolder teachers = new TeacherFolder(known.getParent())) {
			assertShownTeacher("embedded");
			Files.writeString(known, "damaged");
			assertShownTeacher("resnet18-imagenet");
			Module given = CONTEXT.service(CommandService.class).getCommand(TrainModel.class).createModule();
			given.setInput("teacher", "mine");
			given.initialize();
			assertEquals("mine", given.getInput("teacher"));
			File file = folder.resolve("default.stfpm").toFile();
			assertError("it has changed since it was made", TrainModel.class, "source", "Stack", "image", textures(2), "model",
				file);
			assertFalse(file.exists());
		}
	}

	private static void assertShownTeacher(String expected) throws Exception {
		for (var command : Map.of(TrainModel.class, "teacher", RunBenchmark.class, "teachers").entrySet()) {
			Module dialog = CONTEXT.service(CommandService.class).getCommand(command.getKey()).createModule();
			dialog.initialize();
			assertEquals(expected, dialog.getInput(command.getValue()));
		}
	}

	@Test
	void aTrainedModelIsNotReplacedUnasked() {
		Exception error = assertThrows(ExecutionException.class, () -> run(TrainModel.class, "source", "Stack", "image",
			textures(6), "model", model));
		assertTrue(message(error).contains("exists already") && message(error).contains("replace=true"), message(error));
	}

	@Test
	void wrongValuesNameTheKeyTheValueAndWhatIsAllowed() {
		assertError("'show=Fancy' is not allowed; show is one of: Map and overlay, Map,", DetectAnomalies.class, "image",
			textures(1), "model", model, "show", "Fancy");
		assertError("'planes=2' is not allowed; planes is one of: Current, All", DetectAnomalies.class, "image", textures(1),
			"model", model, "planes", "2");
		assertError("Unknown device 'nonsense'; allowed are auto, cpu", DetectAnomalies.class, "image", textures(1), "model",
			model, "device", "nonsense");
		assertError("'model' is missing", DetectAnomalies.class, "image", textures(1));
		assertError("no such model file", DetectAnomalies.class, "image", textures(1), "model", new File("nowhere.stfpm"));
		assertError("'heldout=0' is not allowed; heldout is auto or a number between 0 and 1", TrainModel.class, "preset", "fast",
			"heldOut", "0");
		assertError("trains no student, so it has no held-out images", TrainModel.class, "heldOut", "0.2");
		assertError("'size=32' is not allowed; size is auto or a whole number from 64", TrainModel.class, "size", "32");
		assertError("'steps=abc' is not allowed; steps is auto or a whole number from 1", TrainModel.class, "steps", "abc");
		assertError("Unknown preset 'slow'; allowed are memory, thorough, fast, official", TrainModel.class, "preset", "slow");
		assertError("There is no teacher 'nobody'; there are embedded", TrainModel.class, "teacher", "nobody", "model",
			new File(folder.toFile(), "x.stfpm"));
		assertError("'rule=Guess' is not allowed; rule is one of: False-alarm rate, Best F1 on labelled images,",
			SetThreshold.class, "rule", "Guess", "model", model);
		assertError("'rate=0' is not allowed; rate is a number from 0.001 to 0.9", SetThreshold.class, "rate", 0.0, "model",
			model);
		assertError("'value=high' is not allowed; value is a positive number", SetThreshold.class, "rule", "By hand", "value",
			"high", "model", model);
		assertError("'labelled' is missing", SetThreshold.class, "rule", "Recall on labelled images", "model", model);
		assertError("'model' is missing", SetThreshold.class);
		assertError("'source=Cloud' is not allowed; source is one of: Folder, Stack, ROIs", TrainModel.class, "source",
			"Cloud", "model", new File(folder.toFile(), "x.stfpm"));
	}

	private static void assertError(String expected, Class<? extends AnomalyCommand> command, Object... inputs) {
		Exception error = assertThrows(ExecutionException.class, () -> run(command, inputs));
		assertTrue(message(error).contains(expected), () -> "expected '" + expected + "' in: " + message(error));
	}

	private static String message(Throwable error) {
		Throwable cause = error;
		while (cause != null && !(cause instanceof CommandFailedException))
			cause = cause.getCause();
		assertNotNull(cause, () -> "not the user's to see: " + error);
		return cause.getMessage();
	}

	@Test
	void aFolderRunGoesOnAfterABadFile() throws Exception {
		Path images = Files.createDirectories(folder.resolve("images"));
		assertTrue(new FileSaver(textures(1)).saveAsPng(images.resolve("a.png").toString()));
		Files.writeString(images.resolve("b.png"), "no image");
		assertTrue(new FileSaver(textures(1)).saveAsPng(images.resolve("c.png").toString()));
		ResultsTable.getResultsTable().reset();
		Path output = folder.resolve("results");
		CommandModule done = run(DetectInFolder.class, "folder", images.toFile(), "model", model, "output", output.toFile());
		assertEquals(2, done.getOutput("judged"));
		assertEquals(1, done.getOutput("failed"));
		ResultsTable table = ResultsTable.getResultsTable();
		assertEquals(3, table.size());
		assertEquals("failed", table.getStringValue("Decision", 1));
		assertTrue(table.getStringValue("Error", 1).contains("b.png"), table.getStringValue("Error", 1));
		assertTrue(Files.exists(output.resolve("maps/c.png.map.tif")));
	}

	@Test
	void evaluationFillsTheTableAndGivesPlotsAndSheetWhereTheyAreAskedFor() throws Exception {
		Path set = folder.resolve("set");
		for (String kind : new String[] { "good", "hole" }) {
			Files.createDirectories(set.resolve("test").resolve(kind));
			for (int i = 0; i < 2; i++) {
				ImagePlus image = textures(1);
				if (kind.equals("hole")) image.getProcessor().setValue(0);
				if (kind.equals("hole")) image.getProcessor().fill(new OvalRoi(20, 20, 20, 20));
				assertTrue(new FileSaver(image).saveAsPng(set.resolve("test/" + kind + "/" + i + ".png").toString()));
			}
		}
		ResultsTable.getResultsTable().reset();
		CommandModule plain = run(EvaluateModel.class, "folder", set.toFile(), "model", model);
		assertEquals(2, ResultsTable.getResultsTable().size(), "all, and the kind hole");
		assertNull(plain.getOutput("plotStack"));
		assertNull(plain.getOutput("worstSheet"));

		File report = folder.resolve("report").toFile();
		CommandModule shown = run(EvaluateModel.class, "folder", set.toFile(), "model", model, "plots", true, "report", report);
		ImagePlus plots = (ImagePlus) shown.getOutput("plotStack");
		assertEquals("Scores of images", plots.getStack().getSliceLabel(1));
		assertEquals(4, plots.getStackSize(), "without masks there are no curves of pixels");
		assertEquals("Worst calls", ((ImagePlus) shown.getOutput("worstSheet")).getTitle());
		assertTrue(new File(report, "report.html").length() > 10_000);

		CommandModule restricted = run(EvaluateModel.class, "folder", set.toFile(), "model", model, "plots", true, "pictures",
			false, "report", report);
		assertNull(restricted.getOutput("worstSheet"));
		assertTrue(!new File(report, "worst.png").exists());
	}

	@Test
	void aModelSaysWhatItIs() throws Exception {
		String report = (String) run(ModelInformation.class, "model", model).getOutput("report");
		assertTrue(report.contains("student of step") && report.contains("8-bit"), report);
		assertTrue(((String) run(EngineStatus.class).getOutput("report")).contains("PyTorch"));
	}

	/** Edit > Options > Memory & Threads, changed while the engine runs. */
	@Test
	void theEngineComputesWithAsManyThreadsAsImageJ() throws Exception {
		int before = Prefs.getThreads();
		try {
			for (int threads : new int[] { before + 1, before }) {
				Prefs.setThreads(threads);
				String report = (String) run(EngineStatus.class).getOutput("report");
				assertTrue(report.contains("), " + threads + " threads, "), report);
			}
		}
		finally {
			Prefs.setThreads(before);
		}
	}

	@Test
	void aModelIsExported() throws Exception {
		File onnx = new File(folder.toFile(), "exported");
		String report = (String) run(ExportModel.class, "model", model, "output", onnx).getOutput("report");
		assertTrue(report.contains("exported.onnx") && report.contains("Threshold"), report);
		assertTrue(Files.size(folder.resolve("exported.onnx")) > 22_000_000, "teacher and student");
		assertError("exported.onnx exists already; name another file, or replace it on purpose (replace=true)", ExportModel.class, "model", model,
			"output", onnx);
		run(ExportModel.class, "model", model, "output", onnx, "replace", true);
		assertError("The model was trained with teacher", ExportModel.class, "model", model, "output", onnx, "replace", true, "teacher", "embedded-synthetic");
	}

	@Test
	void aThresholdIsSetAgain() throws Exception {
		File file = new File(folder.toFile(), "threshold.stfpm");
		Files.copy(model.toPath(), file.toPath());
		Calibration trained = ModelFile.read(model.toPath()).calibration();
		String report = (String) run(SetThreshold.class, "model", file, "rule", "By hand", "value", "0.125").getOutput("report");
		assertTrue(report.contains("0.125000: set by hand") && report.contains("not known"), report);
		assertEquals(0.125f, ModelFile.read(file.toPath()).calibration().threshold());
		report = (String) run(SetThreshold.class, "model", file, "rate", 0.02).getOutput("report");
		assertTrue(report.contains("At most 10 %"), report);
		assertTrue(ModelFile.read(file.toPath()).calibration().provenance().contains("cannot be shown with so few, which takes 49"));
		assertEquals(trained.maximum(), ModelFile.read(file.toPath()).calibration().threshold());
		assertEquals(trained.scores(), ModelFile.read(file.toPath()).calibration().scores());
		File other = new File(folder.toFile(), "other");
		run(SetThreshold.class, "model", file, "rule", "by hand", "value", "3", "output", other);
		assertEquals(3, ModelFile.read(folder.resolve("other.stfpm")).calibration().threshold());
		assertError("(replace=true)", SetThreshold.class, "model", file, "rule", "by hand", "value", "4", "output", other);
		run(SetThreshold.class, "model", file, "rule", "by hand", "value", "4", "output", other, "replace", true);
		assertEquals(4, ModelFile.read(folder.resolve("other.stfpm")).calibration().threshold());
	}

	@Test
	void aThresholdThatTheModelHasIsNotWrittenAnew() throws Exception {
		File file = new File(folder.toFile(), "same.stfpm");
		Files.copy(model.toPath(), file.toPath());
		run(SetThreshold.class, "model", file, "rule", "By hand", "value", "0.125");
		byte[] before = Files.readAllBytes(file.toPath());
		String report = (String) run(SetThreshold.class, "model", file, "rule", "By hand", "value", "0.125").getOutput("report");
		assertTrue(report.contains("Not changed"), report);
		assertArrayEquals(before, Files.readAllBytes(file.toPath()));
		run(SetThreshold.class, "model", file, "rate", 0.05);
		before = Files.readAllBytes(file.toPath());
		run(SetThreshold.class, "model", file, "rate", 0.05);
		assertArrayEquals(before, Files.readAllBytes(file.toPath()));
		run(SetThreshold.class, "model", file, "rate", 0.05, "output", new File(folder.toFile(), "copy.stfpm"));
		assertTrue(Files.exists(folder.resolve("copy.stfpm")));
	}

	@Test
	void aThresholdIsChosenOnLabelledImagesAndUsedAtOnce() throws Exception {
		Path set = folder.resolve("labelled");
		for (int i = 0; i < 3; i++) {
			save(set.resolve("test/good/" + i + ".png"), false);
			save(set.resolve("test/hole/" + i + ".png"), true);
		}
		Files.writeString(set.resolve("test/hole/broken.png"), "no image");
		File file = new File(folder.toFile(), "chosen.stfpm");
		Files.copy(model.toPath(), file.toPath());
		ImagePlus damaged = new ImagePlus(set.resolve("test/hole/0.png").toString());
		run(SetThreshold.class, "model", file, "rule", "By hand", "value", "1e30");
		assertEquals(0, run(DetectAnomalies.class, "image", damaged, "model", file, "show", "Tables only").getOutput(
			"anomalous"));
		run(SetThreshold.class, "model", file, "rule", "Best F1 on labelled images", "labelled", set.toFile());
		assertEquals(1, run(DetectAnomalies.class, "image", damaged, "model", file, "show", "Tables only").getOutput(
			"anomalous"));
		Calibration chosen = ModelFile.read(file.toPath()).calibration();
		assertTrue(chosen.provenance().startsWith("best F1 on the labelled images of 'labelled': 3 normal, 3 anomalous, 1 skipped;"
			+ " on them F1 1.000"), chosen.provenance());
		assertTrue(chosen.chosenOn().contains(Fingerprint.of(set.resolve("test/hole/0.png"))), chosen.chosenOn().toString());
		run(SetThreshold.class, "model", file, "rule", "Recall on labelled images", "recall", 1.0, "labelled", set.toFile());
		assertTrue(ModelFile.read(file.toPath()).calibration().provenance().contains("recall of 100 % or more"));
	}

	private static void save(Path file, boolean hole) throws Exception {
		Files.createDirectories(file.getParent());
		ImagePlus image = new ImagePlus("texture", textures(1).getProcessor());
		if (hole) {
			image.getProcessor().setValue(0);
			image.getProcessor().fill(new OvalRoi(30, 25, 20, 20));
		}
		assertTrue(new FileSaver(image).saveAsPng(file.toString()));
	}

	@Test
	void theDefaultKeepsAMemoryAndPlotsTheNormalScores() throws Exception {
		File file = new File(folder.toFile(), "memory.stfpm");
		CommandModule trained = run(TrainModel.class, "source", "Stack", "image", textures(6), "model", file, "teacher",
			"embedded");
		assertTrue(ModelFile.read(file.toPath()).scoring() instanceof MemoryModel);
		assertEquals("Normal scores of memory.stfpm", ((ImagePlus) trained.getOutput("trainingPlot")).getTitle());
	}

	@Test
	void trainingTakesAFalseAlarmRate() throws Exception {
		File file = new File(folder.toFile(), "rate.stfpm");
		run(TrainModel.class, "source", "Stack", "image", textures(6), "model", file, "preset", "fast", "steps", "1", "size", 64,
			"heldOut", "0.5",			"falseAlarms", "0.5", "plot", false, "teacher", "embedded");
		Calibration trained = ModelFile.read(file.toPath()).calibration();
		assertEquals(trained.scores().get(1), trained.threshold(), "the second of three: exceeded in 2 of 4 cases");
		assertError("'falsealarms=5' is not allowed; falsealarms is auto or a number between 0 and 1", TrainModel.class,
			"falseAlarms", "5", "model", file);
	}

	@Test
	void anAnomalibCheckpointIsImported() throws Exception {
		File checkpoint = new AnomalibFiles(AnomalibFiles.Layout.V1).write(folder.resolve("anomalib.ckpt"), BackboneWeights
			.random(Backbone.RESNET18, 2), BackboneWeights.random(Backbone.RESNET18, 1)).toFile();
		File imported = folder.resolve("imported.stfpm").toFile();
		String report = (String) run(ImportModel.class, "checkpoint", checkpoint, "model", imported).getOutput("report");
		assertTrue(report.contains("image threshold of the anomalib checkpoint") && report.contains("none known"), report);
		assertError("'replace=true' replaces it", ImportModel.class, "checkpoint", checkpoint, "model", imported);
		run(ImportModel.class, "checkpoint", checkpoint, "model", imported, "replace", true, "threshold", "0.75");
		assertEquals(0.75f, ModelFile.read(imported.toPath()).calibration().threshold());
		assertError("'threshold=high' is not allowed; threshold is auto or a positive number", ImportModel.class, "checkpoint",
			checkpoint, "model", imported, "replace", true, "threshold", "high");
		assertError("'checkpoint' is missing", ImportModel.class);
	}

	@Test
	void theSampleDataOpensAsTwoStacks() throws Exception {
		assertOpens("Blood cells", 40, 39, run(OpenSampleData.class));
		assertOpens("Blood cells", 40, 39, run(OpenSampleBlood.class));
		assertOpens("Fabric", 36, 28, run(OpenSampleData.class, "sample", "Woven fabric"));
		assertOpens("Fabric", 36, 28, run(OpenSampleFabric.class));
		assertError("sample is one of: Woven fabric, Blood cells", OpenSampleData.class, "sample", "Screws");
	}

	private static void assertOpens(String title, int normal, int toJudge, CommandModule opened) {
		assertStack(title + ", normal", normal, (ImagePlus) opened.getOutput("normal"));
		assertStack(title + ", to judge", toJudge, (ImagePlus) opened.getOutput("toJudge"));
	}

	private static void assertStack(String title, int slices, ImagePlus stack) {
		assertEquals(title, stack.getTitle());
		assertEquals(slices, stack.getStackSize());
		assertNotNull(ImagePlusImg.plane(stack, slices, 1));
	}
}
