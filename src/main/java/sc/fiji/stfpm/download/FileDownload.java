package sc.fiji.stfpm.download;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;

import sc.fiji.stfpm.OneLine;
import sc.fiji.stfpm.Progress;

/**
 * Fetches files from servers. What arrives is in a {@link PartFile}; after a break the next try goes on from the end of that file.
 * Proxies are those of Java's settings, which ImageJ's Edit > Options > Proxy Settings change. Whoever calls has the user's consent
 * and checks what arrived.
 */
public final class FileDownload {
	/**
	 * How patient it is.
	 *
	 * @param connect to wait for a connection
	 * @param stall to wait for bytes worth waiting for
	 * @param tries of one address, as long as each brings bytes
	 */
	public record Patience(Duration connect, Duration stall, int tries) {
		public static final Patience DEFAULT = new Patience(Duration.ofSeconds(30), Duration.ofSeconds(60), 5);
	}

	/** Free bytes for a folder; tests put a full disk here. */
	@FunctionalInterface
	public interface FreeSpace {
		long in(Path folder) throws IOException;

		FreeSpace OF_DISK = folder -> Files.getFileStore(folder).getUsableSpace();
	}

	/**
	 * One file at one address.
	 *
	 * @param name for people, such as "the teacher x"
	 * @param size in bytes
	 * @param allowed which addresses it may redirect to, itself among them
	 */
	public record Item(String name, URI address, long size, Predicate<URI> allowed) {}

	/** What is left free beside a file. */
	private static final long SPARE_BYTES = 1 << 20;
	private static final int MAX_REDIRECTS = 5;
	private static final int OK = 200;

	private final HttpClient client;
	private final Progress progress;
	private final Patience patience;
	private final FreeSpace space;
	private final PartFile.Sink sink;

	/** What it takes is the caller's; tests fill disks and shorten patience. */
	public FileDownload(Progress progress, Patience patience, FreeSpace space, PartFile.Sink sink) {
		this.progress = progress;
		this.patience = patience;
		this.space = space;
		this.sink = sink;
		client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(patience.connect).followRedirects(
			HttpClient.Redirect.NEVER).build();
	}

	/** With the patience and the disk that there are. */
	public static FileDownload of(Progress progress) {
		return new FileDownload(progress, Patience.DEFAULT, FreeSpace.OF_DISK, PartFile.Sink.FILE);
	}

	/**
	 * Makes a part whole: as many bytes as the file has.
	 *
	 * @param path of the part, which may have a beginning
	 * @throws PartFile.UnwritableException if the disk is too full or does not let it be written
	 * @throws IOException saying what the server did, without its address; the part keeps what arrived
	 * @throws CancellationException if the progress says so; the next call goes on from there
	 */
	public void to(Path path, Item item) throws IOException {
		try (PartFile part = PartFile.open(path, sink)) {
			if (part.size() > item.size) part.restart();
			checkSpace(path.toAbsolutePath().getParent(), item.name, item.size - part.size());
			for (int tries = 1; part.size() < item.size; tries++) {
				long before = part.size();
				try {
					transfer(item, part);
				}
				catch (PartFile.UnwritableException e) {
					throw e;
				}
				catch (IOException e) {
					if (tries >= patience.tries || part.size() <= before) throw e;
					progress.note(item.address + " " + e.getMessage() + "; trying again");
				}
			}
		}
	}

	/** Follows redirects, of which none may lead to whoever likes to have the user's request. */
	private void transfer(Item item, PartFile part) throws IOException {
		HttpTransfer.Watch watch = report(item, part.size());
		Optional<URI> next = Optional.of(item.address);
		for (int redirects = 0; next.isPresent(); redirects++) {
			check(redirects, next.get(), item.allowed);
			next = new HttpTransfer(client, patience.stall, next.get(), item.size, part).run(watch);
		}
	}

	private static void check(int redirects, URI target, Predicate<URI> allowed) throws IOException {
		if (redirects > MAX_REDIRECTS) throw new IOException("redirects more than " + MAX_REDIRECTS + " times");
		if (!allowed.test(target)) throw new IOException("leads to " + OneLine.of(target.toString())
			+ ", which is not an address of its maker by https");
	}

	/**
	 * Asks how large a file is, without fetching it.
	 *
	 * @param allowed which addresses it may redirect to
	 * @return bytes
	 * @throws IOException if the server cannot be reached or does not say; without its address
	 */
	public long size(URI address, Predicate<URI> allowed) throws IOException {
		URI next = address;
		for (int redirects = 0;; redirects++) {
			check(redirects, next, allowed);
			HttpResponse<Void> answer = ask(next);
			Optional<String> location = answer.headers().firstValue("Location");
			if (HttpTransfer.REDIRECTS.contains(answer.statusCode()) && location.isPresent()) {
				next = HttpTransfer.target(next, location.get());
				continue;
			}
			if (answer.statusCode() != OK) throw new IOException("answered with HTTP status " + answer.statusCode());
			return answer.headers().firstValue("Content-Length").flatMap(HttpTransfer::number).orElseThrow(() -> new IOException(
				"does not say how large the file is"));
		}
	}

	private HttpResponse<Void> ask(URI address) throws IOException {
		try {
			return client.send(HttpRequest.newBuilder(address).method("HEAD", HttpRequest.BodyPublishers.noBody()).header(
				"Accept-Encoding", "identity").timeout(patience.stall).build(), HttpResponse.BodyHandlers.discarding());
		}
		catch (IOException e) {
			throw new IOException("cannot be reached: " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()), e);
		}
		catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("The download was interrupted");
		}
	}

	/** @throws PartFile.UnwritableException if a folder's disk has no room for as many bytes more */
	public void checkSpace(Path folder, String name, long needed) throws IOException {
		long free = space.in(folder);
		if (free < needed + SPARE_BYTES) throw new PartFile.UnwritableException("The disk of " + folder + " has " + megabytes(free)
			+ " free, and " + name + " needs " + megabytes(needed + SPARE_BYTES), null);
	}

	private HttpTransfer.Watch report(Item item, long before) {
		long start = System.nanoTime();
		return bytes -> {
			if (progress.isCancelled()) throw new CancellationException("Download cancelled after " + megabytes(bytes)
				+ "; the next one goes on from there");
			double perSecond = Math.max(0, bytes - before) / ((System.nanoTime() - start) / 1e9);
			String left = bytes <= before ? "" : String.format(Locale.ROOT, ", %.0f s left", (item.size - bytes) / perSecond);
			progress.update(bytes, item.size, "Downloading " + item.name + " from " + item.address.getHost() + ": " + megabytes(bytes)
				+ " of " + megabytes(item.size) + left);
		};
	}

	/** Bytes for people. */
	public static String megabytes(long bytes) {
		return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
	}
}
