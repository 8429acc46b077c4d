package sc.fiji.stfpm.ij1;

import java.util.Optional;

import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.plugin.PlugIn;
import sc.fiji.stfpm.commands.AnomalyCommand;
import sc.fiji.stfpm.commands.CommandFailedException;
import sc.fiji.stfpm.ui.OwnPlot;

/**
 * Runs a command of this plugin from an entry of {@code plugins.config}, whose argument is the command's simple class
 * name. Macro options are read with Fiji's keys; without them a dialog asks, where somebody is there to answer. The
 * command runs on the calling thread, as ImageJ's batch mode knows images by thread.
 */
public final class CommandBridge implements PlugIn {
	private static final String PLUGIN = "sc.fiji.stfpm.";

	@Override
	public void run(String command) {
		Caller caller = Caller.current();
		Failure failure = new Failure(caller, command);
		String reason;
		try {
			CommandInfo info = find(command);
			failure = new Failure(caller, info.getTitle());
			if (!run(info, caller).isCanceled()) return;
			reason = null;
		}
		catch (CommandFailedException e) {
			reason = e.getMessage();
		}
		catch (RuntimeException | Error e) {
			boolean canceled = Macro.MACRO_CANCELED.equals(e.getMessage());
			// to a person, ImageJ shows what is thrown
			if (!canceled && !caller.program()) throw e;
			reason = canceled ? null : failure.logged(e);
		}
		failure.report(reason);
	}

	/** What a person was asked for is asked again where it did not do. */
	private static Cancelable run(CommandInfo info, Caller caller) {
		Context context = SciJavaContext.get();
		ImagePlus active = caller.program() || !caller.watched() ? null : WindowManager.getCurrentImage();
		Optional<Attempt> earlier = Optional.empty();
		while (true) {
			Module module = context.service(ModuleService.class).createModule(info);
			if (!caller.program() && caller.watched() && module.getDelegateObject() instanceof AnomalyCommand command) command.setForPerson();
			InputGathering gathering = new InputGathering(caller, info.getTitle(), earlier);
			try {
				new CommandRun(context, module, gathering).run();
				return (Cancelable) module;
			}
			catch (CommandFailedException e) {
				earlier = gathering.attempt(e);
				if (earlier.isEmpty()) throw e;
			}
			finally {
				OwnPlot.giveWayTo(active);
			}
		}
	}

	private static CommandInfo find(String command) {
		return SciJavaContext.get().service(CommandService.class).getCommands().stream()
			.filter(info -> info.getClassName().startsWith(PLUGIN) && info.getClassName().endsWith("." + command)).findFirst()
			.orElseThrow(() -> new IllegalStateException("The command " + command + " is not installed"));
	}
}
