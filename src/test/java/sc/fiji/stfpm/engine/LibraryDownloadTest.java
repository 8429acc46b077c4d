package sc.fiji.stfpm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.download.FileDownload;
import sc.fiji.stfpm.download.PartFile;
import sc.fiji.stfpm.testing.LocalServer;

/** Everything between a server on this machine and the folder of libraries. */
class LibraryDownloadTest {
	private static final FileDownload.Patience PATIENCE = new FileDownload.Patience(Duration.ofSeconds(20), Duration.ofSeconds(20), 1);
	private static final String FOLDER = "2.7.1-cu128-linux-x86_64", PART = FOLDER + ".zip.part";

	@TempDir
	private Path temporary;
	private Path root;
	private String before;
	private LocalServer server;
	private byte[] zip;
	private final List<String> notes = new ArrayList<>();
	private final Progress progress = new Progress() {
		@Override
		public void note(String message) {
			notes.add(message);
		}
	};

	@BeforeEach
	void begin() throws IOException {
		before = System.getProperty(LibraryFolder.PROPERTY);
		root = temporary.resolve("engine");
		System.setProperty(LibraryFolder.PROPERTY, root.toString());
		server = new LocalServer();
		zip = Files.readAllBytes(Archives.good(temporary));
	}

	@AfterEach
	void end() {
		if (before == null) System.clearProperty(LibraryFolder.PROPERTY);
		else System.setProperty(LibraryFolder.PROPERTY, before);
		server.close();
	}

	private Path fetch(String address, NvidiaDriver driver, Progress told, long free) throws IOException {
		return new LibraryDownload(new GpuLibraries("linux", URI.create(address)), told, new FileDownload(told, PATIENCE, folder -> free,
			PartFile.Sink.FILE)).fetch(driver);
	}

	private Path fetch(String address) throws IOException {
		return fetch(address, Drivers.GOOD, progress, Long.MAX_VALUE);
	}

	private String failure(String address) {
		return assertThrows(IOException.class, () -> fetch(address)).getMessage();
	}

