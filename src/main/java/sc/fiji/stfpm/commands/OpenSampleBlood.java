package sc.fiji.stfpm.commands;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.ui.SampleStacks;

/** The blood cells among ImageJ's own samples. */
@Plugin(type = Command.class, label = "Blood Cells (Anomaly Detection)", visible = false,
	attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Opens blood cells as two stacks: normal images to train on, and others to judge.")
public class OpenSampleBlood extends SampleCommand {
	@Override
	SampleStacks sample() {
		return SampleStacks.BLOOD_CELLS;
	}
}
