package sc.fiji.stfpm.weights;

import java.io.IOException;
import java.nio.file.Path;

/** A weight file that cannot be read or written; the message opens with the file's path and says what was expected and found. */
public class WeightFileException extends IOException {
	private static final long serialVersionUID = 1L;

	public WeightFileException(Path file, String problem) {
		super(file + ": " + problem);
	}

	public WeightFileException(Path file, String problem, Throwable cause) {
		super(file + ": " + problem, cause);
	}

	/** Wraps a failure that does not name the file itself; an exception of this type passes unchanged. */
	public static WeightFileException of(Path file, String action, Exception cause) {
		if (cause instanceof WeightFileException)
			return (WeightFileException) cause;
		String reason = cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
		return new WeightFileException(file, action + ": " + cause.getClass().getSimpleName() + reason, cause);
	}
}
