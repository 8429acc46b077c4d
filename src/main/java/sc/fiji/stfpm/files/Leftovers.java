package sc.fiji.stfpm.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Files that {@link AtomicWrite} has begun. As long as one is being written its writer holds a lock on it, which dies with the
 * process; what nobody holds is a leftover of a process that was killed.
 */
public final class Leftovers {
	static final String START = ".stfpm-";
	static final String END = ".tmp";
	/** Of this process, which must not open them again: closing any channel of a file frees its lock on most systems. */
	private static final Set<Path> BEGUN = ConcurrentHashMap.newKeySet();

	private Leftovers() {}

	/** A file that is being written, until closed; what then still has its name is deleted. */
	record Begun(Path file, FileChannel channel) implements AutoCloseable {
		@Override
		public void close() throws IOException {
			try (channel) {
				Files.deleteIfExists(file);
			}
			finally {
				BEGUN.remove(file);
			}
		}
	}

	/** Begins a file in a folder, under a name of its own. */
	static Begun begin(Path folder) throws IOException {
		while (true) {
			// Not Files.createTempFile, whose owner-only permissions the final file would keep; and not the target's name with
			// something added, which may be too long.
			Path file = folder.resolve(START + UUID.randomUUID() + END);
			BEGUN.add(file);
			FileChannel channel = null;
			try {
				channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
				if (isLocked(channel) && Files.exists(file)) return new Begun(file, channel);
				// Whoever removes leftovers was faster than the lock.
				channel.close();
			}
			catch (IOException | RuntimeException e) {
				if (channel != null) channel.close();
				BEGUN.remove(file);
				throw e;
			}
			BEGUN.remove(file);
		}
	}

	private static boolean isLocked(FileChannel channel) {
		try {
			return channel.tryLock() != null;
		}
		catch (IOException e) {
			// A file system without locks; no leftover there can be locked by whoever would remove it, and all stay.
			return true;
		}
	}

	/** Removes those in a folder; what cannot be removed stays. */
	static void removeIn(Path folder) {
		remove(folder, 1);
	}

	/** Removes those in a folder and below; what cannot be removed stays. */
	public static void removeBelow(Path folder) {
		remove(folder, Integer.MAX_VALUE);
	}

	private static void remove(Path folder, int depth) {
		List<Path> found;
		try (Stream<Path> files = Files.walk(folder, depth)) {
			found = files.filter(file -> isOne(file) && !BEGUN.contains(file)).toList();
		}
		catch (IOException | UncheckedIOException e) {
			// They are in nobody's way.
			return;
		}
		found.forEach(Leftovers::removeDead);
	}

	private static boolean isOne(Path file) {
		String name = file.getFileName() == null ? "" : file.getFileName().toString();
		return name.startsWith(START) && name.endsWith(END);
	}

	private static void removeDead(Path file) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE); FileLock lock = channel.tryLock()) {
			// While it is locked, so that nobody begins to write it.
			if (lock != null) Files.deleteIfExists(file);
		}
		catch (IOException | OverlappingFileLockException e) {
			// As above.
			return;
		}
	}
}
