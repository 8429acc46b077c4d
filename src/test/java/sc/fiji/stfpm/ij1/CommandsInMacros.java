package sc.fiji.stfpm.ij1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.io.Opener;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImagePlusImg;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Area;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.testing.LooseMemory;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.testing.imagej.Mode;
import sc.fiji.stfpm.testing.imagej.Outcome;

/** The same macro gives the same images, tables and files, however ImageJ runs. Which ImageJ is up to subclasses. */
abstract class CommandsInMacros {
	private static final int WIDTH = 90;
	private static final int HEIGHT = 70;
	@TempDir
	private static Path shared;

	@BeforeAll
	static void makeModelAndImages() throws IOException {
		AnomalyModel model = Models.model(Preprocessing.Mode.WHOLE, 64, ChannelMapping.GREY, PixelType.UINT8).selfContained(
			Models.teacher().weights());
		ModelFile.write(shared.resolve("a model.stfpm"), model.withCalibration(model.calibration().withThreshold(1.5f,
			"test")));
		ImageStack stack = new ImageStack(WIDTH, HEIGHT);
		for (int i = 1; i <= 24; i++)
			stack.addSlice("plane " + i, Models.waves(WIDTH, HEIGHT, i));
		ImagePlus hyper = new ImagePlus("hyper.tif", stack);
		hyper.setDimensions(2, 3, 4);
		hyper.setOpenAsHyperStack(true);
		hyper.getCalibration().pixelWidth = 0.5;
		hyper.getCalibration().pixelHeight = 0.5;
		hyper.getCalibration().setUnit("mm");
		assertTrue(new FileSaver(hyper).saveAsTiffStack(shared.resolve("hyper.tif").toString()));
		ImagePlus one = new ImagePlus("one.tif", Models.waves(WIDTH, HEIGHT, 1));
		assertTrue(new FileSaver(one).saveAsTiff(shared.resolve("one.tif").toString()));
	}

	/** Runs a macro with the argument {@code output}. */
	abstract Outcome run(Mode mode, String macro, Path output) throws IOException, InterruptedException;

	/** A macro that begins with the paths of images and model, and ends where it was not stopped by writing a file. */
	private static String macro(String body) {
		return ("""
			out = getArgument() + "/";
			shared = "SHARED/";
			model = "model=[" + shared + "a model.stfpm] ";
			""" + body + """
			File.saveString("done", out + "done.txt");
			""").replace("SHARED", shared.toString().replace('\\', '/'));
	}

	private static final String EVERYTHING = """
		open(shared + "hyper.tif");
		Stack.setPosition(1, 2, 3);
		run("Detect Anomalies...", model + "planes=All show=Map");
		getDimensions(w, h, c, z, t);
		text = getTitle() + " " + w + " " + h + " " + c + " " + z + " " + t + "\\n";
		getMinAndMax(low, high);
		text += "range " + low + " " + high + "\\n";
		saveAs("Tiff", out + "map.tif");
		close();
		selectImage("hyper.tif");
		run("Detect Anomalies...", model + "show=Overlay");
		text += "overlay " + Overlay.size + " on " + getTitle() + "\\n";
		run("Remove Overlay");
		makeOval(10, 10, 40, 30);
		run("Detect Anomalies...", model + "show=Mask");
		saveAs("Tiff", out + "mask.tif");
		close();
		selectImage("hyper.tif");
		run("Detect Anomalies...", model + "selection=Crop show=Composite");
		getDimensions(w, h, c, z, t);
		text += getTitle() + " " + w + " " + h + " " + c + " " + z + " " + t + "\\n";
		close();
		selectImage("hyper.tif");
		run("Detect Anomalies...", model + "selection=Ignore show=[Tables only]");
		text += "current " + getTitle() + ", open " + nImages + "\\n";
		text += "rows " + nResults + ", last " + getResultString("Decision", nResults - 1) + " area " + getResult("Area", nResults - 1) + " " + getResultString("Unit", nResults - 1) + "\\n";
		saveAs("Results", out + "results.csv");
		run("Anomaly Macro Extensions");
		Ext.saveAnomalies(out + "anomalies.csv");
		File.saveString(text, out + "log.txt");
		""";

	/** What a run of {@link #EVERYTHING} leaves. */
	private record Results(List<String> log, List<String> scores, List<String> regions, float[] map, byte[] mask) {
		static Results of(Mode mode, Outcome outcome, Path output) throws IOException {
			assertEquals(Outcome.FINISHED, outcome.exitCode(), mode + ": " + outcome.log());
			ImagePlus map = new Opener().openImage(output.resolve("map.tif").toString());
			ImagePlus mask = new Opener().openImage(output.resolve("mask.tif").toString());
			return new Results(Files.readAllLines(output.resolve("log.txt")), Files.readAllLines(output.resolve("results.csv")),
				Files.readAllLines(output.resolve("anomalies.csv")), (float[]) map.getStack().getPixels(8), (byte[]) mask
					.getProcessor().getPixels());
		}
	}

