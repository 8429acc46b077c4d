package sc.fiji.stfpm.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a file so that a reader, or a crash, sees the old one or the new one and never half of either. What a killed process
 * leaves has a name of its own, by which {@link Leftovers} knows it.
 */
public final class AtomicWrite {
	/** Writes a file's bytes. */
	@FunctionalInterface
	public interface Content {
		void writeTo(FileChannel channel) throws IOException;
	}

	private AtomicWrite() {}

	/**
	 * Writes a file that outlasts a loss of power, too, once this returns.
	 *
	 * @throws IOException if it cannot be written; {@code target} is then as it was before
	 */
	public static void to(Path target, Content content) throws IOException {
		write(target, content, true);
		Leftovers.removeIn(target.toAbsolutePath().getParent());
	}

	/**
	 * The same, but without waiting for the disk: for results of which there are many, and which can be made again. The system
	 * writes them within seconds, whatever becomes of this process.
	 */
	public static void soon(Path target, Content content) throws IOException {
		write(target, content, false);
	}

	/** A text in UTF-8, as {@link #soon}. */
	public static void text(Path target, String text) throws IOException {
		bytes(target, text.getBytes(StandardCharsets.UTF_8));
	}

	/** As {@link #soon}. */
	public static void bytes(Path target, byte[] bytes) throws IOException {
		soon(target, channel -> {
			ByteBuffer buffer = ByteBuffer.wrap(bytes);
			while (buffer.hasRemaining())
				channel.write(buffer);
		});
	}

	private static void write(Path target, Content content, boolean force) throws IOException {
		Path absolute = target.toAbsolutePath();
		if (Files.isDirectory(absolute) || absolute.getFileName() == null) throw new FileSystemException(target.toString(), null,
			"a folder stands there");
		try (Leftovers.Begun begun = Leftovers.begin(absolute.getParent())) {
			content.writeTo(begun.channel());
			if (force) begun.channel().force(true);
			// While it is open and locked: in between it would be nobody's.
			move(begun.file(), absolute);
		}
	}

	/** Puts a finished file in its place, over what may stand there. */
	public static void move(Path from, Path to) throws IOException {
		try {
			Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (AtomicMoveNotSupportedException e) {
			Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
		}
	}
}
