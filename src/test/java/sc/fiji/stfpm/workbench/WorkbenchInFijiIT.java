package sc.fiji.stfpm.workbench;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.testing.imagej.Fiji;

/** The same user's way as in {@link WorkbenchWindowTest}, in Fiji with its look and feel. */
class WorkbenchInFijiIT {
	@Test
	void fromTheSampleDataToACorrectedFalseAlarm(@TempDir Path folder) throws Exception {
		WorkbenchWindowTest.check(Fiji.installed().withUser(WorkbenchProbe.class, folder, folder.toString()), folder);
	}
}