	private Results everything(Mode mode, Path output) throws Exception {
		Path own = Files.createDirectories(output.resolve(mode.name()));
		return Results.of(mode, run(mode, macro(EVERYTHING), own), own);
	}

	@Test
	void theSameMacroGivesTheSameInEveryMode(@TempDir Path output) throws Exception {
		Results gui = everything(Mode.GUI, output);
		assertEquals(List.of("Anomaly map of hyper.tif 90 70 1 3 4", "range 0 3", "overlay 2 on hyper.tif",
			"Anomaly composite of hyper.tif 40 30 3 1 1", "current hyper.tif, open 1",
			"rows 16, last anomalous area 1337 mm^2"), gui.log);
		assertEquals(" ,Image,Decision,Score,Threshold,P-value,Normalised,Regions,Area,Unit,Slice,Frame,Channel,Teacher,Device,Error,Ignored",
			gui.scores.get(0));
		assertEquals(17, gui.scores.size());
		assertEquals("Image,Slice,Frame,Region,Area,Unit,X,Y,BX,BY,Width,Height,Mean,Max", gui.regions.get(0));
		for (Mode mode : List.of(Mode.GUI_BATCH, Mode.BATCH, Mode.HEADLESS)) {
			Results other = everything(mode, output);
			assertEquals(gui.log, other.log, mode.name());
			assertEquals(gui.scores, other.scores, mode.name());
			assertEquals(gui.regions, other.regions, mode.name());
			assertArrayEquals(gui.map, other.map, mode.name());
			assertArrayEquals(gui.mask, other.mask, mode.name());
		}
	}

	@ParameterizedTest
	@EnumSource(Mode.class)
	void aLoopJudgesWhatItOpened(Mode mode, @TempDir Path folder) throws Exception {
		new LoopOverImages(folder).run(mode, this::run);
	}

	private static final String CORRECT = """
		open(shared + "one.tif");
		loose = "model=[" + out + "loose.stfpm] ";
		run("Detect Anomalies...", loose + "show=Outlines");
		before = getResult("Score", nResults - 1);
		CHOOSE
		run("Accept as Normal...", loose);
		run("Detect Anomalies...", loose + "show=Outlines");
		accepted = getResult("Score", nResults - 1);
		File.copy(out + "loose.stfpm", out + "accepted.stfpm");
		run("Corrections...", loose + "number=1");
		run("Detect Anomalies...", loose + "show=Outlines");
		File.saveString("lower " + (accepted < before) + ", restored " + (getResult("Score", nResults - 1) == before), out + "log.txt");
		""";

	private AnomalyModel corrected(Mode mode, String choose, Path output) throws Exception {
		LooseMemory.write(output.resolve("loose.stfpm"), ImagePlane.of(ImagePlusImg.plane(new ImagePlus("one", Models.waves(WIDTH, HEIGHT,
			1)), 1, 1)));
		Outcome outcome = run(mode, macro(CORRECT.replace("CHOOSE", choose)), output);
		assertEquals(Outcome.FINISHED, outcome.exitCode(), mode + ": " + outcome.log());
		return ModelFile.read(output.resolve("accepted.stfpm"));
	}

	@ParameterizedTest
	@EnumSource(value = Mode.class, names = { "GUI_BATCH", "HEADLESS" })
	void aFalseAlarmIsAcceptedAndTakenBack(Mode mode, @TempDir Path output) throws Exception {
		assertEquals(1, corrected(mode, "", output).accepted().size());
		assertEquals("lower 1, restored 1", Files.readString(output.resolve("log.txt")));
	}

	@Test
	void aRowThatIsSelectedInTheTableIsAccepted(@TempDir Path output) throws Exception {
		AnomalyModel model = corrected(Mode.GUI, """
			setVoxelSize(0.5, 0.25, 1, "mm");
			run("Detect Anomalies...", loose + "show=Outlines");
			row = Table.size("Anomalies") - 1;
			Table.setSelection(row, row, "Anomalies");
			File.saveString("" + Table.get("BX", row, "Anomalies") / 0.5 + "," + Table.get("BY", row, "Anomalies") / 0.25 + "," + Table.get("Width", row, "Anomalies") / 0.5 + "," + Table.get("Height", row, "Anomalies") / 0.25, out + "row.txt");
			""", output);
		Area area = model.accepted().get(0).example().area();
		assertEquals(Files.readString(output.resolve("row.txt")), area.x() + "," + area.y() + "," + area.width() + "," + area.height());
	}

	@ParameterizedTest
	@EnumSource(value = Mode.class, mode = EnumSource.Mode.EXCLUDE, names = "HEADLESS")
	void outlinesGoToTheRoiManager(Mode mode, @TempDir Path output) throws Exception {
		Outcome outcome = run(mode, macro("""
			open(shared + "one.tif");
			run("Detect Anomalies...", model + "show=[ROI Manager]");
			if (roiManager("count") != getResult("Regions", 0)) exit("found " + roiManager("count"));
			"""), output);
		assertEquals(Outcome.FINISHED, outcome.exitCode(), outcome.log());
	}

