package sc.fiji.stfpm.cells;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What was computed last, up to a number of bytes; what several threads want at a time is computed by one of them. Thread-safe. */
public final class BoundedCache<V> {
	public interface Source<V> {
		Sized<V> compute(long key) throws Exception;
	}

	/** A value and the memory that it takes. */
	public record Sized<V>(V value, long bytes) {}

	private final long limit;
	private final Source<V> source;
	/** The one asked for last is the last. */
	private final Map<Long, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
	private long bytes;

	public BoundedCache(long limit, Source<V> source) {
		this.limit = limit;
		this.source = source;
	}

	private final class Entry {
		private final CountDownLatch done = new CountDownLatch(1);
		private final Thread computing = Thread.currentThread();
		/** Written before {@link #done}; null as long as there is none. */
		private volatile Sized<V> result;
		private Throwable failure;
	}

	/** Waits while another thread computes it. */
	public V get(long key) {
		Entry entry;
		boolean first = false;
		synchronized (entries) {
			entry = entries.get(key);
			if (entry == null) {
				first = true;
				entry = new Entry();
				entries.put(key, entry);
			}
		}
		Sized<V> result = entry.result;
		if (result != null) return result.value();
		if (first) compute(key, entry);
		else await(entry);
		if (entry.failure != null) throw thrown(entry.failure);
		return entry.result.value();
	}

	private void compute(long key, Entry entry) {
		try {
			Sized<V> result = source.compute(key);
			synchronized (entries) {
				entry.result = result;
				bytes += result.bytes();
				drop(entry);
			}
		}
		catch (Throwable e) {
			entry.failure = e;
			synchronized (entries) {
				entries.remove(key);
			}
		}
		finally {
			entry.done.countDown();
		}
	}

	/** Drops what was asked for longest ago, and never what is being computed. */
	private void drop(Entry kept) {
		for (Iterator<Entry> all = entries.values().iterator(); bytes > limit && all.hasNext();) {
			Entry entry = all.next();
			if (entry == kept || entry.result == null) continue;
			bytes -= entry.result.bytes();
			all.remove();
		}
	}

	private void await(Entry entry) {
		if (entry.computing == Thread.currentThread() && entry.done.getCount() > 0) throw new IllegalStateException(
			"A cell was looked at by its own loader");
		boolean interrupted = false;
		while (true) {
			try {
				entry.done.await();
				break;
			}
			catch (InterruptedException e) {
				// Pixels cannot be half there; whoever asked sees the interrupt afterwards.
				interrupted = true;
			}
		}
		if (interrupted) Thread.currentThread().interrupt();
	}

	private static RuntimeException thrown(Throwable failure) {
		if (failure instanceof Error error) throw error;
		if (failure instanceof RuntimeException e) return e;
		if (failure instanceof IOException e) return new UncheckedIOException(e);
		return new IllegalStateException(failure);
	}
}
