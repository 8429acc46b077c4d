package sc.fiji.stfpm.ui;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

import sc.fiji.stfpm.Reasons;

/**
 * Hands planes that were judged to results. What takes long, maps and pictures, is written on a thread of its own while the next plane is
 * judged, of one plane at most; rows are written after them, in order, on the thread that hands over. For one thread.
 */
final class PicturesBehind implements Closeable {
	/** Pixels from which a plane is not kept beside the next one. */
	private static final long LARGE = 1L << 24;

	/** Hears that a plane is through. */
	interface Listener {
		/**
		 * @param problem why a part of it was not written; empty where all was
		 */
		void written(JudgedPlane plane, String problem);
	}

	private record Writing(JudgedPlane plane, Future<String> problem, Runnable then) {}

	private final PlaneResults results;
	private final Listener listener;
	private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
		Thread one = new Thread(work, "maps and pictures");
		one.setDaemon(true);
		return one;
	});
	private Writing writing;

	PicturesBehind(PlaneResults results, Listener listener) {
		this.results = results;
		this.listener = listener;
	}

	/**
	 * Begins with a plane, after the one before it is through.
	 *
	 * @param then is done when this one is
	 */
	void add(JudgedPlane plane, Runnable then) {
		finish();
		writing = new Writing(plane, thread.submit(() -> results.writePictures(plane)), then);
		if ((long) plane.result().width() * plane.result().height() >= LARGE) finish();
	}

	/** Waits until the plane that was begun with is through, if there is one. */
	void finish() {
		if (writing == null) return;
		Writing ended = writing;
		writing = null;
		listener.written(ended.plane, rows(ended));
		ended.then.run();
	}

	private String rows(Writing ended) {
		try {
			String problem = ended.problem.get();
			results.add(ended.plane, problem);
			return problem;
		}
		catch (IOException e) {
			return "not written to the tables: " + Reasons.of(e);
		}
		catch (ExecutionException e) {
			if (e.getCause() instanceof Error error) throw error;
			throw new IllegalStateException(e.getCause());
		}
		catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Interrupted while results of " + ended.plane.name() + " were written");
		}
	}

	@Override
	public void close() {
		try {
			finish();
		}
		finally {
			thread.shutdown();
		}
	}
}
