package sc.fiji.stfpm.commands;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import sc.fiji.stfpm.ui.Session;

/**
 * Shows the images that our commands make before the command ends. Where no window may open, they are left to the
 * caller: ImageJ then knows a current image by thread, and the one that runs a command for a script is not the script's.
 * Numbers and texts are left to scripts.
 */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.VERY_HIGH)
public class OutputPostprocessor extends AbstractPostprocessorPlugin {
	@Override
	public void process(Module module) {
		if (!(module.getDelegateObject() instanceof AnomalyCommand)) return;
		for (ModuleItem<?> output : module.getInfo().outputs()) {
			if (!Session.isSilent() && module.getOutput(output.getName()) instanceof ImagePlus image) image.show();
			module.resolveOutput(output.getName());
		}
	}
}
