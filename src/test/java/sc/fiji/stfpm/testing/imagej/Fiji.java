package sc.fiji.stfpm.testing.imagej;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import sc.fiji.stfpm.packaging.FijiPackages;

/** A Fiji that runs as its launcher would run it. */
public final class Fiji {
	private static final Duration TIMEOUT = Duration.ofMinutes(2);
	/** What the launcher opens to Fiji. */
	private static final List<String> OPENED = List.of("java.base/java.lang", "java.base/java.nio", "java.base/java.util",
		"java.base/java.lang.invoke", "java.base/java.net", "java.base/java.time", "java.base/java.util.concurrent.atomic",
		"java.base/java.lang.reflect", "java.base/sun.nio.ch", "java.base/sun.util.calendar", "java.desktop/sun.awt.X11",
		"java.desktop/sun.awt", "java.desktop/javax.swing", "java.desktop/sun.swing", "java.desktop/com.sun.java.swing",
		"java.desktop/java.awt");
	private static Fiji installed;

	/** Fiji's folder. */
	public final Path root;

	public Fiji(Path root) {
		this.root = root;
	}

	/** Fiji with the plugin, made once for all tests by unpacking the zip of this platform. */
	public static synchronized Fiji installed() {
		try {
			if (installed == null) installed = withZip("zip");
			return installed;
		}
		catch (IOException | InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}

	/** A new copy of Fiji over which the zip was unpacked. */
	public static Fiji withZip(String name) throws IOException, InterruptedException {
		Path root = FijiStack.copy(name);
		try (ZipFile zip = new ZipFile(FijiPackages.get().zip().toFile())) {
			for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
				ZipEntry entry = entries.nextElement();
				Path file = root.resolve(entry.getName());
				Files.createDirectories(file.getParent());
				try (InputStream content = zip.getInputStream(entry)) {
					Files.copy(content, file);
				}
			}
		}
		return new Fiji(root);
	}

	/**
	 * Runs a macro and waits for it.
	 *
	 * @param macro its text, in which {@code getArgument()} is the path of {@code output}, without a trailing separator
	 * @param output an existing folder
	 */
	public Outcome run(Mode mode, String macro, Path output) throws IOException, InterruptedException {
		return new MacroRun(Files.createDirectories(FijiStack.FOLDER.resolve("runs")), mode,
			"org.scijava.launcher.ClassLauncher", options(), classPath(ImageJFolder.get().starter), TIMEOUT).run(List.of(
				"net.imagej.Main"), macro, output);
	}

	/** Starts Fiji with its window, then runs a main class of the tests beside it. */
	public List<String> withUser(Class<?> probe, Path folder, String... arguments) throws IOException, InterruptedException {
		return beside(probe, false, folder, arguments);
	}

	/**
	 * Starts Fiji, then runs a main class of the tests beside it, which knows {@link User} and ends the machine.
	 *
	 * @param folder for its home, preferences and output
	 * @return its output, line by line
	 */
	public List<String> beside(Class<?> probe, boolean headless, Path folder, String... arguments) throws IOException,
		InterruptedException
	{
		Path jar = ImageJFolder.get().classes("fiji-user.jar", List.of(probe.getSimpleName(), User.class.getSimpleName() + ".",
			Hand.class.getSimpleName() + ".",
			StartFiji.class.getSimpleName()));
		List<String> all = new ArrayList<>(List.of(probe.getName()));
		all.addAll(List.of(arguments));
		List<String> options = options();
		if (headless) options.add("-Djava.awt.headless=true");
		return OnScreen.run(options, classPath(jar), StartFiji.class.getName(), folder, all);
	}

	/** Options of Java as in Fiji's {@code config/jaunch/fiji.toml}. */
	public List<String> options() {
		List<String> options = new ArrayList<>();
		for (String each : OPENED)
			options.add("--add-opens=" + each + "=ALL-UNNAMED");
		// Not all are there; Java ignores those that are not.
		options.add("--module-path=" + Stream.of("linux64", "linux-arm64", "win64", "macos-arm64").map(platform -> root.resolve(
			"jars").resolve(platform).toString()).collect(Collectors.joining(File.pathSeparator)));
		for (String folder : List.of("plugins.dir", "imagej.dir", "ij.dir", "fiji.dir", "scijava.app.directory"))
			options.add("-D" + folder + "=" + root);
		options.addAll(List.of("-Dscijava.app.name=Fiji", "-Dscijava.context.strict=false", "-Dpython.console.encoding=UTF-8",
			"-Dscijava.app.look-and-feel=com.formdev.flatlaf.FlatLightLaf"));
		return options;
	}

	/** Everything in {@code jars} and {@code plugins}, after what the test adds. */
	public String classPath(Path... first) {
		List<Path> paths = new ArrayList<>(List.of(first));
		for (String folder : List.of("jars", "plugins"))
			try (Stream<Path> files = Files.walk(root.resolve(folder))) {
				paths.addAll(files.filter(file -> file.toString().endsWith(".jar")).sorted().toList());
			}
			catch (IOException e) {
				throw new UncheckedIOException(e);
			}
		return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
	}
}
