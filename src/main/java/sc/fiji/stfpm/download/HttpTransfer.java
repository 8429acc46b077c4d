package sc.fiji.stfpm.download;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import sc.fiji.stfpm.OneLine;

/**
 * One HTTP request whose body is put behind the bytes that a file has. Reading blocks for as long as a server stalls, so
 * the bytes come on the client's thread, and the caller's looks after time and cancel.
 */
final class HttpTransfer {
	/** Told about the bytes so far, now and then; throws to stop. */
	@FunctionalInterface
	interface Watch {
		void at(long bytes) throws CancellationException;
	}

	private static final int OK = 200;
	private static final int PARTIAL = 206;
	private static final int RANGE_NOT_SATISFIABLE = 416;
	static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
	private static final long LOOK_MILLIS = 50;
	/** A server that sends less is as good as one that stalls: 46 MB would take more than three hours. */
	private static final long SLOWEST_BYTES_PER_SECOND = 4000;

	private final HttpClient client;
	private final Duration stall;
	private final URI address;
	private final long size;
	private final PartFile part;
	private volatile IOException failure;
	private volatile boolean answered;
	private volatile URI redirect;
	private boolean stopped;

	/** @param size of the whole file, in bytes */
	HttpTransfer(HttpClient client, Duration stall, URI address, long size, PartFile part) {
		this.client = client;
		this.stall = stall;
		this.address = address;
		this.size = size;
		this.part = part;
	}

	/**
	 * Blocks until the file is whole or the server says that it is elsewhere.
	 *
	 * @return the address that it names; empty where the file is whole
	 * @throws IOException saying what is wrong; the file then keeps what it got
	 * @throws CancellationException from {@code watch}
	 */
	Optional<URI> run(Watch watch) throws IOException {
		HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept-Encoding", "identity");
		if (part.size() > 0) request.header("Range", "bytes=" + part.size() + "-");
		CompletableFuture<?> body = client.sendAsync(request.build(), onResponse());
		long since = System.nanoTime(), before = part.size();
		try {
			while (!finished(body)) {
				watch.at(part.size());
				if (System.nanoTime() - since <= stall.toNanos()) continue;
				checkPace(part.size() - before);
				since = System.nanoTime();
				before = part.size();
			}
		}
		finally {
			stop();
			body.cancel(true);
		}
		if (redirect == null && part.size() < size) throw new IOException("broke off after " + soFar());
		return Optional.ofNullable(redirect);
	}

	/** @param bytes of as long as a server may stall */
	private void checkPace(long bytes) throws IOException {
		if (bytes < SLOWEST_BYTES_PER_SECOND * stall.toSeconds()) throw new IOException("sent " + (bytes <= 0 ? "nothing" : bytes
			+ " bytes") + " for " + stall.toSeconds() + " s, after " + soFar());
	}

	private boolean finished(CompletableFuture<?> body) throws IOException {
		boolean finished = true;
		try {
			body.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException e) {
			finished = false;
		}
		catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("The download was interrupted");
		}
		catch (ExecutionException e) {
			throw reason(e.getCause());
		}
		if (failure != null) throw failure;
		return finished;
	}

	private IOException reason(Throwable cause) {
		if (failure != null) return failure;
		String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
		return !answered ? new IOException("cannot be reached: " + text, cause)
			: new IOException("broke off after " + soFar() + ": " + text, cause);
	}

	private String soFar() {
		return FileDownload.megabytes(part.size()) + " of " + FileDownload.megabytes(size);
	}

	private BodyHandler<Void> onResponse() {
		return info -> {
			begin(info);
			return BodySubscribers.ofByteArrayConsumer(this::receive);
		};
	}

	private synchronized void begin(ResponseInfo info) {
		answered = true;
		if (stopped) return;
		try {
			place(info);
		}
		catch (IOException e) {
			failure = e;
		}
	}

	/** Makes the file end where the body begins. */
	private void place(ResponseInfo info) throws IOException {
		int status = info.statusCode();
		Optional<String> location = info.headers().firstValue("Location");
		if (REDIRECTS.contains(status) && location.isPresent()) {
			redirect = target(address, location.get());
			return;
		}
		if (status == RANGE_NOT_SATISFIABLE) part.restart();
		if (status != OK && status != PARTIAL) throw new IOException("answered with HTTP status " + status);
		Optional<Long> whole;
		if (status == PARTIAL) {
			String range = info.headers().firstValue("Content-Range").orElse("");
			if (!range.startsWith("bytes " + part.size() + "-")) {
				part.restart();
				throw new IOException("answered with another range, '" + range + "'");
			}
			whole = number(range.substring(range.indexOf('/') + 1));
		}
		else whole = info.headers().firstValue("Content-Length").flatMap(HttpTransfer::number);
		// A hotel's log-in page must not cost what has arrived.
		if (whole.orElse(size) != size) throw new IOException("has another file: expected " + size + " bytes, found " + whole
			.get());
		// The server sends all of it, whatever was asked for.
		if (status == OK) part.restart();
	}

	static URI target(URI address, String location) throws IOException {
		try {
			return address.resolve(location);
		}
		catch (IllegalArgumentException e) {
			throw new IOException("leads to '" + OneLine.of(location) + "', which is no address", e);
		}
	}

	static Optional<Long> number(String text) {
		return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
	}

	private synchronized void receive(Optional<byte[]> bytes) {
		if (stopped || failure != null || redirect != null || bytes.isEmpty()) return;
		try {
			if (part.size() + bytes.get().length > size) {
				part.restart();
				throw new IOException("has another file: expected " + size + " bytes, found more");
			}
			part.append(bytes.get());
		}
		catch (IOException e) {
			// Kept for the caller's thread: what the client does with an exception depends on the protocol.
			failure = e;
		}
	}

	private synchronized void stop() {
		stopped = true;
	}
}
