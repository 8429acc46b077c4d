package sc.fiji.stfpm.ij1;

import sc.fiji.stfpm.commands.CommandFailedException;

/**
 * Carries a failure through {@link ij.Executer} to a script that has neither macro interpreter nor ImageJ window.
 * Executer swallows every throwable and the script would go on without its result; but it asks for the message, and what
 * is thrown then gets through.
 */
final class ScriptStop extends RuntimeException {
	private static final long serialVersionUID = 1L;

	private final CommandFailedException failure;

	ScriptStop(CommandFailedException failure) {
		super(failure);
		this.failure = failure;
	}

	@Override
	public String getMessage() {
		throw failure;
	}
}
