package sc.fiji.stfpm.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.macro.Interpreter;
import ij.measure.Calibration;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.detect.Detectors;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImagePlusImg;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Area;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.score.Region;
import sc.fiji.stfpm.testing.LooseMemory;
import sc.fiji.stfpm.testing.Models;

/** Called as ImageJ calls them for a macro. */
class MacroFunctionsTest {
	@TempDir
	private static Path folder;
	private static Path model;
	private final MacroFunctions functions = new MacroFunctions();
	private final ImagePlus image = new ImagePlus("waves", Models.waves(80, 72, 3));

	@BeforeAll
	static void write() throws IOException {
		model = folder.resolve("a.stfpm");
		AnomalyModel untrained = Models.model(Preprocessing.Mode.WHOLE, 64).selfContained(Models.teacher().weights());
		ModelFile.write(model, untrained);
		try (Detectors.Lease lease = borrow()) {
			// So that some of the image is anomalous, and not all of it.
			float highest = lease.detector().detect(ImagePlusImg.plane(new ImagePlus("waves", Models.waves(80, 72, 3)), 1, 1)).score();
			ModelFile.recalibrate(model, untrained.calibration().byHand(0.7 * highest), model);
		}
	}

	private static Detectors.Lease borrow() throws IOException {
		return Detectors.shared().borrow(model, Optional.empty(), "auto");
	}

	@BeforeEach
	void openImage() {
		// How a macro is stopped depends on it, and macros of other tests may have left it on.
		Interpreter.batchMode = false;
		Calibration microns = new Calibration();
		microns.pixelWidth = 0.5;
		microns.pixelHeight = 0.25;
		image.setCalibration(microns);
		WindowManager.setTempCurrentImage(image);
	}

	@AfterEach
	void closeImage() {
		WindowManager.setTempCurrentImage(null);
		Detectors.shared().closeAll();
	}

	private double number(String function) {
		Double[] variable = new Double[1];
		functions.handleExtension(function, new Object[] { variable });
		return variable[0];
	}

	private double[] region(int index) {
		Object[] arguments = new Object[7];
		arguments[0] = (double) index;
		for (int i = 1; i < 7; i++)
			arguments[i] = new Double[1];
		functions.handleExtension("getRegion", arguments);
		double[] values = new double[6];
		for (int i = 0; i < 6; i++)
			values[i] = ((Double[]) arguments[i + 1])[0];
		return values;
	}

	@Test
	void theyGiveWhatTheDetectorFound() throws IOException {
		DetectionResult expected;
		try (Detectors.Lease lease = borrow()) {
			expected = lease.detector().detect(ImagePlusImg.plane(image, 1, 1));
		}
		functions.handleExtension("openModel", new Object[] { model.toString() });
		functions.handleExtension("detect", new Object[0]);
		assertEquals(expected.score(), number("getScore"));
		assertEquals(1 / 3.0, number("getPValue"), 1e-12, "above both held-out scores");
		assertEquals(expected.calibration().threshold(), number("getThreshold"));
		assertEquals(1, number("isAnomalous"));
		assertEquals(1, number("isComparable"));
		assertEquals(expected.regions().size(), number("getRegionCount"));
		assertEquals(expected.anomalousArea() * 0.125, number("getAnomalousArea"), "in the image's unit");
		Region first = expected.regions().get(0);
		double[] found = region(0), wanted = { first.x(), first.y(), first.width(), first.height(), first.mean(), first.max() };
		for (int i = 0; i < wanted.length; i++)
			assertEquals(wanted[i], found[i], "value " + i);
		assertTrue(first.mean() < first.max());
	}

	@Test
	void aBlankImageIsNotComparable() {
		image.getProcessor().setValue(7);
		image.getProcessor().fill();
		functions.handleExtension("openModel", new Object[] { model.toString() });
		functions.handleExtension("detect", new Object[0]);
		assertEquals(0, number("isComparable"));
		assertEquals(0, number("isAnomalous"));
	}

	@Test
	void aFalseAlarmIsAcceptedAndTakenBack() throws IOException {
		Path loose = folder.resolve("loose.stfpm");
		LooseMemory.write(loose, ImagePlane.of(ImagePlusImg.plane(image, 1, 1)));
		functions.handleExtension("openModel", new Object[] { loose.toString() });
		functions.handleExtension("detect", new Object[0]);
		double before = number("getScore");
		functions.handleExtension("acceptRegion", new Object[] { 0.0 });
		functions.handleExtension("acceptAsNormal", new Object[0]);
		assertEquals(0, number("isAnomalous"));
		image.setRoi(new Roi(5, 6, 7, 8));
		functions.handleExtension("markAsAnomalous", new Object[0]);
		assertEquals(new Area(5, 6, 7, 8), ModelFile.read(loose).marked().get(0).area());
		while (!ModelFile.read(loose).accepted().isEmpty())
			functions.handleExtension("takeBack", new Object[] { 1.0 });
		image.deleteRoi();
		functions.handleExtension("detect", new Object[0]);
		assertEquals(before, number("getScore"));
	}

	@Test
	void aModelThatWasClosedIsFreed() throws IOException {
		functions.handleExtension("openModel", new Object[] { model.toString() });
		AnomalyDetector detector;
		try (Detectors.Lease lease = borrow()) {
			detector = lease.detector();
		}
		functions.handleExtension("closeModel", new Object[0]);
		Detectors.shared().closeAll();
		assertThrows(IllegalStateException.class, () -> detector.detect(ImagePlusImg.plane(image, 1, 1)));
	}

	@Test
	void aFailureStopsTheMacro() {
		ScriptStop stop = assertThrows(ScriptStop.class, () -> functions.handleExtension("detect", new Object[0]));
		Throwable seen = MacroThread.seenByScript(stop);
		assertTrue(seen.getMessage().contains("Ext.detect: No model is open"), seen.getMessage());
	}
}
