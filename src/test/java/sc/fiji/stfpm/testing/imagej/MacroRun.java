package sc.fiji.stfpm.testing.imagej;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A run of a macro in a virtual machine of its own, with a home folder, preferences and temporary folder of its own. They
 * are kept, with macro and log, and a picture of the display where a dialog opened or time was up.
 */
final class MacroRun {
	/** Where runs are kept. */
	private final Path runs;
	private final Mode mode;
	/** The main class that {@link StartImageJ} starts, options of the virtual machine, and the class path. */
	private final String main;
	private final List<String> options;
	private final String classPath;
	private final Duration timeout;

	MacroRun(Path runs, Mode mode, String main, List<String> options, String classPath, Duration timeout) {
		this.runs = runs;
		this.mode = mode;
		this.main = main;
		this.options = options;
		this.classPath = classPath;
		this.timeout = timeout;
	}

	/**
	 * Runs a macro and waits for it.
	 *
	 * @param arguments before the macro's
	 * @param output what the macro gets as its argument
	 */
	Outcome run(List<String> arguments, String macro, Path output) throws IOException, InterruptedException {
		Path work = Files.createTempDirectory(runs, mode.name().toLowerCase(Locale.ROOT) + "-");
		Path file = Files.writeString(work.resolve("macro.ijm"), complete(macro));
		Path log = work.resolve("log.txt");
		ProcessBuilder builder = new ProcessBuilder(command(work)).directory(work.toFile()).redirectErrorStream(true)
			.redirectOutput(log.toFile());
		builder.command().addAll(arguments);
		builder.command().addAll(List.of(mode.option(), file.toString(), slashes(output)));
		if (mode.needsDisplay()) VirtualDisplay.provide(builder);
		Process process = builder.start();
		// ImageJ ends itself when time is up; this is for one that cannot.
		if (!process.waitFor(timeout.toSeconds() + 20, TimeUnit.SECONDS)) {
			process.destroyForcibly().waitFor();
			return new Outcome(Outcome.TIMEOUT, Files.readString(log) + "Killed.");
		}
		return new Outcome(process.exitValue(), Files.readString(log));
	}

	private String complete(String macro) {
		return (mode == Mode.GUI_BATCH ? "setBatchMode(true);\n" : "") + macro + "\ncall('java.lang.System.setProperty', '"
			+ StartImageJ.FINISHED + "', 'true');\n";
	}

	private static String slashes(Path path) {
		return path.toAbsolutePath().toString().replace('\\', '/');
	}

	private List<String> command(Path work) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("-Xmx1g");
		command.addAll(options);
		if (mode == Mode.HEADLESS) property(command, "java.awt.headless", true);
		property(command, "user.home", Files.createDirectories(work.resolve("home")));
		property(command, "java.util.prefs.userRoot", work.resolve("home"));
		// ImageJ would otherwise hand the macro to another one with the same temporary folder and display.
		property(command, "java.io.tmpdir", Files.createDirectories(work.resolve("tmp")));
		property(command, "ai.djl.offline", true);
		// So that the native libraries are unpacked once, not for every run.
		property(command, "DJL_CACHE_DIR", cache());
		property(command, StartImageJ.MAIN, main);
		property(command, StartImageJ.TIMEOUT, timeout.toSeconds());
		property(command, StartImageJ.PICTURE, work.resolve("display.png"));
		command.addAll(List.of("-cp", classPath, StartImageJ.class.getName()));
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
}
