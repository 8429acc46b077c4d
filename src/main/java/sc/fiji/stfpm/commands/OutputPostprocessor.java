package sc.fiji.stfpm.commands;

import java.awt.GraphicsEnvironment;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import sc.fiji.stfpm.ui.Session;

/**
 * Shows the images that our commands make before the command ends, and makes them the current image of the macro that
 * called. Fiji's own way loses them in batch mode and without a screen. Numbers and texts are left to scripts.
 */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.VERY_HIGH)
public class OutputPostprocessor extends AbstractPostprocessorPlugin {
	@Parameter
	private ThreadService threads;

	@Override
	public void process(Module module) {
		if (!(module.getDelegateObject() instanceof AnomalyCommand)) return;
		for (ModuleItem<?> output : module.getInfo().outputs()) {
			if (module.getOutput(output.getName()) instanceof ImagePlus image) show(image);
			module.resolveOutput(output.getName());
		}
	}

	private void show(ImagePlus image) {
		// Without a screen only macros have a current image; scripts take the output.
		if (GraphicsEnvironment.isHeadless() && !IJ.isMacro()) return;
		image.show();
		if (!Session.isSilent()) return;
		// In batch mode the current image belongs to a thread; the macro's is an ancestor of the one that runs commands.
		for (Thread t = Thread.currentThread(); t != null; t = threads.getParent(t))
			WindowManager.setTempCurrentImage(t, image);
	}
}
