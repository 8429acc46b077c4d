package sc.fiji.stfpm.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The program is asked to end, by Ctrl-C (SIGINT) or {@code kill} (SIGTERM). The work then stops as soon as it can, saves and
 * says what it has done, and the virtual machine ends with the exit code that it has for the signal, 130 or 143.
 */
final class Interrupt {
	private static final int SAVE_SECONDS = 60;
	private static final CountDownLatch DONE = new CountDownLatch(1);
	private static volatile boolean requested;

	private Interrupt() {}

	/** From now on the virtual machine waits for {@link #done}, but not for ever. */
	static void await() {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			requested = true;
			try {
				DONE.await(SAVE_SECONDS, TimeUnit.SECONDS);
			}
			catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		}, "stfpm-interrupt"));
	}

	/** All work has ended, and all has been said. */
	static void done() {
		DONE.countDown();
	}

	static boolean isRequested() {
		return requested;
	}
}
