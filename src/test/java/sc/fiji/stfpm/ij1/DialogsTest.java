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
		only what counts: true false
		preview: Now: 1.500, 0 of 2 held-out images reach it
		New: the same
		preview: Now: 1.500, 0 of 2 held-out images reach it
		New: 3.000, 0 of 2 held-out images reach it
		wrong: Must be a positive number
		rewritten: false
		offered: Stack, normals.tif (6 planes), FOLDER/normals.stfpm
		folded: true
		counts: false false
		exists: This file exists already; name another one
		wrong: No such folder
		kept: FOLDER/nowhere 64
		unfolded for: Must be auto or a whole number from 64 to 4096
		recorded: run("Train Model...", "source=Stack folder=[] model=FOLDER/new.stfpm replace=false teacher=embedded preset=memory mode=Whole size=64 steps=auto heldout=auto falsealarms=auto channels=auto patches=auto augment=none leaveout=false intensity=auto light=off pixelscale=Rescale ignore=none seed=0 device=auto selfcontained=false keepbest=true plot=true");
		active: normals.tif
		still unfolded: true
		back: There is no teacher 'nobody'; there are embedded, embedded-synthetic, or name the path of a weight file
		kept: Tables only, nobody
		mended: 1
		a plot: Detect Anomalies...: 'Normal scores of new.stfpm' is a plot that this plugin made, no image to judge or to learn from. Click the image first in line 1
		""";
}
