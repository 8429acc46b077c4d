package sc.fiji.stfpm.ij1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpServer;

import sc.fiji.stfpm.packaging.FijiPackages;
import sc.fiji.stfpm.testing.imagej.Fiji;
import sc.fiji.stfpm.testing.imagej.FijiStack;
import sc.fiji.stfpm.testing.imagej.Mode;
import sc.fiji.stfpm.testing.imagej.Outcome;

/** The ways in which the plugin comes into Fiji. */
class InstallIntoFijiIT {
	private static final Path SCRIPT = Path.of("scripts/install-imagej").toAbsolutePath();

	@TempDir
	Path folder;
	private Path fiji;

	@BeforeEach
	void makeFiji() throws IOException, InterruptedException {
		fiji = FijiStack.copy("installed");
	}

	/** By Fiji's own updater, from a server on this machine. */
	@Test
	void theUpdaterInstallsWhatTheZipHas() throws Exception {
		HttpServer server = serve(FijiPackages.get().updateSite());
		try {
			String site = "http://localhost:" + server.getAddress().getPort() + "/";
			try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(fiji.resolve("db.xml.gz")))) {
				out.write(("<?xml version=\"1.0\"?><pluginRecords><update-site name=\"STFPM\" url=\"" + site
					+ "\" timestamp=\"0\"/></pluginRecords>").getBytes());
			}
			updater("update");
			List<String> listed = updater("list-from-site", "STFPM").stream().filter(line -> line.matches("(jars|plugins)/.*"))
				.toList();
			Map<String, Integer> unpacked = addedTo(Fiji.installed().root);
			assertEquals(unpacked.size(), listed.size(), listed.toString());
			assertTrue(listed.stream().allMatch(line -> line.contains("(INSTALLED)")), listed.toString());
			assertEquals(unpacked, addedTo(fiji));
		}
		finally {
			server.stop(0);
		}
		assertWorks();
	}

	private List<String> updater(String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Dij.dir=" + fiji, "-Dimagej.dir=" + fiji, "-Duser.home=" + folder, "-cp", new Fiji(fiji).classPath(),
			"net.imagej.updater.CommandLine"));
		command.addAll(List.of(arguments));
		Path log = folder.resolve("updater.txt");
		assertEquals(0, new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor(),
			() -> log.toString());
		return Files.readAllLines(log);
	}

	private static HttpServer serve(Path site) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
		server.createContext("/", exchange -> {
			Path file = site.resolve(exchange.getRequestURI().getPath().substring(1));
			try (exchange; InputStream content = Files.isRegularFile(file) ? Files.newInputStream(file) : null) {
				if (content != null) exchange.getResponseHeaders().set("Last-Modified", "Sat, 28 Nov 2026 00:00:00 GMT");
				boolean body = content != null && !exchange.getRequestMethod().equals("HEAD");
				exchange.sendResponseHeaders(content == null ? 404 : 200, body ? Files.size(file) : -1);
				if (body) content.transferTo(exchange.getResponseBody());
			}
		});
		server.start();
		return server;
	}

	/** Hashes of the files that Fiji has not by itself. */
	private static Map<String, Integer> addedTo(Path root) throws IOException {
		Map<String, Integer> added = new TreeMap<>();
		Path pristine = FijiStack.pristine();
		for (String name : List.of("jars", "plugins"))
			try (Stream<Path> files = Files.walk(root.resolve(name))) {
				for (Path file : files.filter(Files::isRegularFile).toList()) {
					Path path = root.relativize(file);
					if (Files.notExists(pristine.resolve(path))) added.put(path.toString(), Arrays.hashCode(Files
						.readAllBytes(file)));
				}
			}
		return added;
	}

	private void assertWorks() throws Exception {
		Outcome outcome = new Fiji(fiji).run(Mode.HEADLESS, "run('Engine Status');\n", folder);
		assertEquals(Outcome.FINISHED, outcome.exitCode(), outcome.log());
		assertTrue(outcome.log().contains("PyTorch 2.7.1"), outcome.log());
	}

	private String install(Path from, String target, int expected) throws Exception {
		Path log = folder.resolve("install.txt");
		Process process = new ProcessBuilder("bash", SCRIPT.toString(), "--into-fiji", target).directory(from.toFile())
			.redirectErrorStream(true).redirectOutput(log.toFile()).start();
		assertEquals(expected, process.waitFor(), Files.readString(log));
		return Files.readString(log);
	}

	/** Fiji's script editor brings a library whose jar has the name of one of ours. */
	@Test
	void anotherLibraryOfTheSameNameIsNoClash() throws Exception {
		Path other = copy(FijiStack.others("openai").resolve("api-0.14.0.jar"), "api-0.14.0.jar");
		byte[] before = Files.readAllBytes(other);
		install(fiji.getParent(), fiji.getFileName().toString(), 0);
		assertArrayEquals(before, Files.readAllBytes(other));
		assertWorks();
	}

	@Test
	void throughALinkAndAgain() throws Exception {
		Path link = Files.createSymbolicLink(folder.resolve("my Fiji"), fiji);
		install(folder, "my Fiji", 0);
		Map<String, Integer> first = addedTo(fiji);
		install(folder, link.toString(), 0);
		assertEquals(first, addedTo(fiji));
	}

	@Test
	void aLibraryThatIsThereUnderAnyNameIsNotAddedTwice() throws Exception {
		Path same = copy(FijiPackages.built().resolve("jars/pickle-1.5.jar"), "whatever.jar");
		assertFalse(install(folder, fiji.toString(), 0).contains("pickle"));
		assertTrue(Files.exists(same) && Files.notExists(fiji.resolve("jars/pickle-1.5.jar")));
	}

	@Test
	void anotherVersionIsNamedAndStays() throws Exception {
		Path older = copy(FijiStack.others("clash").resolve("commons-csv-1.9.0.jar"), "csv.jar");
		String said = install(folder, fiji.toString(), 0);
		assertTrue(said.contains("Left out: commons-csv-1.14.1.jar is version 1.14.1, but " + older
			+ " is version 1.9.0; that one is used"), said);
	}

	@Test
	void anotherVersionOfTheEngineStopsTheInstallation() throws Exception {
		Path older = copy(FijiStack.others("clash").resolve("api-0.28.0.jar"), "djl.jar");
		String said = install(folder, fiji.toString(), 2);
		assertTrue(said.contains("Not installed: djl-api-0.36.0.jar is version djl-api-0.36.0, but " + older), said);
		try (Stream<Path> plugins = Files.list(fiji.resolve("plugins"))) {
			assertTrue(plugins.noneMatch(file -> file.getFileName().toString().startsWith("STFPM")));
		}
	}

	/** As where another plugin brought it after this one. */
	@Test
	void anotherVersionOfTheEngineIsNamedWhereItIsUsed() throws Exception {
		fiji = Fiji.withZip("djl").root;
		Path older = copy(FijiStack.others("clash").resolve("api-0.28.0.jar"), "api-0.28.0.jar");
		Outcome outcome = new Fiji(fiji).run(Mode.HEADLESS, "run('Engine Status');\n", folder);
		assertEquals(Outcome.STOPPED, outcome.exitCode(), outcome.log());
		assertTrue(outcome.log().contains("needs version 0.36.0 of the library DJL, but Java found version 0.28.0 in " + older),
			outcome.log());
	}

	private Path copy(Path jar, String name) throws IOException {
		return Files.copy(jar, fiji.resolve("jars").resolve(name)).toRealPath();
	}
}
