package sc.fiji.stfpm.commands;

/** A command could not do what was asked; the message is for its user. */
public final class CommandFailedException extends RuntimeException {
	private static final long serialVersionUID = 1L;

	public CommandFailedException(String message, Throwable cause) {
		super(message, cause);
	}
}
