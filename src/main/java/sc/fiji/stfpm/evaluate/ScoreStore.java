package sc.fiji.stfpm.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Keeps sorted scores, more than fit into memory: the first in memory, those beyond a budget in a temporary file that
 * goes with the store. Not thread-safe.
 */
final class ScoreStore implements AutoCloseable {
	private static final int BLOCK = 1 << 14;

	private final long budget;
	private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK * Float.BYTES);
	private long inMemory;
	private FileChannel file;
	private Path path;

	/** @param budget how many scores may stay in memory */
	ScoreStore(long budget) {
		this.budget = budget;
	}

	/** Scores that are read from the highest to the lowest, once. */
	interface Descending {
		/** Goes to the next lower score; false where there is none. */
		boolean next();

		/** The score it is at. */
		float score();
	}

	/** Scores in the store. */
	interface Scores {
		int count();

		/** @param buffer how many scores it may hold at a time */
		Descending descending(int buffer);
	}

	/**
	 * Keeps scores. Those in memory are sorted once they are read, which those of a set without masks never are.
	 *
	 * @param scores belong to the store from now on, which sorts them in place
	 * @throws UncheckedIOException where the temporary file cannot be written, because the disk is full say
	 */
	Scores add(float[] scores) {
		if (inMemory + scores.length <= budget) {
			inMemory += scores.length;
			return new Kept(scores);
		}
		Arrays.sort(scores);
		try {
			return spilled(scores);
		}
		catch (IOException e) {
			throw new UncheckedIOException("The scores of all pixels do not fit into memory, and the temporary file " + path
				+ " for them cannot be written: " + e.getMessage() + ". Free space there, name another folder with"
				+ " -Djava.io.tmpdir=FOLDER, or give Java more memory", e);
		}
	}

	private Scores spilled(float[] scores) throws IOException {
		if (file == null) {
			path = Files.createTempFile("stfpm-scores", ".tmp");
			file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE,
				StandardOpenOption.DELETE_ON_CLOSE);
		}
		long start = file.size(), position = start;
		for (int from = 0; from < scores.length; from += BLOCK) {
			int n = Math.min(BLOCK, scores.length - from);
			block.clear().limit(n * Float.BYTES);
			block.asFloatBuffer().put(scores, from, n);
			while (block.hasRemaining())
				position += file.write(block, position);
		}
		return new Spilled(start, scores.length);
	}

	/** Deletes the temporary file. */
	@Override
	public void close() {
		try {
			if (file != null) file.close();
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private record Kept(float[] scores) implements Scores {
		@Override
		public int count() {
			return scores.length;
		}

		@Override
		public Descending descending(int buffer) {
			Arrays.sort(scores);
			return new Descending() {
				private int at = scores.length;

				@Override
				public boolean next() {
					return --at >= 0;
				}

				@Override
				public float score() {
					return scores[at];
				}
			};
		}
	}

	private final class Spilled implements Scores {
		private final long start;
		private final int count;

		Spilled(long start, int count) {
			this.start = start;
			this.count = count;
		}

		@Override
		public int count() {
			return count;
		}

		@Override
		public Descending descending(int buffer) {
			return new Descending() {
				private final float[] part = new float[Math.min(Math.min(buffer, BLOCK), count)];
				private int unread = count;
				private int at;

				@Override
				public boolean next() {
					if (--at >= 0) return true;
					if (unread == 0) return false;
					int n = Math.min(part.length, unread);
					unread -= n;
					read(start + (long) unread * Float.BYTES, part, n);
					at = n - 1;
					return true;
				}

				@Override
				public float score() {
					return part[at];
				}
			};
		}
	}

	/** At most a block. */
	private void read(long position, float[] into, int n) {
		try {
			block.clear().limit(n * Float.BYTES);
			while (block.hasRemaining())
				if (file.read(block, position + block.position()) < 0) throw new IOException("it has become shorter");
			block.flip().asFloatBuffer().get(into, 0, n);
		}
		catch (IOException e) {
			throw new UncheckedIOException("The temporary file " + path + " cannot be read: " + e.getMessage(), e);
		}
	}
}
