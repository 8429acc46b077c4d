package sc.fiji.stfpm.commands;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The sample data among ImageJ's own samples. */
@Plugin(type = Command.class, menuPath = "File>Open Samples>Woven Fabric (Anomaly Detection)")
public class OpenSampleFabric extends OpenSampleData {}
