package sc.fiji.stfpm.teacher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.download.FileDownload;
import sc.fiji.stfpm.download.PartFile;
import sc.fiji.stfpm.teacher.KnownTeacher.Mirror;
import sc.fiji.stfpm.testing.LocalServer;
import sc.fiji.stfpm.testing.TeacherFolder;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Safetensors;

/** Everything between a server on this machine and the folder of teachers. */
class TeacherDownloadTest {
	private static final Duration PATIENT = Duration.ofSeconds(20);
	private static final FileDownload.FreeSpace PLENTY = folder -> Long.MAX_VALUE;
	private static final String FILE = "small.safetensors";
	private static final String PART = FILE + ".part";
	private static byte[] weights;

	@TempDir
	Path folder;
	private LocalServer server;
	private TeacherFolder teachers;
	private final List<String> messages = new ArrayList<>();
	private final Progress progress = new Progress() {
		@Override
		public void update(long done, long total, String message) {
			assertTrue(done <= total);
			messages.add(message);
		}
	};

	@BeforeAll
	static void makeWeights(@TempDir Path temporary) throws IOException {
		Path file = temporary.resolve(FILE);
		Safetensors.write(file, BackboneWeights.random(Backbone.RESNET18, 3).toTensors(""), Map.of());
		weights = Files.readAllBytes(file);
	}

	@BeforeEach
	void start() throws IOException {
		teachers = new TeacherFolder(folder);
		server = new LocalServer();
	}

	@AfterEach
	void stop() {
		teachers.close();
		server.close();
	}

	private static Mirror mirror(String address) {
		return new Mirror(address, weights.length, hash(weights));
	}

	private static String hash(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}

	private static KnownTeacher known(String... addresses) {
		return new KnownTeacher("small", Backbone.RESNET18, "this test", Stream.of(addresses).map(a -> mirror(a)).toList(),
			Set.of());
	}

	private TeacherDownload download(KnownTeacher known, int tries) {
		return new TeacherDownload(known, progress, new FileDownload.Patience(PATIENT, PATIENT, tries), PLENTY,
			PartFile.Sink.FILE);
	}

	private String failure(TeacherDownload download) {
		return assertThrows(IOException.class, download::fetch).getMessage();
	}

	private List<String> files() throws IOException {
		try (Stream<Path> listed = Files.list(folder)) {
			return listed.map(f -> f.getFileName().toString()).sorted().toList();
		}
	}

	private void assertComplete() throws IOException {
		assertEquals(List.of(FILE), files());
		assertArrayEquals(weights, Files.readAllBytes(folder.resolve(FILE)));
	}

	private static void assertContains(String expected, String message) {
		assertTrue(message.contains(expected), () -> "expected '" + expected + "' in: " + message);
	}

	@Test
	void aDownloadEndsInTheFolderAndOpensByItsName() throws IOException {
		Teacher teacher = download(known(server.on("/a.safetensors", LocalServer.file(weights))), 1).fetch();
		assertComplete();
		assertEquals("small", teacher.name());
		assertEquals(TeacherStore.open("small").weights().sha256(), teacher.weights().sha256());
		assertEquals("Downloaded small", messages.get(messages.size() - 1));
	}

	@Test
	void whatIsThereIsNotFetchedAgain() throws IOException {
		Files.write(folder.resolve(FILE), weights);
		download(known(server.on("/a.safetensors", LocalServer.file(weights))), 1).fetch();
		assertEquals(List.of(), server.requests);
	}

	@Test
	void aChangedFileIsReplaced() throws IOException {
		Files.write(folder.resolve(FILE), new byte[100]);
		download(known(server.on("/a.safetensors", LocalServer.file(weights))), 1).fetch();
		assertComplete();
	}

	@Test
	void aBrokenConnectionLeavesAPartThatIsNoTeacherAndTheNextCallGoesOn() throws IOException {
		String address = server.on("/a.safetensors", LocalServer.broken(weights));
		String message = failure(download(known(address), 1));
		assertContains(address + " broke off after 5.6 MB of 11.2 MB", message);
		assertContains("Try again, which goes on", message);
		assertEquals(List.of(PART), files());
		assertEquals(List.of(), TeacherStore.stored());
		assertThrows(IOException.class, () -> TeacherStore.open(PART));

		server.on("/a.safetensors", LocalServer.file(weights));
		download(known(address), 1).fetch();
		assertEquals(List.of("/a.safetensors", "/a.safetensors bytes=" + weights.length / 2 + "-"), server.requests);
		assertComplete();
	}

