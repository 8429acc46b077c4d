package sc.fiji.stfpm.commands;

import java.io.IOException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.EngineSetup;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.TextReport;
import sc.fiji.stfpm.weights.Teacher;
import sc.fiji.stfpm.weights.TeacherStore;

/** Starts the engine and says what it is and which devices it offers. */
@Plugin(type = Command.class, menuPath = AnomalyCommand.MENU + "Engine Status")
public class EngineStatus extends AnomalyCommand {
	@Parameter(type = ItemIO.OUTPUT)
	private String report;

	@Override
	void work(ImageJProgress shown) throws IOException {
		TextReport text = new TextReport("Engine Status");
		text.line("Software", SoftwareVersion.get());
		text.line("Engine", EngineSetup.description());
		text.line("Devices", ComputeDevice.available() + ComputeDevice.missingGpuHint());
		text.line("Embedded teacher", Teacher.open(Teacher.EMBEDDED).label());
		text.line("Teachers folder", TeacherStore.folder());
		report = text.toString();
		text.show();
	}
}