	private List<String> files() throws IOException {
		if (!Files.isDirectory(root)) return List.of();
		try (Stream<Path> files = Files.list(root)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	private static void assertContains(String expected, String message) {
		assertTrue(message.contains(expected), () -> "expected '" + expected + "' in: " + message);
	}

	private static String problem() {
		return LibraryFolder.problem(GpuLibraries.of("Linux", "amd64").orElseThrow());
	}

	@Test
	void aDownloadEndsInTheFolderAndTheZipIsGone() throws IOException {
		String address = server.on("/a.zip", LocalServer.file(zip));
		assertEquals(root.resolve(FOLDER), fetch(address));
		assertEquals(List.of(FOLDER), files());
		assertEquals("", problem());
		assertEquals(List.of("Fetching 0.0 MB from " + address + " into " + root), notes);
		fetch(address);
		assertEquals(List.of("HEAD /a.zip", "/a.zip"), server.requests, "what is there is not fetched again");
	}

	@Test
	void withoutADriverNothingIsFetched() throws IOException {
		String address = server.on("/a.zip", LocalServer.file(zip));
		for (NvidiaDriver driver : List.of(Drivers.NONE, Drivers.OLD)) {
			String message = assertThrows(IOException.class, () -> fetch(address, driver, progress, Long.MAX_VALUE)).getMessage();
			assertContains("Nothing was fetched, because ", message);
			assertContains(driver == Drivers.NONE ? "no NVIDIA driver was found" : "470.57.02 is too old", message);
		}
		assertEquals(List.of(), server.requests);
		assertEquals(List.of(), files());
	}

	@Test
	void withoutANetworkTheOtherWayIsSaid() throws IOException {
		int free;
		try (ServerSocket socket = new ServerSocket(0)) {
			free = socket.getLocalPort();
		}
		String address = "http://127.0.0.1:" + free + "/a.zip", message = failure(address);
		assertContains("The GPU libraries could not be fetched: " + address + " cannot be reached", message);
		assertContains("fetch that file on another machine and import it", message);
		assertEquals(List.of(), files());
	}

	@Test
	void aServerWithoutTheFileIsSaid() throws IOException {
		assertContains("answered with HTTP status 404", failure(server.on("/a.zip", LocalServer.status(404))));
		assertEquals(List.of(), files());
	}

	@Test
	void aBreakKeepsHalfOfItAndTheNextCallGoesOn() throws IOException {
		String address = server.on("/a.zip", exchange -> (exchange.getRequestMethod().equals("HEAD") ? LocalServer.file(zip) : LocalServer.broken(zip))
			.handle(exchange));
		assertContains("broke off after", failure(address));
		assertEquals(List.of(PART), files());
		assertContains("are not in", problem());
		server.on("/a.zip", LocalServer.file(zip));
		fetch(address);
		assertEquals("/a.zip bytes=" + zip.length / 2 + "-", server.requests.get(3));
		assertContains(", of which 0.0 MB are there", notes.get(1));
		assertEquals(List.of(FOLDER), files());
	}

	@Test
	void cancellingKeepsHalfOfIt() throws IOException {
		String address = server.on("/a.zip", exchange -> (exchange.getRequestMethod().equals("HEAD") ? LocalServer.file(zip) : server.stalled(zip))
			.handle(exchange));
		boolean[] half = { false };
		Progress cancelled = new Progress() {
			@Override
			public void update(long done, long total, String message) {
				half[0] = done == zip.length / 2;
			}

			@Override
			public boolean isCancelled() {
				return half[0];
			}
		};
		assertThrows(CancellationException.class, () -> fetch(address, Drivers.GOOD, cancelled, Long.MAX_VALUE));
		assertEquals(List.of(PART), files());
	}

	@Test
	void aFullDiskIsSaidBeforeAnythingIsFetched() throws IOException {
		String address = server.on("/a.zip", LocalServer.file(zip));
		String message = assertThrows(IOException.class, () -> fetch(address, Drivers.GOOD, progress, 2 * zip.length)).getMessage();
		assertContains("The disk of " + root + " has 0.1 MB free, and fetching and unpacking the GPU libraries needs 1.2 MB", message);
		assertEquals(List.of("HEAD /a.zip"), server.requests);
		assertEquals(List.of(), files());
	}

	@Test
	void wrongBytesAreDeletedAndNeverUsed() throws IOException {
		byte[] wrong = zip.clone();
		wrong[wrong.length / 2] ^= 1;
		String message = failure(server.on("/a.zip", LocalServer.file(wrong)));
		assertContains("sent cannot be used and was deleted", message);
		assertContains("is damaged: lib", message);
		assertEquals(List.of(), files());
	}

	@Test
	void anotherFlavourThanAskedForIsDeleted() throws IOException {
		byte[] other = Files.readAllBytes(Archives.zip(temporary.resolve("o.zip"), "2.7.1+cpu", Archives.LIBRARIES));
		assertContains("holds PyTorch 2.7.1+cpu; needed is 2.7.1+cu128", failure(server.on("/a.zip", LocalServer.file(other))));
		assertEquals(List.of(), files());
	}

	@Test
	void redirectsAreFollowedToTheSameHostAlone() throws IOException {
		server.on("/b.zip", LocalServer.file(zip));
		String address = server.on("/a.zip", LocalServer.redirect("/b.zip"));
		fetch(address);
		LibraryFolder.delete(root.resolve(FOLDER));
		try (LocalServer elsewhere = new LocalServer()) {
			String to = elsewhere.on("/b.zip", LocalServer.file(zip)).replace("127.0.0.1", "localhost");
			server.on("/a.zip", LocalServer.redirect(to));
			assertContains("leads to " + to + ", which is not an address of its maker", failure(address));
			assertEquals(List.of(), elsewhere.requests, "not even its size is asked for");
		}
	}
}
