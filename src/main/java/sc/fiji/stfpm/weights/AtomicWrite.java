package sc.fiji.stfpm.weights;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file so that a reader, or a crash, sees the old one or the new one and never half of either. */
final class AtomicWrite {
	@FunctionalInterface
	interface Content {
		void writeTo(FileChannel channel) throws IOException;
	}

	private AtomicWrite() {}

	/** @throws WeightFileException naming {@code target}, which is then as it was before */
	static void to(Path target, Content content) throws IOException {
		Path absolute = target.toAbsolutePath();
		if (Files.isDirectory(absolute) || absolute.getFileName() == null)
			throw new WeightFileException(target, "cannot be written: a folder stands there");
		// Not Files.createTempFile, whose owner-only permissions the final file would keep.
		Path temporary = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".tmp");
		try {
			try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
				content.writeTo(channel);
				channel.force(true);
			}
			move(temporary, absolute);
		}
		catch (IOException e) {
			throw WeightFileException.of(target, "cannot be written", e);
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	/** Puts a finished file in its place, over what may stand there. */
	static void move(Path from, Path to) throws IOException {
		try {
			Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (AtomicMoveNotSupportedException e) {
			Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
		}
	}
}
