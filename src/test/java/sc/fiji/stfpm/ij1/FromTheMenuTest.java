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
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
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
			"run(\"Detect Anomalies...\", \"model=[MODEL] planes=Current selection=Within show=Mask teacher=[] device=auto\");",
			"Anomaly mask of a.tif", "replayed true true", "teacher embedded", "kept.stfpm true", "dropped.stfpm false"), OnScreen.run(
				MenuProbe.class, folder, image.toString(), model.toString(), normals.toString(), models.toString()));
		assertTrue(Models.student(ModelFile.read(models.resolve("kept.stfpm"))).course().steps() < 100_000);
	}
}
