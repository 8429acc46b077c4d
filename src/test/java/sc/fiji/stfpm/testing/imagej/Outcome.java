package sc.fiji.stfpm.testing.imagej;

/**
 * How a run of ImageJ ended.
 *
 * @param exitCode {@link #FINISHED} or one of the others
 * @param log standard output and error, the Log window, windows with exceptions, and what stopped the macro
 */
public record Outcome(int exitCode, String log) {
	/** The macro reached its last line. */
	public static final int FINISHED = 0;
	/** The macro ended before its last line, by an error or {@code exit}. */
	public static final int STOPPED = 1;
	/** A modal dialog opened, which no macro should see; the log has its title and text. */
	public static final int DIALOG = 3;
	/** Time was up; the log has the stacks of all threads. */
	public static final int TIMEOUT = 4;
}
