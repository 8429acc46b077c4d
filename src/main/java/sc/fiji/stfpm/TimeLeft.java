package sc.fiji.stfpm;

/**
 * How long a task will still take, by how fast it has gone. A task whose total changes, or that falls back, has begun its next part, of
 * which only that part's speed counts. Not thread-safe.
 */
public final class TimeLeft {
	private static final long NANOS = 1_000_000_000L;

	private long start;
	private long first;
	private long done;
	private long total = -1;

	/**
	 * Hears how far the task is.
	 *
	 * @param now in nanoseconds
	 * @return seconds; NaN where it goes on for less than a second, or is done
	 */
	public double after(long newDone, long newTotal, long now) {
		if (newTotal != total || newDone < done) {
			start = now;
			first = newDone;
			total = newTotal;
		}
		done = newDone;
		if (done == first || done >= total || now - start < NANOS) return Double.NaN;
		return (double) (now - start) / NANOS * (total - done) / (done - first);
	}

	/** A message with the time that is left at its end, where that is known. */
	public static String with(String message, double seconds) {
		return Double.isNaN(seconds) ? message : message + ", " + text(seconds) + " left";
	}

	/** {@code 45 s}, {@code 3 min 20 s} or {@code 2 h 5 min}. */
	public static String text(double seconds) {
		long s = Math.round(seconds);
		if (s < 60) return s + " s";
		if (s < 3600) return s / 60 + " min " + s % 60 + " s";
		return s / 3600 + " h " + s % 3600 / 60 + " min";
	}
}
