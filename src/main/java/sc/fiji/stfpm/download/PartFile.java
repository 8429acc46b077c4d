package sc.fiji.stfpm.download;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The beginning of a download, beside the place of the whole. It outlives a break, so that the next try goes on from its
 * end. While it is open no other download may write it. Thread-safe: bytes arrive on a thread of the HTTP client.
 */
public final class PartFile implements AutoCloseable {
	/** What the names of such files end with; nothing takes them for whole files. */
	public static final String EXTENSION = ".part";

	/** Where bytes go; tests put a full disk here. */
	@FunctionalInterface
	public interface Sink {
		OutputStream to(FileChannel channel);

		Sink FILE = Channels::newOutputStream;
	}

	/** A failure on this side, which no other server mends. */
	public static final class UnwritableException extends IOException {
		private static final long serialVersionUID = 1L;

		public UnwritableException(String message, Throwable cause) {
			super(message, cause);
		}
	}

	private final Path path;
	private final FileChannel channel;
	private final OutputStream out;
	private long size;

	private PartFile(Path path, FileChannel channel, Sink sink) throws IOException {
		this.path = path;
		this.channel = channel;
		out = sink.to(channel);
		size = channel.size();
		channel.position(size);
	}

	/** @throws UnwritableException if another download writes it, or the folder does not let it be written */
	public static PartFile open(Path path, Sink sink) throws IOException {
		FileChannel channel = null;
		try {
			channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			if (channel.tryLock() == null) throw new OverlappingFileLockException();
			return new PartFile(path, channel, sink);
		}
		catch (IOException | OverlappingFileLockException e) {
			if (channel != null) channel.close();
			throw new UnwritableException(path + (e instanceof IOException ? " cannot be written: " + e
				: " is being downloaded already; wait for it, or stop it"), e);
		}
	}

	/** Bytes so far. */
	synchronized long size() {
		return size;
	}

	/** Forgets all bytes. */
	synchronized void restart() throws IOException {
		channel.truncate(0).position(0);
		size = 0;
	}

	/** @throws UnwritableException if the bytes cannot be written, or it is closed; all bytes are then gone */
	synchronized void append(byte[] bytes) throws IOException {
		try {
			out.write(bytes);
			size += bytes.length;
		}
		catch (IOException e) {
			// A disk that ran full is the user's to use again.
			if (channel.isOpen()) restart();
			throw new UnwritableException(path + " could not be written (" + e.getMessage() + ") and was deleted", e);
		}
	}

	@Override
	public synchronized void close() throws IOException {
		channel.close();
		if (size == 0) Files.deleteIfExists(path);
	}
}