	@Test
	void aBreakIsResumedWithinOneCall() throws IOException {
		String address = server.on("/a.safetensors", exchange -> (exchange.getRequestHeaders().containsKey("Range")
			? LocalServer.file(weights) : LocalServer.broken(weights)).handle(exchange));
		download(known(address), 2).fetch();
		assertEquals(2, server.requests.size());
		assertComplete();
	}

	@Test
	void aServerThatIgnoresRangesStartsTheFileAnew() throws IOException {
		Files.write(folder.resolve(PART), Arrays.copyOf(weights, 1000));
		download(known(server.on("/a.safetensors", LocalServer.wholeOnly(weights))), 1).fetch();
		assertEquals(List.of("/a.safetensors bytes=1000-"), server.requests);
		assertComplete();
	}

	@Test
	void aPartOfAnotherFileIsStartedAnew() throws IOException {
		Files.write(folder.resolve(PART), new byte[1000]);
		download(known(server.on("/a.safetensors", LocalServer.file(weights))), 1).fetch();
		assertEquals(List.of("/a.safetensors bytes=1000-", "/a.safetensors"), server.requests);
		assertComplete();
	}

	@Test
	void aPartThatIsWholeNeedsNoServer() throws IOException {
		Files.write(folder.resolve(PART), weights);
		download(known(server.on("/a.safetensors", LocalServer.status(500))), 1).fetch();
		assertEquals(List.of(), server.requests);
		assertComplete();
	}

	@Test
	void redirectsAreFollowed() throws IOException {
		server.on("/b.safetensors", LocalServer.file(weights));
		download(known(server.on("/a.safetensors", LocalServer.redirect("/b.safetensors"))), 1).fetch();
		assertComplete();
	}

	@Test
	void aServerThatDoesNotSayTheSizeWillDo() throws IOException {
		download(known(server.on("/a.safetensors", LocalServer.chunked(weights))), 1).fetch();
		assertComplete();
	}

	@Test
	void theProxyOfJavasSettingsIsUsed() throws IOException {
		server.on("/", LocalServer.file(weights));
		System.setProperty("http.proxyHost", "127.0.0.1");
		System.setProperty("http.proxyPort", "" + server.port());
		try {
			download(known("http://teachers.invalid/a.safetensors"), 1).fetch();
		}
		finally {
			System.clearProperty("http.proxyHost");
			System.clearProperty("http.proxyPort");
		}
		assertEquals(List.of("http://teachers.invalid/a.safetensors"), server.requests);
		assertComplete();
	}

	@Test
	void otherBytesAreRefusedByTheirHash() throws IOException {
		byte[] other = weights.clone();
		other[other.length - 1]++;
		String message = failure(download(known(server.on("/a.safetensors", LocalServer.file(other))), 1));
		assertContains("expected the SHA-256 " + hash(weights) + ", found " + hash(other), message);
		assertEquals(List.of(), files());
	}

	@Test
	void aFileOfAnotherSizeIsNotFetched() throws IOException {
		byte[] shorter = Arrays.copyOf(weights, 1000);
		String address = server.on("/a.safetensors", LocalServer.file(shorter));
		assertContains("expected " + weights.length + " bytes, found 1000", failure(download(known(address), 1)));
		server.on("/a.safetensors", LocalServer.chunked(shorter));
		assertContains("broke off after 0.0 MB of 11.2 MB", failure(download(known(address), 1)));
		Files.delete(folder.resolve(PART));
		server.on("/a.safetensors", LocalServer.chunked(Arrays.copyOf(weights, weights.length + 1)));
		assertContains("expected " + weights.length + " bytes, found more", failure(download(known(address), 1)));
		assertEquals(List.of(), files());
	}

	@Test
	void aLogInPageDoesNotCostWhatHasArrived() throws IOException {
		Files.write(folder.resolve(PART), Arrays.copyOf(weights, 1000));
		failure(download(known(server.on("/a.safetensors", LocalServer.wholeOnly(new byte[300]))), 1));
		assertEquals(1000, Files.size(folder.resolve(PART)));
	}

	@Test
	void theRightBytesMustBeTheRightTeacher() throws IOException {
		String address = server.on("/a.safetensors", LocalServer.file(weights));
		KnownTeacher wide = new KnownTeacher("small", Backbone.WIDE_RESNET50_2, "this test", List.of(mirror(address)), Set.of());
		assertContains("expected a wide_resnet50_2, found a resnet18", failure(download(wide, 1)));
		assertEquals(List.of(), files());
	}

	@Test
	void aServerThatStallsIsGivenUpAndResumed() throws IOException {
		String address = server.on("/a.safetensors", server.stalled(weights));
		TeacherDownload impatient = new TeacherDownload(known(address), progress, new FileDownload.Patience(PATIENT, Duration
			.ofSeconds(2), 1), PLENTY, PartFile.Sink.FILE);
		assertContains("sent nothing for 2 s, after 5.6 MB of 11.2 MB", failure(impatient));
		assertEquals(List.of(PART), files());
		server.on("/a.safetensors", LocalServer.file(weights));
		download(known(address), 1).fetch();
		assertComplete();
	}

