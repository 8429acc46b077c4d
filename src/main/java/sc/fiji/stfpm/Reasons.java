package sc.fiji.stfpm;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Why something went wrong, for people: what was thrown says it to programmers, by a path alone for one. */
public final class Reasons {
	/** How the engine says that a device, or the system, has no memory left for an array. */
	private static final Pattern NO_MEMORY = Pattern.compile("out of memory|can't allocate memory|not enough memory|CU(BLAS|DNN)_STATUS_\\w*ALLOC\\w*_FAILED",
		Pattern.CASE_INSENSITIVE);
	private static final int LONGEST = 200;

	private Reasons() {}

	/** One sentence or more, without the exception's name where it has a message. */
	public static String of(Throwable e) {
		if (e instanceof InvalidPathException path) return path.getInput() + ": a name with characters that this system's"
			+ " settings cannot write (" + System.getProperty("sun.jnu.encoding") + "); start with a UTF-8 locale, such as LC_ALL=C.UTF-8";
		if (e instanceof FileSystemException file && file.getFile() != null) return file.getFile() + ": " + what(file);
		if (isEngineMemory(e)) return engineMemory(e);
		return e.getMessage() == null ? e.toString() : e.getMessage();
	}

	/** Whether the engine had no memory for an array, of a GPU's or of the system's. It goes on working, with less to do. */
	public static boolean isEngineMemory(Throwable e) {
		return e instanceof RuntimeException && e.getMessage() != null && NO_MEMORY.matcher(e.getMessage()).find();
	}

	/** The engine's own words go on for pages, with what it did when. */
	private static String engineMemory(Throwable e) {
		String said = e.getMessage().lines().findFirst().orElse("");
		boolean gpu = said.contains("CUDA") || said.contains("CUBLAS") || said.contains("CUDNN") || said.contains("MPS");
		return (gpu ? "the GPU" : "the machine") + " has not enough memory (" + said.substring(0, Math.min(LONGEST, said.length())) + "). Close what else"
			+ " uses it; train with a smaller size or batch" + (gpu ? "; or use device=cpu" : "");
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
