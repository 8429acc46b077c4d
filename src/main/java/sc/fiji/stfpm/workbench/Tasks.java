package sc.fiji.stfpm.workbench;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import javax.swing.SwingUtilities;

import sc.fiji.stfpm.OneLine;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.train.TrainingProgress;

/** The workbench's long work, one thing after the other on a thread of its own. Starting, and hearing of it, is for the event thread. */
final class Tasks implements AutoCloseable {
	private static final long INTERVAL_NANOS = 50_000_000L;

	/** Something that takes its time. */
	interface Work<T> {
		/**
		 * @throws IOException and the unchecked exceptions of the core, with messages for the user
		 * @throws CancellationException where the user stopped it
		 */
		T get(TrainingProgress progress) throws IOException;
	}

	/** Hears of the work; called on the event thread. */
	interface Listener {
		/** @param title of the work that has begun */
		void started(String title);

		void progressed(long done, long total, String message);

		/** Nothing is being done any more. */
		void idle();

		/** Something worth keeping was said. */
		void noted(String message);

		/** @param reason for people */
		void failed(String title, String reason);
	}

	private final ExecutorService thread = thread("Anomaly Workbench");
	private final Listener listener;
	private volatile Run<?> current;
	private int waiting;
	private volatile boolean closed;

	Tasks(Listener listener) {
		this.listener = listener;
	}

	/** A thread that does one thing after the other, and does not keep ImageJ from ending. */
	static ExecutorService thread(String name) {
		return Executors.newSingleThreadExecutor(work -> {
			Thread thread = new Thread(work, name);
			thread.setDaemon(true);
			return thread;
		});
	}

	/** @param done gets what the work made; not called where it failed or was cancelled */
	<T> void start(String title, Work<T> work, Consumer<T> done) {
		start(title, work, done, () -> {});
	}

	/** @param otherwise called where it failed or was cancelled */
	<T> void start(String title, Work<T> work, Consumer<T> done, Runnable otherwise) {
		if (closed) return;
		waiting++;
		Run<T> run = new Run<>(title, work, done, otherwise);
		thread.execute(run);
	}

	/** Says what went wrong in work that went on; for any thread. */
	void report(String title, String reason) {
		SwingUtilities.invokeLater(() -> {
			if (!closed) listener.failed(title, reason);
		});
	}

	boolean isBusy() {
		return waiting > 0;
	}

	/** Stops what is being done as soon as it can. */
	void cancel() {
		Run<?> running = current;
		if (running != null) running.cancelled = true;
	}

	/** Stops what is being done and forgets what waits. */
	@Override
	public void close() {
		closed = true;
		thread.shutdownNow();
		cancel();
	}

	private final class Run<T> implements Runnable, TrainingProgress {
		private final String title;
		private final Work<T> work;
		private final Consumer<T> done;
		private final Runnable otherwise;
		private volatile boolean cancelled;
		private long last;

		Run(String title, Work<T> work, Consumer<T> done, Runnable otherwise) {
			this.title = title;
			this.work = work;
			this.done = done;
			this.otherwise = otherwise;
		}

		@Override
		public void run() {
			current = this;
			SwingUtilities.invokeLater(() -> listener.started(title));
			Runnable after = otherwise;
			String reason = null;
			try {
				T result = work.get(this);
				after = () -> done.accept(result);
			}
			catch (CancellationException e) {
				// Whoever cancelled knows.
			}
			catch (OutOfMemoryError e) {
				reason = Reasons.outOfMemory();
			}
			catch (IOException | RuntimeException | LinkageError e) {
				reason = Reasons.of(e);
			}
			current = null;
			end(after, reason);
		}

		private void end(Runnable after, String reason) {
			SwingUtilities.invokeLater(() -> {
				waiting--;
				if (closed) return;
				if (reason != null) listener.failed(title, reason);
				after.run();
				if (waiting == 0) listener.idle();
			});
		}

		@Override
		public void update(long finished, long total, String message) {
			long now = System.nanoTime();
			if (finished < total && now - last < INTERVAL_NANOS) return;
			last = now;
			SwingUtilities.invokeLater(() -> {
				if (!closed) listener.progressed(finished, total, message);
			});
		}

		@Override
		public void note(String message) {
			SwingUtilities.invokeLater(() -> listener.noted(OneLine.of(message)));
		}

		@Override
		public boolean isCancelled() {
			return cancelled || closed;
		}
	}
}
