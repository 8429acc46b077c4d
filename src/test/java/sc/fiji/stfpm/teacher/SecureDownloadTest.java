package sc.fiji.stfpm.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.download.FileDownload;
import sc.fiji.stfpm.download.PartFile;
import sc.fiji.stfpm.testing.LocalServer;
import sc.fiji.stfpm.testing.TeacherFolder;
import sc.fiji.stfpm.weights.Backbone;

/** Downloads from a server on this machine that speaks https, and whose certificate Java trusts until the test is over. */
class SecureDownloadTest {
	private static final char[] PASSWORD = "secret".toCharArray();
	private static final Duration PATIENT = Duration.ofSeconds(20);

	@TempDir
	private Path folder;
	private SSLContext before;
	private HttpsServer secure;

	@BeforeEach
	void start() throws Exception {
		before = SSLContext.getDefault();
		SSLContext.setDefault(context(certificate()));
		secure = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		secure.setHttpsConfigurator(new HttpsConfigurator(SSLContext.getDefault()));
		secure.start();
	}

	@AfterEach
	void stop() {
		secure.stop(0);
		SSLContext.setDefault(before);
	}

	private KeyStore certificate() throws Exception {
		Path file = folder.resolve("certificate");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
			"-alias", "here", "-keyalg", "EC", "-dname", "CN=here", "-ext", "SAN=ip:127.0.0.1", "-storetype", "PKCS12", "-storepass",
			new String(PASSWORD), "-keystore", file.toString()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
		assertEquals(0, keytool.waitFor());
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(file)) {
			store.load(in, PASSWORD);
		}
		return store;
	}

	private static SSLContext context(KeyStore certificate) throws Exception {
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(certificate, PASSWORD);
		TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trusted.init(certificate);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
		return context;
	}

	@Test
	void noRedirectLeadsFromHttpsToHttp() throws IOException {
		try (LocalServer open = new LocalServer(); TeacherFolder teachers = new TeacherFolder(folder.resolve("teachers"))) {
			String elsewhere = open.on("/a.pth", LocalServer.file(new byte[10]));
			secure.createContext("/a.pth", exchange -> {
				try (exchange) {
					LocalServer.redirect(elsewhere).handle(exchange);
				}
			});
			KnownTeacher known = new KnownTeacher("small", Backbone.RESNET18, "this test", List.of(new KnownTeacher.Mirror(
				"https://127.0.0.1:" + secure.getAddress().getPort() + "/a.pth", 10, "0")), Set.of());
			IOException failure = assertThrows(IOException.class, () -> new TeacherDownload(known, Progress.NONE,
				new FileDownload.Patience(PATIENT, PATIENT, 1), FileDownload.FreeSpace.OF_DISK, PartFile.Sink.FILE).fetch());
			assertTrue(failure.getMessage().contains("leads to " + elsewhere), failure.getMessage());
			assertEquals(List.of(), open.requests);
		}
	}
}
