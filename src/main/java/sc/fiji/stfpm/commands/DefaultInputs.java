package sc.fiji.stfpm.commands;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;
import org.scijava.widget.InputHarvester;

import ij.ImagePlus;

/**
 * Gives what a script left out its default, before SciJava would ask for it: a script that names what it needs runs
 * without a dialog, and alike wherever it runs. An image that was left out is the active one.
 */
@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY + 2)
public class DefaultInputs extends AbstractPreprocessorPlugin {
	/** @throws CommandFailedException where an image is needed and none is open */
	@Override
	public void process(Module module) {
		if (!(module.getDelegateObject() instanceof AnomalyCommand command)) return;
		for (ModuleItem<?> input : module.getInfo().inputs()) {
			String name = input.getName();
			if (module.isInputResolved(name)) continue;
			if (input.getType() != ImagePlus.class) module.setInput(name, input.getDefaultValue());
			else if (input.isRequired() && module.getInput(name) == null) throw new CommandFailedException(command.title()
				+ ": 'image' is missing and no image is open; open one, or name it", null);
			module.resolveInput(name);
		}
	}
}
