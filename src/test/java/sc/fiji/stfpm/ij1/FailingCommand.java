package sc.fiji.stfpm.ij1;

import org.scijava.Cancelable;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.commands.CommandFailedException;

/** Ends in every way in which a command can. */
@Plugin(type = Command.class, label = "Fail")
public class FailingCommand implements Command, Cancelable {
	@Parameter(persist = false, choices = { "throw", "cancel", "bug" })
	String how = "throw";

	private boolean canceled;

	@Override
	public void run() {
		switch (how) {
			case "bug" -> throw new IllegalStateException("a bug");
			case "cancel" -> cancel(null);
			default -> throw new CommandFailedException("Fail: 'model' is missing", null);
		}
	}

	@Override
	public boolean isCanceled() {
		return canceled;
	}

	@Override
	public void cancel(String why) {
		canceled = true;
	}

	@Override
	public String getCancelReason() {
		return null;
	}
}
