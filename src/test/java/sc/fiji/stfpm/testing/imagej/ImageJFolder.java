package sc.fiji.stfpm.testing.imagej;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** ImageJ with the plugin installed as a user installs it, made from the classes under test. */
final class ImageJFolder {
	private static final Path TARGET = Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target");
	private static ImageJFolder instance;

	/** Where everything about the runs is kept until the next {@code mvn clean}; each virtual machine of the tests has its own. */
	final Path runs = Path.of(System.getProperty("stfpm.runs", TARGET.resolve("plain-imagej").toString()));
	/** What {@code -ijpath} names. */
	final Path root = runs.resolve("ImageJ");
	/** The main class that the tests start, and nothing else. */
	final Path starter = runs.resolve("start-imagej.jar");
	/** ImageJ itself. */
	final Path ij;
	/** The plugin and what it needs at run time, without ImageJ. */
	final List<Path> pluginClassPath;

	private ImageJFolder() throws IOException {
		List<Path> runtime = runtimeClassPath();
		ij = runtime.stream().filter(ImageJFolder::isImageJ).findFirst().orElseThrow();
		Path plugins = Files.createDirectories(root.resolve("plugins"));
		Path plugin = plugins.resolve("STFPM_.jar");
		pack(TARGET.resolve("classes"), plugin, file -> true);
		Path jars = empty(root.resolve("jars"));
		List<Path> dependencies = runtime.stream().filter(jar -> !isImageJ(jar)).toList();
		for (Path jar : dependencies)
			linkOrCopy(jar, jars.resolve(jar.getFileName()));
		pluginClassPath = Stream.concat(Stream.of(plugin), dependencies.stream()).toList();
		pack(TARGET.resolve("test-classes"), starter, file -> isStarter(file.getFileName().toString()));
	}

	/** The folder, made once for all tests. */
	static synchronized ImageJFolder get() {
		try {
			if (instance == null) instance = new ImageJFolder();
			return instance;
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** A jar of some classes of the tests, by the beginnings of their simple names. */
	Path classes(String name, List<String> beginnings) throws IOException {
		Path jar = runs.resolve(name);
		pack(TARGET.resolve("test-classes"), jar, file -> beginnings.stream().anyMatch(file.getFileName().toString()::startsWith));
		return jar;
	}

	private static boolean isImageJ(Path jar) {
		return jar.getFileName().toString().matches("ij-\\d.*\\.jar");
	}

	private static boolean isStarter(String classFile) {
		return classFile.startsWith("StartImageJ") || classFile.startsWith("Outcome");
	}

	/** Written by the build before the tests, because a test's own class path has the tests' libraries, too. */
	private static List<Path> runtimeClassPath() throws IOException {
		Path file = TARGET.resolve("runtime.classpath");
		if (!Files.exists(file)) throw new IOException(file + " is missing; run: mvn process-test-classes");
		return Arrays.stream(Files.readString(file).strip().split(File.pathSeparator)).map(Path::of).toList();
	}

	private static Path empty(Path folder) throws IOException {
		Files.createDirectories(folder);
		try (Stream<Path> old = Files.list(folder)) {
			for (Path file : old.toList())
				Files.delete(file);
		}
		return folder;
	}

	/** Links, where the file system can: the native libraries are large. */
	private static void linkOrCopy(Path from, Path to) throws IOException {
		try {
			Files.createLink(to, from);
		}
		catch (IOException | UnsupportedOperationException e) {
			Files.copy(from, to);
		}
	}

	private static void pack(Path folder, Path jar, Predicate<Path> wanted) throws IOException {
		try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file);
			Stream<Path> tree = Files.walk(folder))
		{
			for (Path path : tree.filter(Files::isRegularFile).filter(wanted).sorted().toList()) {
				out.putNextEntry(new JarEntry(folder.relativize(path).toString().replace('\\', '/')));
				Files.copy(path, out);
				out.closeEntry();
			}
		}
	}
}
