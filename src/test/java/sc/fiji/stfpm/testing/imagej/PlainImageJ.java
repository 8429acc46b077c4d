package sc.fiji.stfpm.testing.imagej;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs macros in real ImageJ, in a virtual machine of its own, with the plugin as a user has it.
 *
 * <pre>
 * Outcome outcome = PlainImageJ.run(Mode.GUI, "run('Engine Status');\n", folder);
 * assertEquals(Outcome.FINISHED, outcome.exitCode(), outcome.log());
 * </pre>
 *
 * Each run has a home folder, preferences and temporary folder of its own. {@code target/plain-imagej} keeps them, with
 * macro and log, and a picture of the display where a dialog opened or time was up.
 */
public final class PlainImageJ {
	private static final Duration TIMEOUT = Duration.ofMinutes(2);

	private PlainImageJ() {}

	/**
	 * Runs a macro and waits for it.
	 *
	 * @param macro its text, in which {@code getArgument()} is the path of {@code output}, without a trailing separator
	 * @param output an existing folder
	 */
	public static Outcome run(Mode mode, String macro, Path output) throws IOException, InterruptedException {
		return run(mode, macro, output, TIMEOUT);
	}

	/** The same with another limit than two minutes. */
	public static Outcome run(Mode mode, String macro, Path output, Duration timeout) throws IOException,
		InterruptedException
	{
		ImageJFolder folder = ImageJFolder.get();
		Path work = Files.createTempDirectory(folder.runs, mode.name().toLowerCase(Locale.ROOT) + "-");
		Path file = Files.writeString(work.resolve("macro.ijm"), complete(mode, macro));
		Path log = work.resolve("log.txt");
		ProcessBuilder builder = new ProcessBuilder(command(folder, mode, work, timeout)).directory(work.toFile())
			.redirectErrorStream(true).redirectOutput(log.toFile());
		builder.command().addAll(List.of("-ijpath", folder.root.toString(), mode.option(), file.toString(), slashes(output)));
		if (mode.needsDisplay()) VirtualDisplay.provide(builder);
		Process process = builder.start();
		// ImageJ ends itself when time is up; this is for one that cannot.
		if (!process.waitFor(timeout.toSeconds() + 20, TimeUnit.SECONDS)) {
			process.destroyForcibly().waitFor();
			return new Outcome(Outcome.TIMEOUT, Files.readString(log) + "Killed.");
		}
		return new Outcome(process.exitValue(), Files.readString(log));
	}

	private static String complete(Mode mode, String macro) {
		return (mode == Mode.GUI_BATCH ? "setBatchMode(true);\n" : "") + macro + "\ncall('java.lang.System.setProperty', '" +
			StartImageJ.FINISHED + "', 'true');\n";
	}

	private static String slashes(Path path) {
		return path.toAbsolutePath().toString().replace('\\', '/');
	}

	private static List<String> command(ImageJFolder folder, Mode mode, Path work, Duration timeout) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("-Xmx1g");
		if (mode == Mode.HEADLESS) command.addAll(List.of("-Djava.awt.headless=true",
			// The patcher defines ImageJ's classes by reflection.
			"--add-opens=java.base/java.lang=ALL-UNNAMED"));
		property(command, "user.home", Files.createDirectories(work.resolve("home")));
		property(command, "java.util.prefs.userRoot", work.resolve("home"));
		// ImageJ would otherwise hand the macro to another one with the same temporary folder and display.
		property(command, "java.io.tmpdir", Files.createDirectories(work.resolve("tmp")));
		property(command, "ai.djl.offline", true);
		// So that the native libraries are unpacked once, not for every run.
		property(command, "DJL_CACHE_DIR", cache());
		property(command, StartImageJ.TIMEOUT, timeout.toSeconds());
		property(command, StartImageJ.PICTURE, work.resolve("display.png"));
		command.addAll(List.of("-cp", classPath(folder, mode), StartImageJ.class.getName()));
		return command;
	}

	private static void property(List<String> command, String key, Object value) {
		command.add("-D" + key + "=" + value);
	}

	/** Where native libraries are unpacked, for all runs. */
	static String cache() {
		String set = System.getProperty("DJL_CACHE_DIR", System.getenv("DJL_CACHE_DIR"));
		return set != null ? set : Path.of(System.getProperty("user.home"), ".djl.ai").toString();
	}

	private static String classPath(ImageJFolder folder, Mode mode) {
		List<Path> paths = new ArrayList<>(List.of(folder.starter, folder.ij));
		if (mode == Mode.HEADLESS) {
			paths.add(jarOf("net.imagej.patcher.LegacyInjector"));
			paths.add(jarOf("javassist.ClassPool"));
			paths.addAll(folder.pluginClassPath);
		}
		return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
	}

	private static Path jarOf(String className) {
		try {
			return Path.of(Class.forName(className, false, PlainImageJ.class.getClassLoader()).getProtectionDomain().getCodeSource()
				.getLocation().toURI());
		}
		catch (ClassNotFoundException | URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}
}
