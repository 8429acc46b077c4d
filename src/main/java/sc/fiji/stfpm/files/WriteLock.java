package sc.fiji.stfpm.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The right to write a folder of results or a file, held by one at a time, in one process or several. While it is held there is
 * a small file, {@code .stfpm.lock} in the folder or {@code .NAME.lock} beside the file, that says who holds it. The system frees
 * it when its process dies, however it dies.
 */
public final class WriteLock implements AutoCloseable {
	private static final String FOLDER_LOCK = ".stfpm.lock";
	/** Beyond the text: where locks keep others from reading, too, they must be able to read who holds it. */
	private static final long PLACE = Long.MAX_VALUE - 1;
	private static final int HOLDER_BYTES = 1000;
	private static final int PADDING = 1 << 16;
	/** Of this process, which must not open them again: closing any channel of a file frees its lock on most systems. */
	private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

	private final Path file;
	private final FileChannel channel;

	private WriteLock(Path file, FileChannel channel) {
		this.file = file;
		this.channel = channel;
	}

	/**
	 * Takes the right to write a file, whose folder exists.
	 *
	 * @throws IOException saying who has it
	 */
	public static WriteLock ofFile(Path target) throws IOException {
		Path absolute = target.toAbsolutePath();
		return take(absolute.getParent(), "." + absolute.getFileName() + ".lock", target);
	}

	/**
	 * Takes the right to write into a folder, which exists, and removes what writers that were killed had begun there.
	 *
	 * @throws IOException saying who has it
	 */
	public static WriteLock ofFolder(Path folder) throws IOException {
		WriteLock lock = take(folder, FOLDER_LOCK, folder);
		Leftovers.removeIn(folder);
		return lock;
	}

	private static WriteLock take(Path folder, String name, Path what) throws IOException {
		Path file = folder.toRealPath().resolve(name);
		if (!HELD.add(file)) throw inUse(what, "another command of this process");
		FileChannel channel = null;
		try {
			do {
				if (channel != null) channel.close();
				channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
				if (channel.tryLock(PLACE, 1, false) == null) throw inUse(what, holder(channel));
			}
			while (!signed(file, channel));
			return new WriteLock(file, channel);
		}
		catch (IOException | RuntimeException e) {
			if (channel != null) channel.close();
			HELD.remove(file);
			throw e;
		}
	}

	/**
	 * Writes who holds it, and tells whether the file of that name is still the one that was opened: its last holder may have
	 * deleted it in between, and a lock on a deleted file keeps nobody away. Sizes tell, as opening it again would free the lock.
	 */
	private static boolean signed(Path file, FileChannel channel) throws IOException {
		String text = "process " + ProcessHandle.current().pid() + " of " + System.getProperty("user.name") + " since "
			+ LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS) + "\n" + " ".repeat(ThreadLocalRandom.current().nextInt(PADDING));
		channel.truncate(0).write(StandardCharsets.UTF_8.encode(text), 0);
		try {
			return Files.size(file) == channel.size();
		}
		catch (NoSuchFileException e) {
			return false;
		}
	}

	private static String holder(FileChannel channel) throws IOException {
		ByteBuffer text = ByteBuffer.allocate(HOLDER_BYTES);
		channel.read(text, 0);
		String holder = StandardCharsets.UTF_8.decode(text.flip()).toString().strip();
		return holder.isEmpty() ? "another process" : holder;
	}

	private static IOException inUse(Path what, String holder) {
		return new FileSystemException(what.toString(), null, "is being written by " + holder
			+ "; wait for it, stop it, or name another place");
	}

	/** Gives it back. */
	@Override
	public void close() {
		try (channel) {
			// Before it is free: afterwards it may be another's.
			Files.deleteIfExists(file);
		}
		catch (IOException e) {
			// A lock file that nobody holds hinders nobody; where open files cannot be deleted it stays.
			return;
		}
		finally {
			HELD.remove(file);
		}
	}
}