	@Test
	void aServerThatTricklesIsGivenUp() throws IOException {
		String address = server.on("/a.safetensors", server.trickling(weights));
		String message = failure(new TeacherDownload(known(address), progress, new FileDownload.Patience(PATIENT, Duration.ofSeconds(1),
			1), PLENTY, PartFile.Sink.FILE));
		assertTrue(message.matches(".* sent \\d+ bytes for 1 s, after 0\\.0 MB of 11\\.2 MB.*"), message);
	}

	@Test
	void cancellingKeepsThePartForTheNextCall() throws IOException {
		String address = server.on("/a.safetensors", server.stalled(weights));
		boolean[] half = { false };
		Progress cancelled = new Progress() {
			@Override
			public void update(long done, long total, String message) {
				half[0] = done == weights.length / 2;
			}

			@Override
			public boolean isCancelled() {
				return half[0];
			}
		};
		TeacherDownload download = new TeacherDownload(known(address), cancelled, FileDownload.Patience.DEFAULT, PLENTY,
			PartFile.Sink.FILE);
		assertContains("the next one goes on from there", assertThrows(CancellationException.class, download::fetch)
			.getMessage());
		assertEquals(List.of(PART), files());
		server.on("/a.safetensors", LocalServer.file(weights));
		download(known(address), 1).fetch();
		assertEquals("/a.safetensors bytes=" + weights.length / 2 + "-", server.requests.get(1));
		assertComplete();
	}

	@Test
	void aDiskWithoutSpaceIsSaidBeforeAnythingIsFetched() throws IOException {
		String address = server.on("/a.safetensors", LocalServer.file(weights));
		String message = failure(new TeacherDownload(known(address), progress, FileDownload.Patience.DEFAULT,
			f -> 5_000_000, PartFile.Sink.FILE));
		assertContains("has 5.0 MB free, and the teacher small needs 12.2 MB", message);
		assertContains(folder.toString(), message);
		assertEquals(List.of(), server.requests);
		assertEquals(List.of(), files());
	}

	@Test
	void aDiskThatRunsFullLeavesNothingAndNoOtherServerIsAsked() throws IOException {
		String address = server.on("/a.safetensors", LocalServer.file(weights));
		PartFile.Sink full = channel -> new OutputStream() {
			@Override
			public void write(int b) throws IOException {
				throw new IOException("No space left on device");
			}
		};
		String message = failure(new TeacherDownload(known(address, address), progress, FileDownload.Patience.DEFAULT,
			PLENTY, full));
		assertContains(folder.resolve(PART) + " could not be written (No space left on device) and was deleted", message);
		assertEquals(1, server.requests.size());
		assertEquals(List.of(), files());
	}

	@Test
	void theNextMirrorHelpsAndEveryFailureIsNamed() throws IOException {
		String missing = server.on("/missing.pth", LocalServer.status(404));
		String good = server.on("/a.safetensors", LocalServer.file(weights));
		download(known(missing, good), 1).fetch();
		assertComplete();
		Files.delete(folder.resolve(FILE));
		server.on("/a.safetensors", LocalServer.status(503));
		String message = failure(download(known(missing, good), 1));
		assertContains(missing + " answered with HTTP status 404; " + good + " answered with HTTP status 503", message);
		assertEquals(List.of(), files());
	}

	@Test
	void aServerThatIsNotThereIsSaid() throws IOException {
		int free;
		try (ServerSocket socket = new ServerSocket(0)) {
			free = socket.getLocalPort();
		}
		String address = "http://127.0.0.1:" + free + "/a.safetensors";
		assertContains(address + " cannot be reached", failure(download(known(address), 1)));
		assertFalse(Files.exists(folder.resolve(PART)));
	}

	@Test
	void twoDownloadsDoNotWriteOneFile() throws IOException {
		String address = server.on("/a.safetensors", LocalServer.file(weights));
		try (PartFile other = PartFile.open(folder.resolve(PART), PartFile.Sink.FILE)) {
			assertContains("is being downloaded already", failure(download(known(address), 1)));
		}
		assertEquals(List.of(), server.requests);
	}

	@Test
	void everyKnownAddressIsEncryptedAndOfAKnownHost() {
		for (KnownTeacher known : KnownTeacher.ALL)
			for (Mirror mirror : known.mirrors()) {
				assertEquals("https", mirror.address().getScheme());
				assertTrue(Set.of("download.pytorch.org", "huggingface.co").contains(mirror.address().getHost()), mirror.toString());
				assertTrue(mirror.sha256().matches("[0-9a-f]{64}") && mirror.size() > 0, mirror.toString());
			}
	}

