package sc.fiji.stfpm.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import sc.fiji.stfpm.correct.Correction;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImagePlusImg;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Area;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.testing.LooseMemory;
import sc.fiji.stfpm.testing.Models;

/** Corrections as a script makes them. */
class CorrectionCommandsTest {
	private static final Context CONTEXT = new Context();
	@TempDir
	private Path folder;
	private File model;
	private final ImagePlus image = new ImagePlus("waves", Models.waves(120, 90, 3));

	@BeforeEach
	void write() throws IOException {
		model = folder.resolve("a.stfpm").toFile();
		LooseMemory.write(model.toPath(), ImagePlane.of(ImagePlusImg.plane(image, 1, 1)));
	}

	@AfterAll
	static void dispose() {
		CONTEXT.dispose();
	}

	private static CommandModule run(Class<? extends AnomalyCommand> command, Object... inputs) throws Exception {
		return CONTEXT.service(CommandService.class).run(command, true, inputs).get();
	}

	private double score() throws Exception {
		return (Double) run(DetectAnomalies.class, "image", image, "model", model, "selection", "Ignore", "show", "Outlines").getOutput(
			"score");
	}

	private AnomalyModel now() throws IOException {
		return ModelFile.read(model.toPath());
	}

	private void assertError(String part, Object... inputs) {
		Throwable failure = assertThrows(ExecutionException.class, () -> run(AcceptAsNormal.class, inputs));
		while (failure != null && !(failure instanceof CommandFailedException))
			failure = failure.getCause();
		assertTrue(failure != null && failure.getMessage().contains(part), "" + failure);
	}

	@Test
	void anAcceptedAlarmIsGoneFromScoreAndOverlayAndComesBackWhenTakenBack() throws Exception {
		double before = score();
		Overlay alarm = image.getOverlay();
		assertTrue(alarm.size() > 0);
		CommandModule accepted = run(AcceptAsNormal.class, "image", image, "model", model);
		String report = (String) accepted.getOutput("report");
		assertTrue(report.matches("Accepted as normal: .* correction 1, \\d+ vectors learned\\. The image's score was .*: normal"), report);
		assertTrue((Double) accepted.getOutput("score") < now().calibration().threshold());
		assertEquals(0, image.getOverlay().size());
		String listed = (String) run(TakeBackCorrection.class, "model", model).getOutput("report");
		assertTrue(listed.contains("normal, waves, "), listed);
		run(TakeBackCorrection.class, "model", model, "number", 1);
		assertEquals(before, score());
	}

	@Test
	void theSelectionOrSomeRegionsOrAllCanBeMeant() throws Exception {
		assertError("There is no area selection in \"waves\"", "image", image, "model", model, "part", "Selection");
		assertError("There is no region 99", "image", image, "model", model, "part", "Anomalies", "regions", "1, 99");
		assertError("'regions=one' is not allowed", "image", image, "model", model, "part", "Anomalies", "regions", "one");
		image.setRoi(new Roi(10, 20, 30, 40));
		run(MarkAsAnomalous.class, "image", image, "model", model, "part", "Selection");
		run(MarkAsAnomalous.class, "image", image, "model", model, "part", "Whole image");
		run(MarkAsAnomalous.class, "image", image, "model", model, "part", "Anomalies", "regions", "1");
		assertEquals(new Area(10, 20, 30, 40), Correction.of(now()).get(0).example().area());
		assertEquals(new Area(0, 0, 120, 90), Correction.of(now()).get(1).example().area());
		assertEquals(score(), now().marked().get(2).score());
	}

	@Test
	void markedPartsCanSetTheThreshold() throws Exception {
		run(MarkAsAnomalous.class, "image", image, "model", model, "part", "Whole image");
		run(SetThreshold.class, "model", model, "rule", "Best F1 on marked parts");
		float highestNormal = now().calibration().maximum(), marked = now().marked().get(0).score();
		assertEquals((highestNormal + marked) / 2, now().calibration().threshold(), 1e-3f * marked);
		assertTrue(now().calibration().provenance().startsWith("best F1 on 2 held-out normal images and 1 marked parts"), now().calibration()
			.provenance());
	}
}
