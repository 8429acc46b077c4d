package sc.fiji.stfpm.ij1;

import java.util.ArrayList;
import java.util.List;

import org.scijava.Context;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleRunner;
import org.scijava.module.event.ModuleErroredEvent;
import org.scijava.module.process.ModulePreprocessor;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginService;

import ij.ImagePlus;
import sc.fiji.stfpm.commands.DefaultInputs;
import sc.fiji.stfpm.ui.Session;

/** One run of a command on the current thread, with all that SciJava does before and after. */
final class CommandRun {
	private final Context context;
	private final Module module;
	private final ModulePreprocessor gathering;

	/** @param gathering decides on the inputs once initializers have run */
	CommandRun(Context context, Module module, ModulePreprocessor gathering) {
		this.context = context;
		this.module = module;
		this.gathering = gathering;
	}

	/** Returns when the command is done or cancelled; throws what it throws. */
	void run() {
		List<PostprocessorPlugin> after = context.service(PluginService.class).createInstancesOfType(PostprocessorPlugin.class);
		EventService events = context.service(EventService.class);
		List<EventSubscriber<?>> subscribers = events.subscribe(this);
		try {
			new ModuleRunner(context, module, before(), after).run();
		}
		finally {
			events.unsubscribe(subscribers);
		}
		if (Session.isSilent()) makeCurrent();
	}

	private List<ModulePreprocessor> before() {
		List<ModulePreprocessor> all = new ArrayList<>();
		for (PreprocessorPlugin plugin : context.service(PluginService.class).createInstancesOfType(PreprocessorPlugin.class))
			all.add(plugin instanceof DefaultInputs ? gathering : plugin);
		return all;
	}

	/** In batch mode and without a screen, images are shown to the thread of the macro or script only: this one. */
	private void makeCurrent() {
		for (ModuleItem<?> output : module.getInfo().outputs())
			if (module.getOutput(output.getName()) instanceof ImagePlus image) image.show();
	}

	/** Keeps SciJava from printing the stack trace of what the caller reports. */
	@EventHandler
	void failed(ModuleErroredEvent event) {
		if (event.getModule() == module) event.consume();
	}
}
