package sc.fiji.stfpm.workbench;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.testing.imagej.Fiji;

/** The same user's way as in {@link WorkbenchWindowTest}, in Fiji with its look and feel; its pictures stay in {@code target}. */
class WorkbenchInFijiIT {
	@Test
	void fromTheSampleDataToACorrectedFalseAlarm() throws Exception {
		Path folder = Files.createDirectories(Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target/workbench-in-fiji"));
		WorkbenchWindowTest.check(Fiji.installed().withUser(WorkbenchProbe.class, folder, folder.toString()), folder);
	}
}