	@Test
	void noRedirectLeadsToAnotherHost() throws IOException {
		try (LocalServer elsewhere = new LocalServer()) {
			String to = elsewhere.on("/b.safetensors", LocalServer.file(weights)).replace("127.0.0.1", "localhost");
			String address = server.on("/a.safetensors", LocalServer.redirect(to));
			assertContains("leads to " + to + ", which is not an address of its maker", failure(download(known(address), 1)));
			assertEquals(List.of(), elsewhere.requests);
			assertEquals(List.of(), files());
		}
	}

	@ParameterizedTest
	@CsvSource({ "https://cdn-lfs.huggingface.co/a, true", "https://cas-bridge.xethub.hf.co/a, true", "https://huggingface.co/b, true",
		"http://huggingface.co/b, false", "https://nothuggingface.co/b, false", "https://huggingface.co.example.org/b, false",
		"https://huggingface.co@example.org/b, false", "file:///b, false", "'', false" })
	void redirectsLeadToServersOfTheMakerAlone(String to, boolean allowed) {
		assertEquals(allowed, new Mirror("https://huggingface.co/a", 1, "").mayLeadTo(URI.create(to)));
	}

	@Test
	void redirectsInACircleEnd() throws IOException {
		server.on("/b.safetensors", LocalServer.redirect("/a.safetensors"));
		assertContains("redirects more than 5 times", failure(download(known(server.on("/a.safetensors", LocalServer.redirect(
			"/b.safetensors"))), 1)));
		assertEquals(6, server.requests.size(), server.requests.toString());
	}

	@Test
	void redirectsOutOfTheWebAreNotFollowed(@TempDir Path elsewhere) throws IOException {
		Path file = Files.write(elsewhere.resolve("a.safetensors"), weights);
		for (String to : List.of(file.toUri().toString(), "ftp://127.0.0.1:" + server.port() + "/b", "http://", "")) {
			failure(download(known(server.on("/a.safetensors", LocalServer.redirect(to))), 1));
			assertFalse(Files.exists(folder.resolve(FILE)), to);
		}
	}

	@Test
	void theFileBehindARedirectMustBeTheRightOne() throws IOException {
		byte[] other = weights.clone();
		other[500]++;
		try (LocalServer elsewhere = new LocalServer()) {
			String address = server.on("/a.safetensors", LocalServer.redirect(elsewhere.on("/b.safetensors", LocalServer.file(other))));
			assertContains("expected the SHA-256", failure(download(known(address), 1)));
			assertEquals(List.of(), files());
			elsewhere.on("/b.safetensors", LocalServer.file(weights));
			download(known(address), 1).fetch();
		}
		assertComplete();
	}

	@Test
	void aRangeThatWasNotAskedForIsRefused() throws IOException {
		for (String range : List.of("bytes 2000-" + (weights.length - 1) + "/" + weights.length, "bytes 0-99/" + weights.length, "")) {
			Files.write(folder.resolve(PART), Arrays.copyOf(weights, 1000));
			failure(download(known(server.on("/a.safetensors", LocalServer.partial(range, Arrays.copyOfRange(weights, 1000,
				weights.length)))), 1));
			assertEquals(List.of(), files(), range);
		}
	}

	@Test
	void aRangeOfAnotherFileDoesNotCostWhatHasArrived() throws IOException {
		Files.write(folder.resolve(PART), Arrays.copyOf(weights, 1000));
		assertContains("found 5000", failure(download(known(server.on("/a.safetensors", LocalServer.partial("bytes 1000-4999/5000",
			new byte[4000]))), 1)));
		assertEquals(1000, Files.size(folder.resolve(PART)));
	}

	@Test
	void aRangeWithMoreThanItSaysIsRefused() throws IOException {
		Files.write(folder.resolve(PART), Arrays.copyOf(weights, 1000));
		assertContains("found more", failure(download(known(server.on("/a.safetensors", LocalServer.partial("bytes 1000-"
			+ (weights.length - 1) + "/" + weights.length, weights))), 1)));
		assertEquals(List.of(), files());
	}

	@Test
	void aServerThatNeverAnswersIsGivenUp() throws IOException {
		try (ServerSocket silent = new ServerSocket(0)) {
			TeacherDownload impatient = new TeacherDownload(known("http://127.0.0.1:" + silent.getLocalPort() + "/a.safetensors"),
				progress, new FileDownload.Patience(PATIENT, Duration.ofSeconds(1), 1), PLENTY, PartFile.Sink.FILE);
			assertContains("sent nothing for 1 s", failure(impatient));
		}
	}
}
