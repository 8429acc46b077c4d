package sc.fiji.stfpm.ui;

import java.io.IOException;

import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.EngineSetup;
import sc.fiji.stfpm.teacher.DefaultTeacher;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherStore;

/** The engine, which it starts, its devices and where teachers are, for people. */
public final class EngineReport {
	private EngineReport() {}

	/** @throws IOException if the embedded teacher cannot be read */
	public static TextReport get() throws IOException {
		TextReport text = new TextReport("Engine Status");
		text.line("Software", SoftwareVersion.get());
		text.line("Engine", EngineSetup.description());
		text.line("Devices", ComputeDevice.available() + ComputeDevice.missingGpuHint());
		text.line("Default teacher", DefaultTeacher.description());
		text.line("Embedded teacher", Teacher.open(Teacher.EMBEDDED).label());
		text.line("Teachers folder", TeacherStore.folder());
		return text;
	}
}
