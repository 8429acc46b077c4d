package sc.fiji.stfpm.spark.cluster;

import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.LongAccumulator;

import sc.fiji.stfpm.Progress;

/** Tells on the driver how far a job is, after each task, by what its tasks have counted. */
public final class JobProgress implements AutoCloseable {
	private final SparkContext spark;
	private final SparkListener listener;

	/**
	 * @param done counted by tasks
	 * @param before done by an earlier run
	 * @param total of both and of what is to be done, at least 1
	 * @param what is counted, for people
	 */
	public JobProgress(SparkContext spark, LongAccumulator done, long before, long total, String what, Progress progress) {
		this.spark = spark;
		listener = new SparkListener() {
			@Override
			public void onTaskEnd(SparkListenerTaskEnd end) {
				// A task that ran twice has counted twice.
				progress.update(Math.min(before + done.value(), total), total, what);
			}
		};
		spark.addSparkListener(listener);
	}

	@Override
	public void close() {
		spark.removeSparkListener(listener);
	}
}
