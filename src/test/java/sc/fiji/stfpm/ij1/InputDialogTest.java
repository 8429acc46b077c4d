package sc.fiji.stfpm.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.testing.imagej.OnScreen;

class InputDialogTest {
	@Test
	void asksForEveryInput(@TempDir Path folder) throws Exception {
		assertEquals(List.of(
			"offered {modelfile=, outputfolder=, saveas=, name=plain, device=Automatic, heldout=true, force=false, steps=2000,"
				+ " seed=42, threshold=0.123456789}",
			"filled {modelfile=/my models/a.stfpm, outputfolder=/out/, saveas=, name=plain, device=Automatic, heldout=false,"
				+ " force=false, steps=2000, seed=42, threshold=0.5}",
			"ten: Must be a whole number from 1 to 100000 false",
			"10: There is no image open. Open one first, or choose File > Open Samples > Woven Fabric (Anomaly Detection) false"), OnScreen.run(DialogProbe.class, folder));
	}
}
