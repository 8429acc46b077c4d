package sc.fiji.stfpm.spark.cluster;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;

import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.network.EngineThreads;

/**
 * The detectors of an executor's process: as many as tasks have used at a time, one where an executor has the processors of one task.
 * They stay open for the tasks that follow, until one comes with another model. Thread-safe.
 */
public final class ExecutorDetectors {
	private static final Deque<AnomalyDetector> FREE = new ArrayDeque<>();
	private static SharedModel model;

	private ExecutorDetectors() {}

	/** The use of a detector by one task. */
	public static final class Lease implements AutoCloseable {
		private final SharedModel of;
		private final AnomalyDetector detector;

		private Lease(SharedModel of, AnomalyDetector detector) {
			this.of = of;
			this.detector = detector;
		}

		public AnomalyDetector detector() {
			return detector;
		}

		/** Gives it back. */
		@Override
		public void close() {
			giveBack(this);
		}
	}

	/**
	 * A detector for the calling thread's task, which computes with as many threads as the task has processors ({@code spark.task.cpus}).
	 *
	 * @throws IOException if the model cannot be read
	 */
	public static Lease borrow(Broadcast<SharedModel> shared) throws IOException {
		return borrow(shared.value(), TaskContext.get().cpus());
	}

	/**
	 * The same outside a task.
	 *
	 * @param threads that compute
	 */
	public static Lease borrow(SharedModel shared, int threads) throws IOException {
		EngineThreads.use(threads);
		AnomalyDetector free = free(shared);
		return new Lease(shared, free == null ? shared.open() : free);
	}

	private static synchronized AnomalyDetector free(SharedModel shared) {
		if (model != shared) {
			FREE.forEach(AnomalyDetector::close);
			FREE.clear();
			model = shared;
		}
		return FREE.poll();
	}

	private static synchronized void giveBack(Lease lease) {
		if (lease.of == model) FREE.push(lease.detector);
		else lease.detector.close();
	}
}
