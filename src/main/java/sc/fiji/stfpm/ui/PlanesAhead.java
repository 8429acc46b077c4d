package sc.fiji.stfpm.ui;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Predicate;

import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.image.ImageFile;
import sc.fiji.stfpm.image.ImagePlane;

/**
 * The planes of files in their order, read on a thread of its own: one is read while the one before is judged, never more. To be asked by one
 * thread.
 */
final class PlanesAhead implements Closeable {
	/** What comes next. */
	sealed interface Step {
		/** The file's name in results. */
		String image();

		/** Whether nothing more of its file follows. */
		boolean ends();
	}

	/**
	 * A plane to be judged.
	 *
	 * @param place where it is in its file
	 * @param plane null where it has to be read yet, as there was not enough memory for it beside another
	 */
	record Plane(PlaneName name, Path file, IgnoreRule.Place place, ImagePlane plane, boolean ends) implements Step {
		@Override
		public String image() {
			return name.image();
		}

		/** Its pixels, which are read now if need be. */
		ImagePlane read() throws IOException {
			if (plane != null) return plane;
			try (ImageFile image = ImageFile.open(file)) {
				return image.imagePlane(place.slice(), place.frame());
			}
		}

		/** Of what was read, 0 where nothing is. */
		long pixels() {
			return plane == null ? 0 : (long) plane.width() * plane.height();
		}

		/** The same without its pixels, so that they take no memory until they are read. */
		Plane unread() {
			return new Plane(name, file, place, null, ends);
		}
	}

	/** A plane that an earlier run has judged. */
	record Done(String image, boolean ends) implements Step {}

	/** A plane, or a whole file, that cannot be read. */
	record Failed(String image, String reason, boolean ends) implements Step {}

	/** Nothing follows; with what ended it, if that was an error. */
	private record End(Throwable error) implements Step {
		@Override
		public String image() {
			return "";
		}

		@Override
		public boolean ends() {
			return false;
		}
	}

	private final Map<String, Path> files;
	private final Predicate<PlaneName> done;
	private final SynchronousQueue<Step> next = new SynchronousQueue<>();
	/** To read the pixels of another plane. */
	private final Semaphore permit = new Semaphore(1);
	/** What was taken, but not asked for yet. */
	private Step kept;
	/** Whether the permit is held back, so that the last plane is alone. */
	private boolean alone;
	private final Thread thread = new Thread(this::readAll, "planes ahead");

	/**
	 * Begins to read.
	 *
	 * @param files by the names that they have in results
	 * @param done whether a plane need not be read; asked on any thread
	 */
	PlanesAhead(Map<String, Path> files, Predicate<PlaneName> done) {
		this.files = files;
		this.done = done;
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * What comes next.
	 *
	 * @return null after the last one
	 * @throws CancellationException if the thread that asks is interrupted
	 */
	Step next() {
		if (alone) allow();
		Step step = kept == null ? take() : kept;
		kept = null;
		alone = step instanceof Plane plane && plane.plane == null;
		if (!alone) allow();
		if (!(step instanceof End end)) return step;
		if (end.error instanceof Error error) throw error;
		if (end.error instanceof RuntimeException error) throw error;
		return null;
	}

	/** Drops the pixels that were read ahead, and reads no others until the next step is asked for. */
	void letGo() {
		if (alone || kept != null) return;
		kept = take();
		if (kept instanceof Plane plane) kept = plane.unread();
	}

	private void allow() {
		if (permit.availablePermits() == 0) permit.release();
	}

	private Step take() {
		try {
			return next.take();
		}
		catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Interrupted while an image was read");
		}
	}

	private void readAll() {
		Throwable error = null;
		try {
			for (Map.Entry<String, Path> file : files.entrySet())
				read(file.getKey(), file.getValue());
		}
		catch (InterruptedException e) {
			return;
		}
		catch (RuntimeException | Error e) {
			error = e;
		}
		try {
			next.put(new End(error));
		}
		catch (InterruptedException e) {
			// Nobody waits any more.
			return;
		}
	}

	/** All planes of a file. */
	private void read(String name, Path file) throws InterruptedException {
		permit.acquire();
		try (ImageFile image = ImageFile.open(file)) {
			boolean only = image.slices() * image.frames() == 1;
			for (int frame = 1; frame <= image.frames(); frame++)
				for (int slice = 1; slice <= image.slices(); slice++) {
					if (slice > 1 || frame > 1) permit.acquire();
					next.put(step(only ? PlaneName.only(name) : new PlaneName(name, slice, frame, false), file, image));
				}
		}
		catch (IOException | RuntimeException e) {
			next.put(new Failed(name, Reasons.of(e), true));
		}
		catch (OutOfMemoryError e) {
			next.put(new Failed(name, Reasons.outOfMemory(), true));
		}
	}

	private Step step(PlaneName name, Path file, ImageFile image) {
		boolean ends = name.slice() == image.slices() && name.frame() == image.frames();
		if (done.test(name)) return new Done(name.image(), ends);
		IgnoreRule.Place place = new IgnoreRule.Place(name.image(), name.slice(), image.slices(), name.frame(), image.frames());
		try {
			return new Plane(name, file, place, image.imagePlane(name.slice(), name.frame()), ends);
		}
		catch (IOException | RuntimeException e) {
			return new Failed(name.image(), name.failure(Reasons.of(e)), ends);
		}
		catch (OutOfMemoryError e) {
			return new Plane(name, file, place, null, ends);
		}
	}

	/** Ends reading; waits until that has ended. */
	@Override
	public void close() {
		thread.interrupt();
		boolean interrupted = false;
		while (thread.isAlive())
			try {
				thread.join();
			}
			catch (InterruptedException e) {
				interrupted = true;
			}
		if (interrupted) Thread.currentThread().interrupt();
	}
}
