package sc.fiji.stfpm.image;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * Values that are computed when they are asked for first. Those that were used last stay, within a bound of memory. However many
 * threads ask for one, it is computed by one of them. Thread-safe.
 */
public final class ComputedOnce<V> {
	private final long bound;
	private final ToLongFunction<V> bytes;
	private final LongFunction<V> compute;
	/** The one used last is last. */
	private final LinkedHashMap<Long, CompletableFuture<V>> values = new LinkedHashMap<>(16, 0.75f, true);
	private long held;

	/**
	 * @param bound of the memory that values take, in bytes; one that takes more stays until the next
	 * @param bytes that a value takes
	 * @param compute called without a lock
	 */
	public ComputedOnce(long bound, ToLongFunction<V> bytes, LongFunction<V> compute) {
		this.bound = bound;
		this.bytes = bytes;
		this.compute = compute;
	}

	/** The value of a key; what its computation throws is thrown, and the next call tries again. */
	public V get(long key) {
		CompletableFuture<V> value, mine = new CompletableFuture<>();
		synchronized (values) {
			value = values.get(key);
			if (value == null) values.put(key, mine);
		}
		if (value == null) return computed(key, mine);
		try {
			return value.join();
		}
		catch (CompletionException e) {
			if (e.getCause() instanceof Error error) throw error;
			if (e.getCause() instanceof RuntimeException cause) throw cause;
			throw e;
		}
	}

	private V computed(long key, CompletableFuture<V> mine) {
		try {
			V value = compute.apply(key);
			mine.complete(value);
			keep(key, value);
			return value;
		}
		catch (RuntimeException | Error e) {
			synchronized (values) {
				values.remove(key);
			}
			mine.completeExceptionally(e);
			throw e;
		}
	}

	private void keep(long key, V value) {
		synchronized (values) {
			held += bytes.applyAsLong(value);
			Iterator<Map.Entry<Long, CompletableFuture<V>>> eldest = values.entrySet().iterator();
			while (held > bound && eldest.hasNext()) {
				Map.Entry<Long, CompletableFuture<V>> entry = eldest.next();
				if (entry.getKey() == key || !entry.getValue().isDone()) continue;
				eldest.remove();
				held -= bytes.applyAsLong(entry.getValue().join());
			}
		}
	}
}
