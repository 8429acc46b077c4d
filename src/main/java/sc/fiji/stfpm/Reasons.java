package sc.fiji.stfpm;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Why something went wrong, for people: what was thrown says it to programmers, by a path alone for one. */
public final class Reasons {
	private Reasons() {}

	/** One sentence or more, without the exception's name where it has a message. */
	public static String of(Throwable e) {
		if (e instanceof InvalidPathException path) return path.getInput() + ": a name with characters that this system's"
			+ " settings cannot write (" + System.getProperty("sun.jnu.encoding") + "); start with a UTF-8 locale, such as LC_ALL=C.UTF-8";
		if (e instanceof FileSystemException file && file.getFile() != null) return file.getFile() + ": " + what(file);
		return e.getMessage() == null ? e.toString() : e.getMessage();
	}

	private static String what(FileSystemException e) {
		if (e instanceof AccessDeniedException) return "access denied; change its permissions or those of its folder";
		if (e instanceof NoSuchFileException) return "no such file or folder";
		if (e instanceof NotDirectoryException) return "is no folder";
		if (e instanceof FileAlreadyExistsException) return "exists already, and is in the way";
		return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
	}

	/** For an {@link OutOfMemoryError} that one image led to. */
	public static String outOfMemory() {
		return String.format(Locale.ROOT, "too large for Java's memory of %.1f GB; give it more (java -Xmx8g; in ImageJ, Edit >"
			+ " Options > Memory & Threads...)", Runtime.getRuntime().maxMemory() / 1e9);
	}
}
