package sc.fiji.stfpm.ij1;

import java.util.Map;
import java.util.Optional;

import org.scijava.module.Module;
import org.scijava.module.process.ModulePreprocessor;

import ij.IJ;
import ij.Macro;
import ij.plugin.frame.Recorder;

/**
 * Gives a command its inputs: from macro options, else from a dialog where somebody is there to answer, else its
 * defaults. Values remembered from an earlier run are offered in the dialog only, so that a macro's result does not
 * depend on them.
 */
final class InputGathering implements ModulePreprocessor {
	private final Caller caller;
	private final String title;
	private boolean canceled;
	private String reason;

	InputGathering(Caller caller, String title) {
		this.caller = caller;
		this.title = title;
	}

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
			cancel(e.getMessage());
		}
		record(inputs);
	}

	private void ask(Inputs inputs) {
		inputs.set(Map.of());
		Optional<Map<String, String>> answers = new InputDialog(title, inputs).ask();
		answers.ifPresentOrElse(inputs::set, () -> cancel(null));
	}

	/** What dialogs noted on their own is dropped: their keys come from labels. */
	private void record(Inputs inputs) {
		if (canceled || !IJ.recording() || caller.program() && !Recorder.recordInMacros) return;
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
		reason = why;
	}

	@Override
	public String getCancelReason() {
		return reason;
	}
}
