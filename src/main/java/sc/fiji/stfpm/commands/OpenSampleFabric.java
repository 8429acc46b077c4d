package sc.fiji.stfpm.commands;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.ui.SampleStacks;

/** The fabric among ImageJ's own samples. */
@Plugin(type = Command.class, menuPath = "File>Open Samples>Woven Fabric (Anomaly Detection)")
public class OpenSampleFabric extends SampleCommand {
	@Override
	SampleStacks sample() {
		return SampleStacks.WOVEN_FABRIC;
	}
}
