package sc.fiji.stfpm.commands;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.ui.SampleStacks;

/** The blood cells among ImageJ's own samples. */
@Plugin(type = Command.class, menuPath = "File>Open Samples>Blood Cells (Anomaly Detection)")
public class OpenSampleBlood extends SampleCommand {
	@Override
	SampleStacks sample() {
		return SampleStacks.BLOOD_CELLS;
	}
}
