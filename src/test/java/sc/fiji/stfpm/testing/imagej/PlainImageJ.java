package sc.fiji.stfpm.testing.imagej;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs macros in real ImageJ, in a virtual machine of its own, with the plugin as a user has it.
 *
 * <pre>
 * Outcome outcome = PlainImageJ.run(Mode.GUI, "run('Engine Status');\n", folder);
 * assertEquals(Outcome.FINISHED, outcome.exitCode(), outcome.log());
 * </pre>
 *
 * {@code target/plain-imagej} keeps what each run leaves.
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
		// The patcher, without a screen, defines ImageJ's classes by reflection.
		List<String> options = mode == Mode.HEADLESS ? List.of("--add-opens=java.base/java.lang=ALL-UNNAMED") : List.of();
		return new MacroRun(folder.runs, mode, "ij.ImageJ", options, classPath(folder, mode), timeout).run(List.of("-ijpath",
			folder.root.toString()), macro, output);
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
