package sc.fiji.stfpm.teacher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import sc.fiji.stfpm.OneLine;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.files.AtomicWrite;
import sc.fiji.stfpm.teacher.KnownTeacher.Mirror;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.WeightFileException;

/**
 * Fetches a known teacher into the user's folder of teachers. What arrives is a {@code .part} file until its size and
 * SHA-256 are right and it reads as a teacher; then it is moved into its place in one step. After a break the next try
 * goes on from the end of that file. Proxies are those of Java's settings, which ImageJ's Edit > Options > Proxy Settings
 * change.
 */
public final class TeacherDownload {
	/**
	 * How patient it is.
	 *
	 * @param connect to wait for a connection
	 * @param stall to wait for bytes worth waiting for
	 * @param tries of one address, as long as each brings bytes
	 */
	record Patience(Duration connect, Duration stall, int tries) {
		static final Patience DEFAULT = new Patience(Duration.ofSeconds(30), Duration.ofSeconds(60), 5);
	}

	/** Free bytes for a folder; tests put a full disk here. */
	@FunctionalInterface
	interface FreeSpace {
		long in(Path folder) throws IOException;

		FreeSpace OF_DISK = folder -> Files.getFileStore(folder).getUsableSpace();
	}

	/** A file that another server may have right. */
	private static final class WrongFileException extends IOException {
		private static final long serialVersionUID = 1L;

		WrongFileException(IOException cause) {
			super(cause.getMessage(), cause);
		}
	}

	private static final long SPARE_BYTES = 1 << 20;
	private static final int MAX_REDIRECTS = 5;

	private final KnownTeacher known;
	private final Progress progress;
	private final Patience patience;
	private final FreeSpace space;
	private final PartFile.Sink sink;
	private final Path folder = TeacherStore.folder();

	TeacherDownload(KnownTeacher known, Progress progress, Patience patience, FreeSpace space, PartFile.Sink sink) {
		this.known = known;
		this.progress = progress;
		this.patience = patience;
		this.space = space;
		this.sink = sink;
	}

	/**
	 * Fetches a teacher, unless it is there already. Whoever calls has the user's consent.
	 *
	 * @return the teacher in its place
	 * @throws IOException naming each address that was tried and what was wrong with it, or what is wrong with the disk
	 * @throws CancellationException if {@code progress} says so; the next call goes on from there
	 */
	public static Teacher fetch(KnownTeacher known, Progress progress) throws IOException {
		return new TeacherDownload(known, progress, Patience.DEFAULT, FreeSpace.OF_DISK, PartFile.Sink.FILE).fetch();
	}

	Teacher fetch() throws IOException {
		makeFolder();
		for (Mirror mirror : known.mirrors())
			if (isInstalled(mirror)) return Teacher.open(folder.resolve(known.fileName(mirror)));
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(patience.connect)
			.followRedirects(HttpClient.Redirect.NEVER).build();
		List<String> failures = new ArrayList<>();
		for (Mirror mirror : known.mirrors()) {
			try {
				return fetch(client, mirror);
			}
			catch (PartFile.UnwritableException e) {
				throw e;
			}
			catch (IOException e) {
				failures.add(mirror.address() + " " + e.getMessage());
			}
		}
		throw new IOException("The teacher " + known.id() + " could not be downloaded. " + String.join("; ", failures)
			+ ". Try again, which goes on from what has arrived; behind a proxy, check Edit > Options > Proxy Settings; or fetch"
			+ " the file yourself and import it");
	}

	private void makeFolder() throws IOException {
		try {
			Files.createDirectories(folder);
		}
		catch (IOException e) {
			throw WeightFileException.of(folder, "the folder of teachers cannot be made", e);
		}
	}

	private boolean isInstalled(Mirror mirror) {
		Path file = folder.resolve(known.fileName(mirror));
		if (!Files.exists(file)) return false;
		try {
			mirror.check(file);
			return true;
		}
		catch (IOException e) {
			progress.note(e.getMessage() + "; it will be replaced");
			return false;
		}
	}

