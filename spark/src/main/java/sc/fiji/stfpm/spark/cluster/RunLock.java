package sc.fiji.stfpm.spark.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.files.WriteLock;

/**
 * The right of one run at a time to write into a folder. On this machine the system frees it however its process dies. Elsewhere there is
 * no such lock: a small file there is written anew every few seconds, and one that grows old is nobody's.
 */
public final class RunLock implements Closeable {
	private static final String NAME = "_stfpm-run";
	private static final long BEAT_MILLIS = 3000;
	private static final int MISSED_BEATS = 5;

	private final Closeable lock;

	private RunLock(Closeable lock) {
		this.lock = lock;
	}

	/**
	 * Takes it. Where a file is left of a run that died, this takes a quarter of a minute.
	 *
	 * @param folder which exists
	 * @param holder who takes it, for the message to others
	 * @throws IOException if another run has it; says which
	 */
	public static RunLock take(Path folder, String holder, Configuration conf) throws IOException {
		var here = HadoopFiles.local(folder);
		if (here.isPresent()) {
			WriteLock lock = WriteLock.ofFolder(here.get());
			return new RunLock(lock::close);
		}
		return new RunLock(beat(new Path(folder, NAME), holder, conf));
	}

	private static Closeable beat(Path file, String holder, Configuration conf) throws IOException {
		waitUntilOld(file, conf);
		write(file, holder, conf);
		ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(work -> {
			Thread thread = new Thread(work, "run lock");
			thread.setDaemon(true);
			return thread;
		});
		beats.scheduleWithFixedDelay(() -> {
			try {
				write(file, holder, conf);
			}
			catch (IOException e) {
				// The next beat may get through; until then the file only grows older.
				org.slf4j.LoggerFactory.getLogger(RunLock.class).warn("{}: {}", file, Reasons.of(e));
			}
		}, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
		return () -> {
			beats.shutdownNow();
			file.getFileSystem(conf).delete(file, false);
		};
	}

	private static void write(Path file, String holder, Configuration conf) throws IOException {
		HadoopFiles.putText(holder + "\n" + System.nanoTime() + "\n", file, conf);
	}

	/** By its content, as clocks of machines differ. */
	private static void waitUntilOld(Path file, Configuration conf) throws IOException {
		String first = HadoopFiles.text(file, conf).orElse(null);
		for (long waited = 0; first != null && waited < MISSED_BEATS * BEAT_MILLIS; waited += BEAT_MILLIS) {
			try {
				Thread.sleep(BEAT_MILLIS);
			}
			catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new IOException("Interrupted while waiting for " + file, e);
			}
			String now = HadoopFiles.text(file, conf).orElse(null);
			if (now != null && !now.equals(first)) throw new IOException(file.getParent() + " is being written by " + now.lines().findFirst().orElse(
				"another run") + "; wait for it, stop it, or name another place");
		}
	}

	@Override
	public void close() throws IOException {
		lock.close();
	}
}
