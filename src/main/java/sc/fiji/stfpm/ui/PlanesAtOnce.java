package sc.fiji.stfpm.ui;

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

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.Judgement;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.network.EngineThreads;

/**
 * Planes that are judged, and come out in the order in which they were begun: one at a time on the thread that asks, or several, each on a thread
 * of its own with its share of the engine's threads. All reports are made on the thread that asks, those of a plane while it is the first. To be asked by
 * one thread.
 */
final class PlanesAtOnce implements Closeable {
	/** How long the thread that asks waits before it looks for reports and a cancel. */
	private static final long WAIT_MILLIS = 50;
	/** What a plane takes of Java's memory while it is judged, pixels, map and regions, roughly. */
	private static final long BYTES_A_PIXEL = 24;
	/** Of Java's memory, how much planes that are judged at once may take. */
	private static final long MEMORY_PART = 4;

	/** Judges a plane. Called on several threads where several are judged at once. */
	interface Judge {
		Judged judge(PlanesAhead.Plane read, Progress progress) throws IOException;
	}

	/** The reports of a plane that is judged part by part. */
	interface Reports {
		Progress of(PlaneName name);
	}

	/**
	 * A plane that was judged.
	 *
	 * @param plane its pixels, of which some may not count
	 */
	record Judged(ImagePlane plane, Judgement result) {}

	/** How far a plane is, until the thread that asks wants to know. */
	private final class Kept implements Progress {
		private record Update(long done, long total, String message) {}

		private final Queue<String> notes = new ConcurrentLinkedQueue<>();
		private volatile Update last;

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
			return cancelled;
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
	private record Running(PlanesAhead.Plane read, Kept reports, Future<Judged> future) {}

	private final int count;
	private final Judge judge;
	private final Reports reports;
	/** Null where one is judged at a time. */
	private final ExecutorService threads;
	private final Deque<Running> running = new ArrayDeque<>();
	private volatile boolean cancelled;

	/** @param count how many are judged at once, at least 1 */
	PlanesAtOnce(int count, Judge judge, Reports reports) {
		this.count = count;
		this.judge = judge;
		this.reports = reports;
		threads = count == 1 ? null : Executors.newFixedThreadPool(count, work -> {
			Thread one = new Thread(() -> {
				EngineThreads.share(count);
				work.run();
			}, "judges a plane");
			one.setDaemon(true);
			return one;
		});
	}

	boolean isEmpty() {
		return running.isEmpty();
	}

	/** Whether one has to be finished before another begins. */
	boolean isFull() {
		return running.size() >= count;
	}

	/** Whether there is memory for a plane beside those that are judged. */
	boolean hasRoomFor(PlanesAhead.Plane next) {
		long pixels = next.pixels() + running.stream().mapToLong(one -> one.read.pixels()).sum();
		return running.isEmpty() || pixels <= Runtime.getRuntime().maxMemory() / MEMORY_PART / BYTES_A_PIXEL;
	}

	void begin(PlanesAhead.Plane read) {
		Kept kept = new Kept();
		Callable<Judged> work = () -> judge.judge(read, kept);
		running.addLast(new Running(read, kept, threads == null ? null : threads.submit(work)));
	}

	/** The one that was begun first and is not finished. */
	PlanesAhead.Plane first() {
		return running.getFirst().read;
	}

	/**
	 * Waits until the first one is judged; with what its judge throws. It is no longer the first then.
	 *
	 * @throws CancellationException if cancelled
	 */
	Judged finish() throws IOException {
		Running first = running.removeFirst();
		Progress to = reports.of(first.read.name());
		return first.future == null ? judge.judge(first.read, to) : waited(first, to);
	}

	private Judged waited(Running first, Progress to) throws IOException {
		try {
			while (true)
				try {
					return first.future.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
				}
				catch (TimeoutException e) {
					first.reports.passOn(to);
					cancelled |= to.isCancelled();
				}
		}
		catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			cancelled = true;
			drop(first);
			throw new CancellationException("Interrupted while " + first.read.name() + " was judged");
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

	/** Waits until nothing is judged any more, and forgets all; they come back without pixels, to be begun again. */
	List<PlanesAhead.Plane> giveUp() {
		List<PlanesAhead.Plane> all = new ArrayList<>();
		while (!running.isEmpty()) {
			Running one = running.removeFirst();
			all.add(one.read.unread());
			drop(one);
		}
		return all;
	}

	/** Waits for the end of one, whatever that is. */
	private static void drop(Running one) {
		boolean interrupted = Thread.interrupted();
		while (true)
			try {
				PlaneJudge.end(one.future.get().result(), false);
				break;
			}
			catch (InterruptedException e) {
				interrupted = true;
			}
			catch (ExecutionException | IOException e) {
				// Nobody wants to know any more.
				break;
			}
		if (interrupted) Thread.currentThread().interrupt();
	}

	/** Cancels what is judged, and waits for its end. */
	@Override
	public void close() {
		cancelled = true;
		giveUp();
		if (threads != null) threads.shutdown();
	}
}
