package sc.fiji.stfpm.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImagePlusImg;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.testing.LooseMemory;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.testing.imagej.OnScreen;

@Tag("slow")
class FromTheMenuTest {
	private static ByteProcessor texture(int seed) {
		ByteProcessor pixels = new ByteProcessor(80, 72);
		for (int i = 0; i < 80 * 72; i++)
			pixels.set(i, (int) (128 + 60 * Math.sin(i % 80 * 0.3 + seed) * Math.cos(i / 80 * 0.2)));
		return pixels;
	}

	@Test
	void whatIsRecordedReplaysAndEscapeStopsTraining(@TempDir Path folder) throws Exception {
		Path models = Files.createDirectories(folder.resolve("my models"));
		Path model = models.resolve("a.stfpm"), image = folder.resolve("a.tif"), normals = folder.resolve("normals.tif");
		ModelFile.write(model, Models.model(Mode.WHOLE, 64).selfContained(Models.teacher().weights()));
		assertTrue(new FileSaver(new ImagePlus("a", texture(1))).saveAsTiff(image.toString()));
		ImageStack stack = new ImageStack(80, 72);
		for (int i = 0; i < 6; i++)
			stack.addSlice(texture(i));
		assertTrue(new FileSaver(new ImagePlus("normals", stack)).saveAsTiff(normals.toString()));

		assertEquals(List.of(
			"run(\"Detect Anomalies...\", \"model=[MODEL] planes=Current selection=Within show=Mask plot=false minimum=1 pixelscale=Model ignore=none teacher=[] device=auto\");",
			"Anomaly mask of a.tif", "replayed true true", "teacher embedded", "kept.stfpm true", "dropped.stfpm false",
			"later.stfpm false, checkpoint true", "resumed true", "later.stfpm true, checkpoint false"), OnScreen.run(
				MenuProbe.class, folder, image.toString(), model.toString(), normals.toString(), models.toString()));
		assertTrue(Models.student(ModelFile.read(models.resolve("kept.stfpm"))).course().steps() < 100_000);
	}

	@Test
	void tablesShowEachPlaneOnceAndLeaveMeasurementsAlone(@TempDir Path folder) throws Exception {
		Path student = folder.resolve("student.stfpm"), memory = folder.resolve("memory.stfpm"), image = folder.resolve("a.tif");
		ImagePlus texture = new ImagePlus("a", texture(1));
		assertTrue(new FileSaver(texture).saveAsTiff(image.toString()));
		ImagePlane plane = ImagePlane.of(ImagePlusImg.plane(texture, 1, 1));
		AnomalyModel untrained = Models.model(Mode.WHOLE, 64).selfContained(Models.teacher().weights());
		ModelFile.write(student, untrained);
		try (AnomalyDetector detector = AnomalyDetector.open(student)) {
			ModelFile.recalibrate(student, untrained.calibration().byHand(0.7 * detector.detect(plane, Progress.NONE).score()), student);
		}
		LooseMemory.write(memory, plane);
		Path images = Files.createDirectories(folder.resolve("images"));
		assertTrue(new FileSaver(texture).saveAsTiff(images.resolve("in-folder.tif").toString()));
		List<String> said = OnScreen.run(TablesProbe.class, folder, image.toString(), student.toString(), memory.toString(), images.toString(),
			folder.resolve("results").toString());
		String regions = said.get(2).replace("once: 1 ", "");
		assertTrue(Integer.parseInt(regions) > 0, said.toString());
		assertEquals(List.of(
			"columns: Image Decision Score Threshold P-value Normalised Regions Area Unit Note Slice Frame Channel Teacher Device Error Folder",
			"measured: 1 rows, scores there false", "once: 1 " + regions, "again: 1 " + regions), said.subList(0, 4));
		assertTrue(said.get(4).startsWith("by the memory: 1 anomalous "), said.toString());
		assertEquals(List.of("wide: true", "accepted: 1 normal 0", "macro: 3 1 true"), said.subList(5, 8));
		assertEquals(List.of("summary: 1 images, report true", "opened: true", "rows: 2"), said.subList(8, 11));
	}

	@Test
	void rowsFollowANewThreshold(@TempDir Path folder) throws Exception {
		Path model = folder.resolve("a.stfpm"), image = folder.resolve("a.tif");
		assertTrue(new FileSaver(new ImagePlus("a", texture(1))).saveAsTiff(image.toString()));
		AnomalyModel untrained = Models.model(Mode.WHOLE, 64).selfContained(Models.teacher().weights());
		ModelFile.write(model, untrained.withCalibration(untrained.calibration().byHand(0.01)));
		assertEquals(List.of("judged: anomalous, regions true true, rows 1", "above all scores: normal, regions false false, rows 1",
			"below them: anomalous, regions true true, rows 1"), OnScreen.run(ThresholdProbe.class, folder, image.toString(), model
				.toString()));
	}
}
