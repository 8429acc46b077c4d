package sc.fiji.stfpm.network;

/** The PyTorch engine could not be started; the message says what is missing. */
public final class EngineUnavailableException extends RuntimeException {
	private static final long serialVersionUID = 1L;

	EngineUnavailableException(String message, Throwable cause) {
		super(message, cause);
	}
}
