package sc.fiji.stfpm.evaluate;

import java.util.concurrent.CancellationException;

import sc.fiji.stfpm.Progress;

/** Counts the work of one stage of an evaluation, reports it now and then, and ends it where it was cancelled. */
final class Stage {
	private static final int REPORTS = 200;

	private final Progress progress;
	private final String message;
	private final long total;
	private long done;
	private long next = 1;

	/** @param total units of work in all */
	Stage(Progress progress, long total, String message) {
		this.progress = progress;
		this.total = Math.max(1, total);
		this.message = message;
	}

	/** One that nobody hears of. */
	static Stage silent() {
		return new Stage(Progress.NONE, Long.MAX_VALUE, "");
	}

	/** @throws CancellationException if cancelled */
	void advance(long units) {
		done += units;
		if (done < next) return;
		next = Math.min(total, done + Math.max(1, total / REPORTS));
		if (progress.isCancelled()) throw new CancellationException("Cancelled while the metrics were computed");
		progress.update(Math.min(done, total), total, message);
	}
}
