package sc.fiji.stfpm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.cli.StfpmCli;

/** The packaged plugin, with the jars that the build says a user must add, among the versions of libraries that Fiji ships. */
class InFijiIT {
	private static final Path PLUGIN = Path.of(System.getProperty("stfpm.plugin"));
	private static final Path ADDED = PLUGIN.resolveSibling("fiji");
	private static final Path SHIPPED = PLUGIN.resolveSibling("fiji-ships");

	@TempDir
	Path folder;

	@Test
	void thePluginsJarShadowsNoLibrary() throws IOException {
		try (JarFile jar = new JarFile(PLUGIN.toFile())) {
			List<String> foreign = jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).filter(name -> !isOurs(
				name)).toList();
			assertEquals(List.of(), foreign);
		}
	}

	private static boolean isOurs(String name) {
		return name.startsWith("sc/fiji/stfpm/") || name.startsWith("META-INF/") || name.equals("plugins.config") ||
			name.equals("simplelogger.properties");
	}

	@Test
	void noLibraryIsThereTwice() throws IOException {
		List<String> added = artifacts(ADDED.resolve("jars"));
		List<String> shipped = artifacts(SHIPPED);
		assertTrue(added.contains("pytorch-engine") && shipped.contains("gson"), added + " " + shipped);
		assertEquals(List.of(), added.stream().filter(shipped::contains).toList());
	}

	private static List<String> artifacts(Path folder) throws IOException {
		try (Stream<Path> jars = Files.list(folder)) {
			return jars.map(jar -> jar.getFileName().toString().replaceFirst("-\\d.*", "")).toList();
		}
	}

	@Test
	void theListNamesAllThatIsToBeAdded() throws IOException {
		List<String> listed = Files.readAllLines(PLUGIN.resolveSibling("fiji-jars.txt"));
		try (Stream<Path> files = Files.walk(ADDED)) {
			assertEquals(files.filter(Files::isRegularFile).map(file -> ADDED.relativize(file).toString().replace('\\', '/')).sorted()
				.toList(), listed);
		}
	}

	@Test
	void trainsAndDetectsWithFijisLibraries() throws Exception {
		Path images = Path.of("sample-data/fabric/train/good");
		Path few = Files.createDirectories(folder.resolve("normal"));
		for (String name : List.of("000.png", "001.png", "002.png"))
			Files.copy(images.resolve(name), few.resolve(name));
		String model = folder.resolve("fabric.stfpm").toString();

		runInFiji("train", few.toString(), "--model", model);
		runInFiji("detect", few.resolve("000.png").toString(), "--model", model, "--output", folder.resolve("out").toString());

		assertEquals(2, Files.readAllLines(folder.resolve("out/scores.csv")).size());
	}

	private void runInFiji(String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Djava.awt.headless=true", "-Dai.djl.offline=true", "-cp", String.join(File.pathSeparator, all(SHIPPED), all(ADDED
				.resolve("jars")), all(ADDED.resolve("plugins"))), StfpmCli.class.getName()));
		command.addAll(List.of(arguments));
		Path log = folder.resolve("log.txt");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		if (!process.waitFor(3, TimeUnit.MINUTES)) process.destroyForcibly().waitFor();
		assertEquals(0, process.exitValue(), Files.readString(log));
	}

	private static String all(Path jars) {
		return jars.resolve("*").toString();
	}
}
