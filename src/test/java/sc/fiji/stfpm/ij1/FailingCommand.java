package sc.fiji.stfpm.ij1;

import java.util.concurrent.CancellationException;

import org.scijava.Cancelable;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.commands.CommandFailedException;

/** Ends in every way in which a command can. */
@Plugin(type = Command.class, label = "Fail")
public class FailingCommand implements Command, Cancelable {
	@Parameter(persist = false, choices = { "reason", "throw", "cancel", "escape", "bug" })
	String how = "reason";

	private boolean canceled;
	private String reason;

	@Override
	public void run() {
		switch (how) {
			case "throw" -> throw new CommandFailedException("Fail 'model' is missing", null);
			case "escape" -> throw new CommandFailedException("Fail was cancelled", new CancellationException());
			case "bug" -> throw new IllegalStateException("a bug");
			case "cancel" -> cancel(null);
			default -> cancel("'model' is missing");
		}
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
