package sc.fiji.stfpm.spark.cluster;

import org.apache.spark.TaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sc.fiji.stfpm.Progress;

/** The progress of work within a task: notes go to the executor's log, and a task that Spark kills is cancelled. */
public final class TaskProgress implements Progress {
	private static final Logger LOG = LoggerFactory.getLogger(TaskProgress.class);

	/** Null outside a task. */
	private final TaskContext task;

	/** Of the calling thread's task. */
	public TaskProgress() {
		task = TaskContext.get();
	}

	@Override
	public void note(String message) {
		LOG.info("{}", message);
	}

	@Override
	public boolean isCancelled() {
		return task != null && task.isInterrupted();
	}
}
