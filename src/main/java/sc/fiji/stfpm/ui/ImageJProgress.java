package sc.fiji.stfpm.ui;

import org.scijava.task.Task;
import org.scijava.task.TaskService;

import ij.IJ;
import sc.fiji.stfpm.OneLine;
import sc.fiji.stfpm.train.TrainingProgress;

/**
 * Progress in ImageJ: the status bar, and a task where Fiji shows them. Escape or the task's cancel button cancels.
 * Closing ends the task.
 */
public final class ImageJProgress implements TrainingProgress, AutoCloseable {
	private static final long INTERVAL_NANOS = 100_000_000L;

	private final Task task;
	private volatile boolean cancelled;
	private long last;

	/**
	 * @param tasks null where there is no task service
	 * @param title of the task
	 */
	public ImageJProgress(TaskService tasks, String title) {
		task = tasks == null ? null : tasks.createTask(title);
		IJ.resetEscape();
		if (task == null) return;
		task.setCancelCallBack(this::cancel);
		task.start();
	}

	/** Asks the work to stop. */
	public void cancel() {
		cancelled = true;
	}

	@Override
	public boolean isCancelled() {
		return cancelled || IJ.escapePressed();
	}

	@Override
	public void update(long done, long total, String message) {
		long now = System.nanoTime();
		if (done < total && now - last < INTERVAL_NANOS) return;
		last = now;
		IJ.showStatus(OneLine.of(message));
		IJ.showProgress((double) done / total);
		if (task == null) return;
		task.setStatusMessage(message);
		task.setProgressMaximum(total);
		task.setProgressValue(done);
	}

	@Override
	public void note(String message) {
		// A message that begins with a backslash would be one of the log's commands.
		IJ.log(message.startsWith("\\") ? " " + OneLine.of(message) : OneLine.of(message));
	}

	@Override
	public void close() {
		IJ.showProgress(1);
		IJ.showStatus("");
		if (task != null) task.finish();
	}
}
