package sc.fiji.stfpm.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@link AtomicWrite} had begun when its process was killed. While a file is being written its writer holds a lock on it,
 * which dies with the process.
 */
public final class Leftovers {
	static final String START = ".stfpm-";
	static final String END = ".tmp";
	/** Between its lock and its move a file is nobody's, for an instant. */
	private static final Duration OLD = Duration.ofSeconds(10);

	private Leftovers() {}

	static void markAlive(FileChannel channel) {
		try {
			channel.tryLock();
		}
		catch (IOException e) {
			// A file system without locks; no leftover there can be locked by whoever would remove it, and all stay.
			return;
		}
	}

	/** Removes those in a folder that have not been touched for some seconds; what cannot be removed stays. */
	static void removeOld(Path folder) {
		remove(folder, 1, Instant.now().minus(OLD));
	}

	/** Removes all in a folder, where nobody else can be writing. */
	static void removeIn(Path folder) {
		remove(folder, 1, Instant.MAX);
	}

	/** The same, and below it. */
	public static void removeBelow(Path folder) {
		remove(folder, Integer.MAX_VALUE, Instant.MAX);
	}

	private static void remove(Path folder, int depth, Instant before) {
		List<Path> found;
		try (Stream<Path> files = Files.walk(folder, depth)) {
			found = files.filter(Leftovers::isOne).toList();
		}
		catch (IOException | UncheckedIOException e) {
			// They are in nobody's way.
			return;
		}
		for (Path file : found)
			removeDead(file, before);
	}

	private static boolean isOne(Path file) {
		String name = file.getFileName() == null ? "" : file.getFileName().toString();
		return name.startsWith(START) && name.endsWith(END);
	}

	private static void removeDead(Path file, Instant before) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			if (Files.getLastModifiedTime(file).toInstant().isAfter(before) || channel.tryLock() == null) return;
		}
		catch (IOException | OverlappingFileLockException e) {
			return;
		}
		try {
			Files.deleteIfExists(file);
		}
		catch (IOException e) {
			// As above.
			return;
		}
	}
}