	@Test
	void withoutAScreenThereIsNoRoiManager(@TempDir Path output) throws Exception {
		assertStops(Mode.HEADLESS, "show=[ROI Manager]", "use show=Outlines", output);
	}

	@ParameterizedTest
	@EnumSource(Mode.class)
	void aWrongValueStopsTheMacroAndSaysWhatIsAllowed(Mode mode, @TempDir Path output) throws Exception {
		assertStops(mode, "show=Fancy", "'show=Fancy' is not allowed; show is one of: Map and overlay, Map,", output);
	}

	@ParameterizedTest
	@EnumSource(Mode.class)
	void extensionFunctionsKeepTheModelOpen(Mode mode, @TempDir Path output) throws Exception {
		Outcome outcome = run(mode, macro("""
			open(shared + "one.tif");
			run("Detect Anomalies...", model + "show=[Tables only]");
			run("Anomaly Macro Extensions");
			Ext.openModel(shared + "a model.stfpm");
			score = 0; p = 0; threshold = 0; flag = 0; area = 0; count = 0;
			for (i = 0; i < 20; i++) Ext.detect();
			Ext.getScore(score);
			Ext.getThreshold(threshold);
			Ext.isAnomalous(flag);
			Ext.getAnomalousArea(area);
			Ext.getRegionCount(count);
			if (score != getResult("Score", 0)) exit("score " + score);
			Ext.getPValue(p);
			if (p != getResult("P-value", 0) && !(isNaN(p) && isNaN(getResult("P-value", 0)))) exit("p-value " + p);
			if (threshold != 1.5) exit("threshold " + threshold);
			if (flag != 1) exit("flag " + flag);
			if (area != getResult("Area", 0)) exit("area " + area);
			if (count != getResult("Regions", 0)) exit("count " + count);
			x = 0; y = 0; w = 0; h = 0; mean = 0; max = 0;
			Ext.getRegion(0, x, y, w, h, mean, max);
			if (max != score) exit("max " + max);
			Ext.showMap();
			if (!startsWith(getTitle(), "Anomaly map of")) exit("map " + getTitle());
			Ext.closeModel();
			"""), output);
		assertEquals(Outcome.FINISHED, outcome.exitCode(), outcome.log());
	}

	@Test
	void anExtensionFunctionThatFailsStopsTheMacro(@TempDir Path output) throws Exception {
		Outcome outcome = run(Mode.BATCH, macro("""
			run("Anomaly Macro Extensions");
			Ext.openModel(shared + "nowhere.stfpm");
			"""), output);
		assertEquals(Outcome.STOPPED, outcome.exitCode(), outcome.log());
		assertTrue(outcome.log().contains("nowhere.stfpm: no such model file"), outcome.log());
	}

	@ParameterizedTest
	@EnumSource(Mode.class)
	void trainingInAMacroGivesAModelThatDetects(Mode mode, @TempDir Path output) throws Exception {
		Outcome outcome = run(mode, macro("""
			open(shared + "hyper.tif");
			run("Train Model...", "source=Stack model=[" + out + "my model.stfpm] preset=fast steps=3 size=64 channels=1");
			if (getTitle() != "Training loss of my model.stfpm") exit("plot " + getTitle());
			close();
			run("Detect Anomalies...", "model=[" + out + "my model.stfpm] show=[Tables only] planes=All");
			if (nResults != 12) exit("rows " + nResults);
			run("Model Information...", "model=[" + out + "my model.stfpm]");
			run("Export as ONNX...", "model=[" + out + "my model.stfpm] output=[" + out + "my model.onnx]");
			if (!File.exists(out + "my model.onnx")) exit("no my model.onnx");
			close("*");
			open(shared + "hyper.tif");
			run("Train Model...", "source=Stack model=[" + out + "memory.stfpm] size=64 channels=1");
			if (getTitle() != "Normal scores of memory.stfpm") exit("plot " + getTitle());
			close();
			run("Detect Anomalies...", "model=[" + out + "memory.stfpm] show=[Tables only] planes=All");
			if (nResults != 24) exit("rows " + nResults);
			if (isNaN(getResult("P-value", 23))) exit("p-value " + getResult("P-value", 23));
			"""), output);
		assertEquals(Outcome.FINISHED, outcome.exitCode(), outcome.log());
	}

	@Test
	void anUnknownKeyStopsTheMacro(@TempDir Path output) throws Exception {
		assertStops(Mode.BATCH, "shows=Map", "shows", output);
	}

	private void assertStops(Mode mode, String options, String message, Path output) throws Exception {
		Outcome outcome = run(mode, macro("open(shared + 'one.tif');\nrun('Detect Anomalies...', model + '" + options
			+ "');\n"), output);
		assertTrue(outcome.exitCode() == Outcome.STOPPED || mode == Mode.GUI && outcome.exitCode() == Outcome.DIALOG, outcome
			.log());
		assertTrue(outcome.log().contains(message), outcome.log());
		assertTrue(Files.notExists(output.resolve("done.txt")), "the macro went on");
	}
}
