package sc.fiji.stfpm.commands;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.ui.SampleStacks;

/** The fabric among ImageJ's own samples. */
@Plugin(type = Command.class, label = "Woven Fabric (Anomaly Detection)", visible = false,
	attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Opens woven fabric as two stacks: normal images to train on, and others to judge.")
public class OpenSampleFabric extends SampleCommand {
	@Override
	SampleStacks sample() {
		return SampleStacks.WOVEN_FABRIC;
	}
}
