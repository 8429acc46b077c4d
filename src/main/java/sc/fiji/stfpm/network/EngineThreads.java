package sc.fiji.stfpm.network;

import java.util.function.IntConsumer;

/**
 * With how many threads PyTorch computes: as many as the user gave as a system property, else as {@link #use} said last, else as
 * there are processors. Knows no engine, so that a number can be set where none is needed. Thread-safe.
 */
public final class EngineThreads {
	static final String PROPERTY = "ai.djl.pytorch.num_threads";
	private static final boolean GIVEN = System.getProperty(PROPERTY) != null;

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

	/** To be called before the engine starts, which reads the property. */
	static synchronized void settle() {
		if (System.getProperty(PROPERTY) == null) System.setProperty(PROPERTY, Integer.toString(Runtime.getRuntime().availableProcessors()));
	}

	/** @param change sets the number of a running engine */
	static synchronized void started(IntConsumer change) {
		engine = change;
	}
}
