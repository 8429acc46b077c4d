package sc.fiji.stfpm.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import sc.fiji.stfpm.Stfpm;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.testing.imagej.Fiji;
import sc.fiji.stfpm.testing.imagej.Mode;
import sc.fiji.stfpm.testing.imagej.Outcome;
import sc.fiji.stfpm.torch.AnomalibFiles;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Safetensors;

/** What every Fiji with the plugin must do. How the plugin came there, and which Fiji it is, is up to subclasses. */
abstract class FijiChecks {
	@TempDir
	Path folder;

	abstract Fiji fiji();

	private void prepare() throws IOException {
		ModelFile.write(folder.resolve("model.stfpm"), Models.model(Preprocessing.Mode.WHOLE, 64, ChannelMapping.AUTO,
			PixelType.UINT8).selfContained(Models.teacher().weights()));
		assertTrue(new FileSaver(new ImagePlus("a", Models.waves(90, 70, 1))).saveAsTiff(folder.resolve("a.tif").toString()));
		for (int i = 0; i < 4; i++) {
			save("set/train/good/" + i + ".png", Models.waves(90, 70, i));
			save("set/test/good/" + i + ".png", Models.waves(90, 70, 5 + i));
			ByteProcessor damaged = Models.waves(90, 70, 10 + i);
			damaged.setColor(255);
			damaged.fill(new Roi(30, 20, 20, 20));
			save("set/test/hole/" + i + ".png", damaged);
		}
		Safetensors.write(folder.resolve("teacher.safetensors"), BackboneWeights.random(Backbone.RESNET18, 3).toTensors(""),
			Map.of());
		new AnomalibFiles(AnomalibFiles.Layout.V1).write(folder.resolve("anomalib.ckpt"), BackboneWeights.random(
			Backbone.RESNET18, 2), BackboneWeights.random(Backbone.RESNET18, 1));
	}

	private void save(String name, ImageProcessor pixels) throws IOException {
		Path file = folder.resolve(name);
		Files.createDirectories(file.getParent());
		assertTrue(new FileSaver(new ImagePlus(name, pixels)).saveAsPng(file.toString()));
	}

	/** The lines of a probe, without what libraries write. */
	private List<String> ours(List<String> lines) {
		return lines.stream().filter(line -> line.matches("[a-z ]+: .*")).toList();
	}

	@Test
	void aUserAtTheWindow() throws Exception {
		prepare();
		List<String> lines = ours(fiji().withUser(FijiProbe.class, folder, folder.toString()));
		assertEquals(List.of(EXPECTED.split("\n")), lines, () -> String.join("\n", lines));
	}

	private static final String EXPECTED = """
		menu: Open Samples > Woven Fabric (Anomaly Detection) 1
		menu: Open Samples > Blood Cells (Anomaly Detection) 1
		menu: Anomaly Detection > Anomaly Workbench 1
		menu: Anomaly Detection > Train Model... 1
		menu: Anomaly Detection > Detect Anomalies... 1
		menu: Anomaly Detection > Detect Anomalies in Folder... 1
		menu: Anomaly Detection > Live Detection... 1
		menu: Anomaly Detection > Accept as Normal... 1
		menu: Anomaly Detection > Mark as Anomalous... 1
		menu: Anomaly Detection > Corrections... 1
		menu: Anomaly Detection > Evaluate Model... 1
		menu: Anomaly Detection > Run Benchmark... 1
		menu: Anomaly Detection > Set Threshold... 1
		menu: Anomaly Detection > Model Information... 1
		menu: Anomaly Detection > Export as ONNX... 1
		menu: Anomaly Detection > Engine Status 1
		menu: Anomaly Detection > GPU Support... 1
		menu: Anomaly Detection > Download Teacher Weights... 1
		menu: Anomaly Detection > Import Teacher Weights... 1
		menu: Anomaly Detection > Import anomalib Checkpoint... 1
		menu: Anomaly Detection > Open Sample Data... 1
		menu: Anomaly Detection > Anomaly Detection Help 1
		menu: Anomaly Detection > Anomaly Macro Extensions 1
		no image: There is no image open. Open one first, or choose File > Open Samples > Woven Fabric (Anomaly Detection)
		unknown key: Detect Anomalies...: 'shwo' is not known; options are: image, model, planes, selection, show, plot, minimum, pixelscale, ignore, teacher, device. A value with spaces needs [brackets] in line 1
		no such image: Detect Anomalies...: 'image=nosuch': there is no such image open; open are: a.tif in line 1
		wrong choice: Detect Anomalies...: 'show=Fancy' is not allowed; show is one of: Map and overlay, Map, Overlay, Outlines, ROI Manager, Mask, Labels, Composite, Tables only in line 1
		no number: Train Model...: 'seed=abc' is not allowed; seed is a whole number from 0 to 2147483647 in line 1
		left out: Train Model...: 'folder' is missing; it names the folder of normal images in line 1
		no image in a macro: Detect Anomalies...: There is no image open. Open one first, or choose File > Open Samples > Woven Fabric (Anomaly Detection) in line 1
		recorded: run("Open Sample Data...", "sample=[Woven fabric]");
		replayed: alike
		recorded: run("Woven Fabric (Anomaly Detection)");
		replayed: alike
		recorded: run("Blood Cells (Anomaly Detection)");
		replayed: alike
		recorded: run("Train Model...", "source=Folder folder=FOLDER/set model=FOLDER/new.stfpm replace=true teacher=embedded preset=memory mode=Whole size=64 steps=auto heldout=auto falsealarms=auto channels=auto patches=auto augment=none leaveout=false intensity=auto light=off pixelscale=Rescale ignore=none seed=0 device=auto selfcontained=false keepbest=true plot=true");
		replayed: alike
		recorded: run("Detect Anomalies...", "model=FOLDER/model.stfpm planes=Current selection=Within show=Map plot=false minimum=1 pixelscale=Model ignore=none teacher=[] device=auto");
		replayed: alike
		recorded: run("Detect Anomalies in Folder...", "folder=FOLDER/set/test/good recursive=false model=FOLDER/model.stfpm output=FOLDER/results resume=false minimum=1 mapformat=TIFF pixelscale=Model ignore=none teacher=[] device=auto");
		replayed: alike
		recorded: run("Evaluate Model...", "folder=FOLDER/set model=FOLDER/model.stfpm output=[] report=[] plots=true pictures=true ignore=none teacher=[] device=auto");
		replayed: alike
		recorded: run("Run Benchmark...", "folder=FOLDER/set output=FOLDER/benchmark teachers=embedded presets=memory seeds=1 mode=Whole size=64 steps=auto device=auto");
		replayed: alike
		recorded: run("Set Threshold...", "model=FOLDER/model.stfpm rule=[By hand] rate=0.05 recall=0.95 labelled=[] value=1.5 output=FOLDER/other.stfpm replace=true teacher=[] device=auto");
		replayed: alike
		recorded: run("Model Information...", "model=FOLDER/model.stfpm");
		replayed: alike
		recorded: run("Export as ONNX...", "model=FOLDER/model.stfpm output=FOLDER/model.onnx replace=true teacher=[]");
		replayed: alike
		recorded: run("Engine Status");
		replayed: alike
		recorded: run("Import Teacher Weights...", "weights=FOLDER/teacher.safetensors replace=true");
		replayed: alike
		recorded: run("Import anomalib Checkpoint...", "checkpoint=FOLDER/anomalib.ckpt model=FOLDER/imported.stfpm threshold=auto replace=true");
		replayed: alike
		recorded: run("Anomaly Detection Help");
		replayed: alike
		not agreed: Nothing is fetched unless you tick this, to get resnet18-imagenet
		help: true
		search bar: 1 entry, a.tif, Anomaly mask of a.tif; 1 rows
		judged: a.tif, 1.png
		progress: true, tasks of SciJava's []
		escape: model written false, dialogs []
		""";

