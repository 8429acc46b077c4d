package sc.fiji.stfpm.cli;

import java.io.PrintWriter;
import java.util.Locale;

import sc.fiji.stfpm.OneLine;
import sc.fiji.stfpm.TimeLeft;
import sc.fiji.stfpm.train.TrainingProgress;
import sc.fiji.stfpm.train.TrainingReport;

/**
 * Progress on standard error: a bar that redraws itself on a terminal, now and then a plain line in a log. An
 * {@link Interrupt} cancels.
 */
public final class ConsoleProgress implements TrainingProgress {
	private static final int BAR = 30;
	private static final long LINE_NANOS = 10_000_000_000L;
	private static final long BAR_NANOS = 100_000_000L;

	private final PrintWriter err;
	private final boolean terminal;
	private final TimeLeft timeLeft = new TimeLeft();
	private long last;
	private int drawn;

	/** @param err where it goes */
	public ConsoleProgress(PrintWriter err) {
		this(err, System.console() != null);
	}

	ConsoleProgress(PrintWriter err, boolean terminal) {
		this.err = err;
		this.terminal = terminal;
	}

	@Override
	public synchronized void update(long done, long total, String message) {
		long now = System.nanoTime();
		double seconds = timeLeft.after(done, total, now);
		if (done < total && now - last < (terminal ? BAR_NANOS : LINE_NANOS)) return;
		last = now;
		int percent = (int) (100 * done / total);
		String line = TimeLeft.with(OneLine.of(message), seconds);
		if (!terminal) {
			err.println(String.format(Locale.ROOT, "%3d %%  %d/%d  %s", percent, done, total, line));
			return;
		}
		int filled = (int) (BAR * done / total);
		String text = String.format(Locale.ROOT, "[%s%s] %3d %%  %d/%d  %s", "=".repeat(filled), " ".repeat(BAR - filled),
			percent, done, total, line);
		err.print("\r" + text + " ".repeat(Math.max(0, drawn - text.length())));
		drawn = text.length();
		if (done == total) endLine();
		err.flush();
	}

	@Override
	public synchronized void note(String message) {
		endLine();
		err.println(OneLine.of(message));
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
		return Interrupt.isRequested();
	}
}
