package sc.fiji.stfpm.ij1;

import java.util.Map;
import java.util.Optional;

import org.scijava.module.Module;
import org.scijava.module.process.ModulePreprocessor;

import ij.Macro;
import ij.plugin.frame.Recorder;
import sc.fiji.stfpm.commands.AnomalyCommand;
import sc.fiji.stfpm.commands.CommandFailedException;
import sc.fiji.stfpm.commands.InputProblem;
import sc.fiji.stfpm.ui.Session;

/**
 * Gives a command its inputs: from macro options, else from a dialog where somebody is there to answer, else its
 * defaults. What initializers offer is for the dialog only, so that a macro's result does not depend on it.
 */
final class InputGathering implements ModulePreprocessor {
	private final Caller caller;
	private final String title;
	private final Optional<Attempt> earlier;
	private InputDialog dialog;
	private boolean canceled;

	/** @param earlier what was asked for before and did not do, to be mended in a dialog */
	InputGathering(Caller caller, String title, Optional<Attempt> earlier) {
		this.caller = caller;
		this.title = title;
		this.earlier = earlier;
	}

	/** What a dialog can ask for again after the command failed; empty where none had asked. */
	Optional<Attempt> attempt(CommandFailedException failure) {
		if (dialog == null) return Optional.empty();
		String start = title + ": ", message = failure.getMessage();
		Attempt attempt = failure.getCause() instanceof InputProblem problem ? new Attempt(dialog.typed(), problem.key(), problem.plain(),
			dialog.location()) : new Attempt(dialog.typed(), "", message.startsWith(start) ? message.substring(start.length()) : message,
				dialog.location());
		return Optional.of(attempt);
	}

	/** @throws CommandFailedException for options that are not allowed, or where there is no image */
	@Override
	public void process(Module module) {
		Inputs inputs = new Inputs(module);
		String options = Macro.getOptions();
		try {
			if (options == null && inputs.isAsking() && caller.watched()) ask(inputs);
			else {
				inputs.setDefaults();
				inputs.set(options == null ? Map.of() : OptionString.parse(options));
			}
		}
		catch (IllegalArgumentException | IllegalStateException e) {
			throw new CommandFailedException(title + ": " + e.getMessage(), e);
		}
		if (!canceled) record(inputs);
	}

	private void ask(Inputs inputs) {
		inputs.set(Map.of());
		if (inputs.command().isPresent() && !inputs.command().get().isAsking()) return;
		inputs.command().ifPresent(AnomalyCommand::offer);
		dialog = new InputDialog(title, inputs, earlier);
		Optional<Map<String, String>> answers = dialog.ask();
		answers.ifPresentOrElse(inputs::set, () -> cancel(null));
	}

	/** What dialogs noted on their own is dropped: their keys come from labels. */
	private void record(Inputs inputs) {
		if (!Session.isRecording() || caller.program() && !Recorder.recordInMacros) return;
		Recorder.setCommand(Recorder.getCommand());
		inputs.texts().forEach((key, text) -> Recorder.recordOption(key, Recorder.fixString(OptionString.quoted(text))));
	}

	@Override
	public boolean isCanceled() {
		return canceled;
	}

	@Override
	public void cancel(String why) {
		canceled = true;
	}

	/** None: only the user cancels. */
	@Override
	public String getCancelReason() {
		return null;
	}
}
