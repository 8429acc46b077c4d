package sc.fiji.stfpm.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import sc.fiji.stfpm.train.TrainingProgress;
import sc.fiji.stfpm.train.TrainingReport;

/**
 * Progress on standard error: a bar that redraws itself on a terminal, now and then a plain line in a log. Interrupting
 * the program (Ctrl-C) cancels.
 */
final class ConsoleProgress implements TrainingProgress, AutoCloseable {
	private static final int BAR = 30;
	private static final int SAVE_SECONDS = 60;
	private static final long LINE_NANOS = 10_000_000_000L;
	private static final long BAR_NANOS = 100_000_000L;

	private final PrintWriter err;
	private final boolean terminal;
	private final AtomicBoolean cancelled = new AtomicBoolean();
	private final CountDownLatch finished = new CountDownLatch(1);
	private final Thread onInterrupt = new Thread(this::interrupt, "stfpm-interrupt");
	private long last;
	private int drawn;

	ConsoleProgress(PrintWriter err) {
		this(err, System.console() != null);
		Runtime.getRuntime().addShutdownHook(onInterrupt);
	}

	ConsoleProgress(PrintWriter err, boolean terminal) {
		this.err = err;
		this.terminal = terminal;
	}

	private void interrupt() {
		cancelled.set(true);
		try {
			// The work stops between two steps and may still save what it has.
			finished.await(SAVE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public synchronized void update(long done, long total, String message) {
		long now = System.nanoTime();
		if (done < total && now - last < (terminal ? BAR_NANOS : LINE_NANOS)) return;
		last = now;
		int percent = (int) (100 * done / total);
		if (!terminal) {
			err.println(String.format(Locale.ROOT, "%3d %%  %d/%d  %s", percent, done, total, message));
			return;
		}
		int filled = (int) (BAR * done / total);
		String text = String.format(Locale.ROOT, "[%s%s] %3d %%  %d/%d  %s", "=".repeat(filled), " ".repeat(BAR - filled),
			percent, done, total, message);
		err.print("\r" + text + " ".repeat(Math.max(0, drawn - text.length())));
		drawn = text.length();
		if (done == total) endLine();
		err.flush();
	}

	@Override
	public synchronized void note(String message) {
		endLine();
		err.println(message);
	}

	@Override
	public void validated(TrainingReport.Validation v) {
		note(String.format(Locale.ROOT, "Step %d: mean map of held-out images %.4g%s", v.step(), v.value(), v.best()
			? ", the best so far" : ""));
	}

	private void endLine() {
		if (drawn > 0) err.println();
		drawn = 0;
	}

	@Override
	public boolean isCancelled() {
		return cancelled.get();
	}

	@Override
	public void close() {
		finished.countDown();
		try {
			Runtime.getRuntime().removeShutdownHook(onInterrupt);
		}
		catch (IllegalStateException e) {
			// Already shutting down: that is what the hook is for.
			return;
		}
	}
}
