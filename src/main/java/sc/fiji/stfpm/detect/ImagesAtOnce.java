package sc.fiji.stfpm.detect;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.network.EngineThreads;

/**
 * Images that are judged, and come out in the order in which they were begun: one at a time on the thread that asks, or several, each on a thread
 * of its own with its share of the engine's threads. All reports are made on the thread that asks, those of an image while it is the first. To be asked by
 * one thread.
 *
 * @param <I> what is judged
 * @param <R> what comes of it
 */
public final class ImagesAtOnce<I, R> implements Closeable {
	/** How long the thread that asks waits before it looks for reports and a cancel. */
	private static final long WAIT_MILLIS = 50;
	/** What an image takes of Java's memory while it is judged, pixels, map and regions, roughly. */
	private static final long BYTES_A_PIXEL = 24;
	/** Of Java's memory, how much images that are judged at once may take. */
	private static final long MEMORY_PART = 4;

	/** Judges an image. Called on several threads where several are judged at once. */
	public interface Judge<I, R> {
		R judge(I image, Progress progress) throws IOException;
	}

	/** How far an image is, until the thread that asks wants to know. */
	private static final class Kept implements Progress {
		private record Update(long done, long total, String message) {}

		private final Queue<String> notes = new ConcurrentLinkedQueue<>();
		private final AtomicBoolean cancelled;
		private volatile Update last;

		Kept(AtomicBoolean cancelled) {
			this.cancelled = cancelled;
		}

		@Override
		public void update(long done, long total, String message) {
			last = new Update(done, total, message);
		}

		@Override
		public void note(String message) {
			notes.add(message);
		}

		@Override
		public boolean isCancelled() {
			return cancelled.get();
		}

		void passOn(Progress to) {
			for (String note = notes.poll(); note != null; note = notes.poll())
				to.note(note);
			Update update = last;
			last = null;
			if (update != null) to.update(update.done, update.total, update.message);
		}
	}

	/** @param future null where it is judged when it is asked for */
	private record Running<I, R>(I image, long pixels, Kept reports, Future<R> future) {}

	private final int count;
	private final Judge<I, R> judge;
	private final Consumer<R> unwanted;
	/** Null where one is judged at a time. */
	private final ExecutorService threads;
	private final Deque<Running<I, R>> running = new ArrayDeque<>();
	private final AtomicBoolean cancelled = new AtomicBoolean();

	/**
	 * @param count how many are judged at once, at least 1, see {@link AnomalyDetector#atOnce}
	 * @param unwanted takes what was judged after nobody wanted to know any more; on the thread that asks
	 */
	public ImagesAtOnce(int count, Judge<I, R> judge, Consumer<R> unwanted) {
		this.count = count;
		this.judge = judge;
		this.unwanted = unwanted;
		threads = count == 1 ? null : Executors.newFixedThreadPool(count, work -> {
			Thread one = new Thread(() -> {
				EngineThreads.share(count);
				work.run();
			}, "judges an image");
			one.setDaemon(true);
			return one;
		});
	}

	public boolean isEmpty() {
		return running.isEmpty();
	}

	/**
	 * Whether one has to be finished before an image begins: as many are judged as are best at once, or there is no memory for it beside them.
	 *
	 * @param pixels of the image in Java's memory
	 */
	public boolean isFull(long pixels) {
		long all = pixels + running.stream().mapToLong(Running::pixels).sum();
		return running.size() >= count || !running.isEmpty() && all > Runtime.getRuntime().maxMemory() / MEMORY_PART / BYTES_A_PIXEL;
	}

	/** @param pixels of the image in Java's memory */
	public void begin(I image, long pixels) {
		Kept kept = new Kept(cancelled);
		Callable<R> work = () -> judge.judge(image, kept);
		running.addLast(new Running<>(image, pixels, kept, threads == null ? null : threads.submit(work)));
	}

	/** The one that was begun first and is not finished. */
	public I first() {
		return running.getFirst().image;
	}

	/**
	 * Waits until the first one is judged; with what its judge throws. It is no longer the first then.
	 *
	 * @param reports hears of it, and may cancel all
	 * @throws CancellationException if cancelled
	 */
	public R finish(Progress reports) throws IOException {
		Running<I, R> first = running.removeFirst();
		return first.future == null ? judge.judge(first.image, reports) : waited(first, reports);
	}

	private R waited(Running<I, R> first, Progress to) throws IOException {
		try {
			while (true)
				try {
					return first.future.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
				}
				catch (TimeoutException e) {
					first.reports.passOn(to);
					if (to.isCancelled()) cancelled.set(true);
				}
		}
		catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			cancelled.set(true);
			drop(first);
			throw new CancellationException("Interrupted while an image was judged");
		}
		catch (ExecutionException e) {
			if (e.getCause() instanceof IOException error) throw error;
			if (e.getCause() instanceof RuntimeException error) throw error;
			if (e.getCause() instanceof Error error) throw error;
			throw new IllegalStateException(e.getCause());
		}
		finally {
			first.reports.passOn(to);
		}
	}

	/** Waits until nothing is judged any more, and forgets all; they come back, to be begun again. */
	public List<I> giveUp() {
		List<I> all = new ArrayList<>();
		while (!running.isEmpty()) {
			Running<I, R> one = running.removeFirst();
			all.add(one.image);
			if (one.future != null) drop(one);
		}
		return all;
	}

	/** Waits for the end of one, whatever that is. */
	private void drop(Running<I, R> one) {
		boolean interrupted = Thread.interrupted();
		while (true)
			try {
				unwanted.accept(one.future.get());
				break;
			}
			catch (InterruptedException e) {
				interrupted = true;
			}
			catch (ExecutionException e) {
				// Nobody wants to know any more.
				break;
			}
		if (interrupted) Thread.currentThread().interrupt();
	}

	/** Cancels what is judged, and waits for its end. */
	@Override
	public void close() {
		cancelled.set(true);
		giveUp();
		if (threads != null) threads.shutdown();
	}
}
