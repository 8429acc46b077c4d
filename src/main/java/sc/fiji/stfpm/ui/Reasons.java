package sc.fiji.stfpm.ui;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Why something could not be read or written, for people: what was thrown says it to programmers. */
final class Reasons {
	private Reasons() {}

	static String of(Exception e) {
		if (e instanceof InvalidPathException path) return path.getInput() + ": a name with characters that this system's"
			+ " settings cannot write (" + System.getProperty("sun.jnu.encoding") + "); start with a UTF-8 locale, such as LC_ALL=C.UTF-8";
		if (e instanceof AccessDeniedException denied) return denied.getFile() + ": access denied; change its permissions";
		if (e instanceof NoSuchFileException none) return none.getFile() + ": no such file or folder; it went away";
		if (e instanceof FileSystemException other && other.getReason() != null) return other.getFile() + ": " + other.getReason();
		return e.getMessage() == null ? e.toString() : e.getMessage();
	}

	static String outOfMemory() {
		return String.format(Locale.ROOT, "too large for Java's memory of %.1f GB; give it more (java -Xmx8g; in ImageJ, Edit >"
			+ " Options > Memory & Threads...)", Runtime.getRuntime().maxMemory() / 1e9);
	}
}
