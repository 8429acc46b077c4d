package sc.fiji.stfpm.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

/** An HTTP server on 127.0.0.1 with the faults of real ones. It answers as a proxy, too. */
public final class LocalServer implements AutoCloseable {
	private final HttpServer server;
	private final ExecutorService threads = Executors.newCachedThreadPool();
	private final CountDownLatch closed = new CountDownLatch(1);
	/** The request's target and its range, such as {@code /a.pth bytes=100-}. */
	public final List<String> requests = new CopyOnWriteArrayList<>();

	public LocalServer() throws IOException {
		server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		server.setExecutor(threads);
		server.start();
	}

	public int port() {
		return server.getAddress().getPort();
	}

	/** Answers requests for a path; another answer given later takes its place. */
	public String on(String path, HttpHandler answer) {
		try {
			server.removeContext(path);
		}
		catch (IllegalArgumentException e) {
			// It is the first.
		}
		server.createContext(path, exchange -> {
			String range = exchange.getRequestHeaders().getFirst("Range");
			boolean head = exchange.getRequestMethod().equals("HEAD");
			requests.add((head ? "HEAD " : "") + exchange.getRequestURI() + (range == null ? "" : " " + range));
			try (exchange) {
				answer.handle(exchange);
			}
		});
		return "http://127.0.0.1:" + port() + path;
	}

	/** A file; knows ranges, and tells its size without it. */
	public static HttpHandler file(byte[] bytes) {
		return exchange -> {
			if (exchange.getRequestMethod().equals("HEAD")) {
				exchange.getResponseHeaders().set("Content-Length", "" + bytes.length);
				exchange.sendResponseHeaders(200, -1);
				return;
			}
			String range = exchange.getRequestHeaders().getFirst("Range");
			int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
			if (from > 0) exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/"
				+ bytes.length);
			exchange.sendResponseHeaders(from > 0 ? 206 : 200, bytes.length - from);
			exchange.getResponseBody().write(bytes, from, bytes.length - from);
		};
	}

	/** A file; sends all of it whatever was asked for. */
	public static HttpHandler wholeOnly(byte[] bytes) {
		return exchange -> send(exchange, bytes, bytes.length);
	}

	/** Closes the connection after half of the file. */
	public static HttpHandler broken(byte[] bytes) {
		return exchange -> send(exchange, bytes, bytes.length / 2);
	}

	/** Sends half of the file and then nothing. */
	public HttpHandler stalled(byte[] bytes) {
		return exchange -> {
			send(exchange, bytes, bytes.length / 2);
			exchange.getResponseBody().flush();
			try {
				closed.await();
			}
			catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		};
	}

	/** Sends a byte now and then, for ten seconds. */
	public HttpHandler trickling(byte[] bytes) {
		return exchange -> {
			exchange.sendResponseHeaders(200, bytes.length);
			try {
				for (int i = 0; i < 500 && !closed.await(20, TimeUnit.MILLISECONDS); i++) {
					exchange.getResponseBody().write(bytes[i]);
					exchange.getResponseBody().flush();
				}
			}
			catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		};
	}

	/** Does not say how much it sends. */
	public static HttpHandler chunked(byte[] bytes) {
		return exchange -> {
			exchange.sendResponseHeaders(200, 0);
			exchange.getResponseBody().write(bytes);
		};
	}

	/** Says of the bytes that they are a range. */
	public static HttpHandler partial(String range, byte[] bytes) {
		return exchange -> {
			exchange.getResponseHeaders().set("Content-Range", range);
			exchange.sendResponseHeaders(206, bytes.length);
			exchange.getResponseBody().write(bytes);
		};
	}

	public static HttpHandler status(int status) {
		return exchange -> exchange.sendResponseHeaders(status, -1);
	}

	public static HttpHandler redirect(String to) {
		return exchange -> {
			exchange.getResponseHeaders().set("Location", to);
			exchange.sendResponseHeaders(302, -1);
		};
	}

	private static void send(HttpExchange exchange, byte[] bytes, int count) throws IOException {
		exchange.sendResponseHeaders(200, bytes.length);
		exchange.getResponseBody().write(Arrays.copyOf(bytes, count));
	}

	@Override
	public void close() {
		closed.countDown();
		server.stop(0);
		threads.shutdownNow();
	}
}
