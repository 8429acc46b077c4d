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
import sc.fiji.stfpm.weights.AnomalibFiles;
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
		x
		""";

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
		assertEquals(FijiScripts.expected(score), lines, () -> String.join("\n", lines));
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
