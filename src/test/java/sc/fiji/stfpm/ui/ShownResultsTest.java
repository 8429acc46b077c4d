package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.image.ImagePlusImg;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.model.TrainingRecord;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.ui.ImageDetection.Planes;

class ShownResultsTest {
	@TempDir
	Path folder;
	private final ImagePlus image = new ImagePlus("waves", Models.waves(90, 70, 1));
	private final Roi users = new Roi(1, 2, 3, 4);
	private Path file;
	private AnomalyModel model;
	private AnomalyDetector detector;

	@BeforeEach
	void open() throws IOException {
		AnomalyModel untrained = Models.model(Mode.WHOLE, 64);
		model = untrained.withCalibration(untrained.calibration().withThreshold(1.5f, "test"));
		file = folder.resolve("model.stfpm");
		ModelFile.write(file, model);
		detector = new AnomalyDetector(model, Models.teacher(), ComputeDevice.of("cpu"));
		image.setOverlay(new Overlay(users));
	}

	@AfterEach
	void close() {
		detector.close();
	}

	private List<PlaneResult> judged() {
		return ImageDetection.run(detector, image, Planes.CURRENT, Selection.IGNORE, Progress.NONE);
	}

	private ImagePlus show(Show form) {
		return MapDisplay.show(form, image, judged(), "Model: a\nThreshold: 1.5 (test)\n", UsedModel.of(file, model)).orElse(null);
	}

	private Map<ImagePlus, List<PlaneResult>> setThreshold(double value) throws IOException {
		ModelFile.recalibrate(file, ModelFile.read(file).calibration().byHand(value), file);
		AnomalyModel changed = ModelFile.read(file);
		return ShownResults.recalibrate(UsedModel.of(file, changed), changed.calibration());
	}

	private List<String> drawn() {
		return Arrays.stream(image.getOverlay().toArray()).filter(MapOverlay::isDrawn).map(Roi::getName).toList();
	}

	@Test
	void outlinesHeatMapAndMapFollowTheThreshold() throws IOException {
		ImagePlus map = show(Show.MAP_AND_OVERLAY);
		List<String> before = drawn();
		List<PlaneResult> now = setThreshold(1.8).get(image);
		assertEquals(1 + now.get(0).result().regions().size(), drawn().size());
		assertNotEquals(before, drawn(), "the test needs other regions");
		assertEquals(now.get(0).result().regions(), detector.detect(ImagePlusImg.plane(image, 1, 1)).by(ModelFile.read(
			file).calibration()).regions());
		assertTrue(Arrays.asList(image.getOverlay().toArray()).contains(users));
		assertEquals(3.6, map.getDisplayRangeMax(), 1e-6);
		assertEquals("Model: a\nThreshold: 1.8 (set by hand)\n", map.getInfoProperty());
	}

	@Test
	void aThresholdThatNothingReachesCanBeTakenBack() throws IOException {
		show(Show.OUTLINES);
		List<String> before = drawn();
		setThreshold(1000);
		assertEquals(List.of(), drawn());
		setThreshold(1.5);
		assertEquals(before, drawn());
	}

	@Test
	void whatTheUserTookOffOrSetOtherwiseStaysSo() throws IOException {
		ImagePlus map = show(Show.MAP_AND_OVERLAY);
		image.setOverlay(null);
		map.setDisplayRange(0, 7);
		setThreshold(1.8);
		assertNull(image.getOverlay());
		assertEquals(7, map.getDisplayRangeMax());
	}

	@Test
	void resultsOfAnotherTrainingOfTheFileStay() throws IOException {
		show(Show.OVERLAY);
		List<String> before = drawn();
		TrainingRecord r = model.record();
		ModelFile.write(file, new AnomalyModel(model.scoring(), model.teacher(), model.ownTeacher(), model.preprocessing(), model
			.calibration(), new TrainingRecord(r.preset(), r.options(), r.seed(), r.trainingImages(), r.heldOutImages(), r.seconds(), r
				.device(), r.engine(), r.software(), "2026-02-02T00:00:00Z")));
		assertEquals(Map.of(), setThreshold(1.8));
		assertEquals(before, drawn());
	}

	@Test
	void whatAnotherDetectionDrewInItsPlaceStays() throws IOException {
		show(Show.OVERLAY);
		MapDisplay.show(Show.OUTLINES, image, judged(), "");
		List<String> before = drawn();
		assertEquals(Map.of(), setThreshold(1.8));
		assertEquals(before, drawn());
	}

	@Test
	void aCorrectedModelsMapIsWrittenOverTheOldOne() {
		ImagePlus map = show(Show.MAP_AND_OVERLAY);
		image.getProcessor().invert();
		List<PlaneResult> now = judged();
		MapDisplay.showAgain(image, now, UsedModel.of(file, model));
		assertArrayEquals(now.get(0).result().values(), (float[]) map.getProcessor().getPixels());
		assertEquals("Anomaly map", drawn().get(0), "the heat map stays one");
	}
}
