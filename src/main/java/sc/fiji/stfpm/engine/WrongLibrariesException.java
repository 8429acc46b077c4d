package sc.fiji.stfpm.engine;

import java.io.IOException;

/** A zip or folder is not what it should be: damaged, not whole, or of another version, flavour or system. */
final class WrongLibrariesException extends IOException {
	private static final long serialVersionUID = 1L;

	WrongLibrariesException(String message, Throwable cause) {
		super(message, cause);
	}
}
