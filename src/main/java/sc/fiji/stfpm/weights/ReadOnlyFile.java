package sc.fiji.stfpm.weights;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Positional reads of a file that say which file failed. Not memory-mapped: Windows cannot replace a mapped file.
 * Safe for use by several threads.
 */
public final class ReadOnlyFile implements Closeable {
	/** The JDK keeps a direct buffer as large as the largest single transfer, so transfers are cut. */
	static final int TRANSFER = 1 << 20;

	private final Path path;
	private final FileChannel channel;
	private final long size;

	private ReadOnlyFile(Path path, FileChannel channel) throws IOException {
		this.path = path;
		this.channel = channel;
		this.size = channel.size();
	}

	/** @throws WeightFileException if the file is missing, a folder, empty or not readable */
	public static ReadOnlyFile open(Path path) throws IOException {
		if (Files.notExists(path))
			throw new WeightFileException(path, "expected a weight file, found nothing there");
		if (Files.isDirectory(path))
			throw new WeightFileException(path, "expected a weight file, found a folder");
		ReadOnlyFile file;
		try {
			file = new ReadOnlyFile(path, FileChannel.open(path, StandardOpenOption.READ));
		}
		catch (IOException e) {
			throw WeightFileException.of(path, "cannot be opened", e);
		}
		if (file.size > 0)
			return file;
		file.close();
		throw new WeightFileException(path, "expected a weight file, found an empty file");
	}

	public Path path() {
		return path;
	}

	/** Size in bytes when it was opened. */
	public long size() {
		return size;
	}

	/** Exactly {@code count} bytes from {@code position} on; nothing is allocated for a range outside of the file. */
	public byte[] read(long position, long count) throws IOException {
		if (position < 0 || count < 0 || position > size - count)
			throw new WeightFileException(path, "ends early: expected " + count + " bytes at " + position
				+ ", the file has " + size);
		if (count > Tensor.MAX_BYTES)
			throw new WeightFileException(path, count + " bytes at " + position + " exceed the limit of 2 GiB a tensor");
		byte[] bytes = new byte[(int) count];
		for (int done = 0; done < bytes.length;)
			done += transfer(position + done, bytes, done, bytes.length - done);
		return bytes;
	}

	private int transfer(long position, byte[] bytes, int offset, int count) throws IOException {
		int read;
		try {
			read = channel.read(ByteBuffer.wrap(bytes, offset, Math.min(count, TRANSFER)), position);
		}
		catch (IOException e) {
			throw WeightFileException.of(path, "cannot be read", e);
		}
		if (read <= 0)
			throw new WeightFileException(path, "ends early: it became shorter while it was open");
		return read;
	}

	@Override
	public void close() throws IOException {
		channel.close();
	}

	/** A view of the file from its start. {@link #available()} is all that is left of the file. */
	public final class Stream extends InputStream {
		private final byte[] buffer = new byte[8192];
		private long bufferStart;
		private int bufferLength;
		private long position;
		private long mark;

		public long position() {
			return position;
		}

		@Override
		public int read() throws IOException {
			if (position >= size)
				return -1;
			if (position < bufferStart || position >= bufferStart + bufferLength) {
				bufferLength = transfer(position, buffer, 0, (int) Math.min(buffer.length, size - position));
				bufferStart = position;
			}
			return buffer[(int) (position++ - bufferStart)] & 0xff;
		}

		@Override
		public int available() {
			return (int) Math.min(Integer.MAX_VALUE, size - position);
		}

		@Override
		public boolean markSupported() {
			return true;
		}

		@Override
		public void mark(int readLimit) {
			mark = position;
		}

		@Override
		public void reset() {
			position = mark;
		}
	}
}
