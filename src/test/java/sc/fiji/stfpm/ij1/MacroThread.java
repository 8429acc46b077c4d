package sc.fiji.stfpm.ij1;

import java.util.concurrent.atomic.AtomicReference;

import ij.Macro;

/** A thread on which ImageJ would run a command for a macro or script. */
final class MacroThread {
	private MacroThread() {}

	/**
	 * Runs the bridge with options.
	 *
	 * @return what it threw, or null
	 */
	static Throwable run(String command, String options) {
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		Thread thread = new Thread(() -> new CommandBridge().run(command), "Run$_test");
		thread.setUncaughtExceptionHandler((t, e) -> thrown.set(e));
		if (options != null) Macro.setOptions(thread, options);
		thread.start();
		try {
			thread.join();
		}
		catch (InterruptedException e) {
			throw new IllegalStateException(e);
		}
		Macro.setOptions(thread, null);
		return thrown.get();
	}

	/** What a script sees of it: ImageJ swallows what is thrown after asking for its message. */
	static Throwable seenByScript(Throwable thrown) {
		try {
			thrown.getMessage();
			return null;
		}
		catch (RuntimeException e) {
			return e;
		}
	}
}
