package sc.fiji.stfpm.commands;

import java.io.IOException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.ui.EngineReport;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.TextReport;

/** Starts the engine, says what it is and which devices it offers, and tests the one that is chosen by itself. */
@Plugin(type = Command.class, label = "Engine Status", visible = false,
	attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Starts the engine and says what it is, which libraries, driver and devices it has, and why the CPU is used if it is."
		+ " Tests for two seconds how fast it is.")
public class EngineStatus extends AnomalyCommand {
	@Parameter(type = ItemIO.OUTPUT)
	private String report;

	@Override
	void work(ImageJProgress shown) throws IOException {
		TextReport text = EngineReport.tested("auto", shown);
		report = text.toString();
		text.show();
	}
}
