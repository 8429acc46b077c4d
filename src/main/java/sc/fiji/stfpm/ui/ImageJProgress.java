package sc.fiji.stfpm.ui;

import java.util.concurrent.atomic.AtomicInteger;

import org.scijava.task.Task;
import org.scijava.task.TaskService;

import ij.IJ;
import ij.WindowManager;
import sc.fiji.stfpm.OneLine;
import sc.fiji.stfpm.TimeLeft;
import sc.fiji.stfpm.train.TrainingProgress;

/**
 * Progress in ImageJ: the status bar with the time that is left, and for what takes longer a small window where windows may open, else a
 * task where Fiji shows them. Escape or a button cancels. Closing ends the task.
 */
public final class ImageJProgress implements TrainingProgress, AutoCloseable {
	private static final long INTERVAL_NANOS = 100_000_000L;
	/** Work that is lost without a question. */
	private static final double QUICK_SECONDS = 20;

	/** Where the work is; replaced as a whole, as windows read it on another thread. */
	private record State(String message, double fraction, double secondsLeft) {}

	private static final AtomicInteger RUNNING = new AtomicInteger();

	private final Task task;
	private final ProgressWindow window;
	private final boolean forPerson;
	private final TimeLeft timeLeft = new TimeLeft();
	private volatile State state = new State("", -1, Double.NaN);
	private volatile boolean kept;
	private volatile String laterHelp = "";
	private volatile boolean cancelled;
	private volatile boolean later;
	private boolean closed;
	private long last;

	/**
	 * For a macro or script, which Escape ends in whatever window.
	 *
	 * @param tasks null where there is no task service
	 * @param title of the task
	 */
	public ImageJProgress(TaskService tasks, String title) {
		this(tasks, title, false);
	}

	/**
	 * @param tasks null where there is no task service
	 * @param title of the task
	 * @param forPerson whether a person chose the command, and Escape means this work, not a macro
	 */
	public ImageJProgress(TaskService tasks, String title, boolean forPerson) {
		this.forPerson = forPerson;
		RUNNING.incrementAndGet();
		IJ.resetEscape();
		boolean windows = !Session.isSilent() && IJ.getInstance() != null;
		window = windows ? new ProgressWindow(title, !forPerson, new Shown()) : null;
		task = tasks == null || windows ? null : tasks.createTask(title);
		if (task == null) return;
		task.setCancelCallBack(this::cancel);
		task.start();
	}

	/** Whether a task has the status bar, where other messages would hide how long it will take. */
	static boolean isRunning() {
		return RUNNING.get() > 0;
	}

	/** Asks the work to stop. */
	public void cancel() {
		cancelled = true;
		if (window != null) window.stopping();
	}

	/** Says that cancelling loses nothing, so that nobody needs to be asked. */
	public void keepsOnCancel() {
		kept = true;
	}

	/**
	 * Offers to stop in such a way that a later run goes on.
	 *
	 * @param how that is done, for a person
	 */
	public void offerLater(String how) {
		laterHelp = how;
	}

	/** Whether the user cancelled to go on later. */
	public boolean isLater() {
		return later;
	}

	@Override
	public boolean isCancelled() {
		return cancelled || window == null && IJ.escapePressed();
	}

	@Override
	public synchronized void update(long done, long total, String message) {
		long now = System.nanoTime();
		double seconds = timeLeft.after(done, total, now);
		if (done < total && now - last < INTERVAL_NANOS) return;
		last = now;
		String line = OneLine.of(message);
		state = new State(line, (double) done / total, seconds);
		IJ.showStatus(TimeLeft.with(line, seconds));
		IJ.showProgress((double) done / total);
		if (task == null) return;
		task.setStatusMessage(message);
		task.setProgressMaximum(total);
		task.setProgressValue(done);
	}

	@Override
	public void note(String message) {
		boolean opens = forPerson && window != null && WindowManager.getFrame(ProgressWindow.LOG) == null;
		// A message that begins with a backslash would be one of the log's commands.
		IJ.log(message.startsWith("\\") ? " " + OneLine.of(message) : OneLine.of(message));
		if (opens) ProgressWindow.placeLog();
	}

	@Override
	public void close() {
		if (closed) return;
		closed = true;
		RUNNING.decrementAndGet();
		if (window != null) window.close();
		IJ.showProgress(1);
		IJ.showStatus("");
		if (task != null) task.finish();
	}

	private final class Shown implements ProgressWindow.Watched {
		@Override
		public String message() {
			return cancelled ? "Stopping" : state.message;
		}

		@Override
		public double fraction() {
			return state.fraction;
		}

		@Override
		public double secondsLeft() {
			return state.secondsLeft;
		}

		@Override
		public String loss(double seconds) {
			if (cancelled || kept || seconds < QUICK_SECONDS) return "";
			return "Stop? The work of " + TimeLeft.text(seconds) + " would be lost" + (laterHelp.isEmpty() ? "." : ", unless you continue later.");
		}

		@Override
		public String laterHelp() {
			return laterHelp;
		}

		@Override
		public void cancel() {
			ImageJProgress.this.cancel();
		}

		@Override
		public void later() {
			later = true;
			ImageJProgress.this.cancel();
		}
	}
}