	private Teacher fetch(HttpClient client, Mirror mirror) throws IOException {
		Path part = folder.resolve(known.fileName(mirror) + PartFile.EXTENSION);
		boolean resumed = Files.exists(part);
		transfer(client, mirror, part);
		try {
			return install(mirror, part);
		}
		catch (WrongFileException e) {
			if (!resumed) throw e;
			// The server's file may have changed since the part was begun.
			transfer(client, mirror, part);
			return install(mirror, part);
		}
	}

	private void transfer(HttpClient client, Mirror mirror, Path path) throws IOException {
		try (PartFile part = PartFile.open(path, sink)) {
			if (part.size() > mirror.size()) part.restart();
			checkSpace(mirror.size() - part.size());
			for (int tries = 1; part.size() < mirror.size(); tries++) {
				long before = part.size();
				try {
					transfer(client, mirror, part);
				}
				catch (PartFile.UnwritableException e) {
					throw e;
				}
				catch (IOException e) {
					if (tries >= patience.tries || part.size() <= before) throw e;
					progress.note(mirror.address() + " " + e.getMessage() + "; trying again");
				}
			}
		}
	}

	/** Follows redirects, of which none may lead to whoever likes to have the user's request. */
	private void transfer(HttpClient client, Mirror mirror, PartFile part) throws IOException {
		HttpTransfer.Watch watch = report(mirror, part.size());
		Optional<URI> next = Optional.of(mirror.address());
		for (int redirects = 0; next.isPresent(); redirects++) {
			if (redirects > MAX_REDIRECTS) throw new IOException("redirects more than " + MAX_REDIRECTS + " times");
			if (!mirror.mayLeadTo(next.get())) throw new IOException("leads to " + OneLine.of(next.get().toString())
				+ ", which is not an address of its maker by https");
			next = new HttpTransfer(client, patience.stall, next.get(), mirror.size(), part).run(watch);
		}
	}

	private void checkSpace(long needed) throws IOException {
		long free = space.in(folder);
		if (free < needed + SPARE_BYTES) throw new PartFile.UnwritableException("The disk of " + folder + " has "
			+ KnownTeacher.megabytes(free) + " free, and the teacher " + known.id() + " needs " + KnownTeacher.megabytes(needed
				+ SPARE_BYTES), null);
	}

	private HttpTransfer.Watch report(Mirror mirror, long before) {
		long start = System.nanoTime();
		return bytes -> {
			if (progress.isCancelled()) throw new CancellationException("Download cancelled after " + KnownTeacher.megabytes(
				bytes) + "; the next one goes on from there");
			double perSecond = Math.max(0, bytes - before) / ((System.nanoTime() - start) / 1e9);
			String left = bytes <= before ? "" : String.format(Locale.ROOT, ", %.0f s left", (mirror.size() - bytes)
				/ perSecond);
			progress.update(bytes, mirror.size(), "Downloading " + known.id() + " from " + mirror.address().getHost() + ": "
				+ KnownTeacher.megabytes(bytes) + " of " + KnownTeacher.megabytes(mirror.size()) + left);
		};
	}

	private Teacher install(Mirror mirror, Path part) throws IOException {
		Path target = folder.resolve(known.fileName(mirror));
		try {
			mirror.check(part);
			Teacher teacher = Teacher.open(part);
			Backbone found = teacher.weights().backbone();
			if (found != known.backbone()) throw new WeightFileException(part, "expected a " + known.backbone().id()
				+ ", found a " + found.id());
			AtomicWrite.move(part, target);
			removeParts();
			progress.update(mirror.size(), mirror.size(), "Downloaded " + known.id());
			return new Teacher(known.id(), target.toAbsolutePath().normalize().toString(), teacher.weights());
		}
		catch (WeightFileException e) {
			Files.deleteIfExists(part);
			throw new WrongFileException(e);
		}
	}

	/** What other addresses had begun with. */
	private void removeParts() throws IOException {
		for (Mirror mirror : known.mirrors())
			Files.deleteIfExists(folder.resolve(known.fileName(mirror) + PartFile.EXTENSION));
	}
}
