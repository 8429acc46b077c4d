package sc.fiji.stfpm.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.testing.imagej.OnScreen;

@Tag("slow")
class DialogsTest {
	@Test
	void dialogsOfferCheckAndKeep(@TempDir Path folder) throws Exception {
		AnomalyModel model = Models.model(Mode.WHOLE, 64).selfContained(Models.teacher().weights());
		ModelFile.write(folder.resolve("model.stfpm"), model.withCalibration(model.calibration().byHand(1.5)));
		ImageStack stack = new ImageStack(80, 72);
		for (int i = 0; i < 6; i++)
			stack.addSlice(Models.waves(80, 72, i));
		assertTrue(new FileSaver(new ImagePlus("normals", stack)).saveAsTiff(folder.resolve("normals.tif").toString()));
		assertEquals(List.of(EXPECTED.split("\n")), OnScreen.run(DialogsProbe.class, folder, folder.toString()));
	}

	private static final String EXPECTED = """
		""";
}