	/** What the recorder wrote at the window. */
	@Test
	void everyRecordedLineRunsWithoutAScreen() throws Exception {
		prepare();
		StringBuilder macro = new StringBuilder();
		for (String line : EXPECTED.split("\n"))
			if (line.startsWith("recorded: ")) macro.append("open('FOLDER/a.tif');\n").append(line.substring(10)).append('\n');
		Outcome outcome = fiji().run(Mode.HEADLESS, macro.append("print('rows ' + nResults);\n").toString().replace("FOLDER",
			folder.toString()), folder);
		assertEquals(Outcome.FINISHED, outcome.exitCode(), outcome.log());
		// One image, a folder of four, all images of a set and its kind.
		assertTrue(outcome.log().contains("rows 7"), outcome.log());
	}

	@ParameterizedTest
	@EnumSource(Mode.class)
	void aLoopJudgesWhatItOpened(Mode mode) throws Exception {
		new LoopOverImages(folder).run(mode, fiji()::run);
	}

	@ParameterizedTest
	@ValueSource(strings = { "show=Fancy", "shwo=Map", "image=nosuch" })
	void aFailureStopsAMacroWithoutAScreen(String options) throws Exception {
		prepare();
		Outcome outcome = fiji().run(Mode.HEADLESS, "open('" + folder + "/a.tif');\nrun('Detect Anomalies...', 'model=[" + folder
			+ "/model.stfpm] " + options + "');\nprint('went on');\n", folder);
		assertEquals(Outcome.STOPPED, outcome.exitCode(), outcome.log());
		assertTrue(outcome.log().contains(options.split("=")[0]) && !outcome.log().contains("went on"), outcome.log());
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void scriptsTakeAndGiveImagesOfEveryKind(boolean headless) throws Exception {
		prepare();
		double score;
		try (AnomalyDetector detector = AnomalyDetector.open(folder.resolve("model.stfpm"))) {
			score = detector.detect(Stfpm.read(folder.resolve("a.tif").toString())).score();
		}
		FijiScripts.write(folder);
		List<String> lines = ours(fiji().beside(FijiScripts.class, headless, folder, folder.toString()));
		assertEquals(FijiScripts.expected(score, headless), lines, () -> String.join("\n", lines));
	}

	/** Fiji says nothing at its start that it would not say without the plugin. */
	@Test
	void fijiStartsQuietly() throws Exception {
		Outcome outcome = fiji().run(Mode.HEADLESS, "print('started');\n", folder);
		assertEquals(Outcome.FINISHED, outcome.exitCode(), outcome.log());
		assertEquals(List.of("started"), outcome.log().lines().filter(line -> !line.contains("prefs") && !line.contains(
			"Created user preferences")).toList());
	}
}
