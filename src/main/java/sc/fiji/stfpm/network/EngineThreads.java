package sc.fiji.stfpm.network;

import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/**
 * With how many threads PyTorch computes: as many as the user gave as a system property, else as {@link #use} said last, else as
 * there are processors. Knows no engine, so that a number can be set where none is needed. Thread-safe.
 */
public final class EngineThreads {
	static final String PROPERTY = "ai.djl.pytorch.num_threads";
	private static final boolean GIVEN = System.getProperty(PROPERTY) != null;

	private static final int MOST_PARTS = 4;
	/** So much of the threads has to be used where all parts are equal. */
	private static final double USED = 0.75;

	private static final ThreadLocal<Integer> PARTS = ThreadLocal.withInitial(() -> 1);
	private static IntConsumer engine = threads -> {};

	private EngineThreads() {}

	/**
	 * Lets PyTorch use so many threads for what the calling thread asks of it, and threads that have asked for nothing yet: from now on,
	 * or once it is started. Each thread that asks has its own number in PyTorch.
	 *
	 * @param threads at least 1
	 */
	public static synchronized void use(int threads) {
		if (threads < 1) throw new IllegalArgumentException("Expected at least 1 thread, found " + threads);
		if (GIVEN) return;
		System.setProperty(PROPERTY, Integer.toString(threads));
		engine.accept(threads);
	}

	/**
	 * Among how many callers the threads are best shared, where there is work for all of them: threads that wait for each other within one image do less than
	 * those that have one each. Bounded, as each caller holds an image and its features; and such that all have equally many, since the last bits of values depend
	 * on how many compute, and nothing should depend on which of them an image comes to.
	 */
	public static int parts() {
		int all = count(), parts = MOST_PARTS;
		while (parts > 1 && all / parts * parts < USED * all)
			parts--;
		return parts;
	}

	/**
	 * Lets the calling thread compute with its part of PyTorch's threads alone, until it ends; no other thread has fewer for it. To be called where the
	 * engine runs.
	 *
	 * @param parts how many threads share, each of which calls this
	 */
	public static synchronized void share(int parts) {
		int all = count();
		PARTS.set(parts);
		engine.accept(Math.max(1, all / parts));
		// A thread that asks PyTorch for the first time has the number that was said last by any thread.
		CompletableFuture.runAsync(() -> engine.accept(all), task -> new Thread(task).start()).join();
	}

	/** Among how many the calling thread shares PyTorch's threads; 1 where it has all. */
	static int sharing() {
		return PARTS.get();
	}

	private static int count() {
		return Integer.getInteger(PROPERTY, Runtime.getRuntime().availableProcessors());
	}

	/** To be called before the engine starts, which reads the property. */
	static synchronized void settle() {
		if (System.getProperty(PROPERTY) == null) System.setProperty(PROPERTY, Integer.toString(Runtime.getRuntime().availableProcessors()));
	}

	/** @param change sets the number of a running engine */
	static synchronized void started(IntConsumer change) {
		engine = change;
	}
}
