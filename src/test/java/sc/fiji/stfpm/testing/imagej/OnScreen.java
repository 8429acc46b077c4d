package sc.fiji.stfpm.testing.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class of the tests in a virtual machine of its own that has a display; the tests' own has none. */
public final class OnScreen {
	private static final int LIMIT_S = 240;

	private OnScreen() {}

	/**
	 * Runs it and waits; fails where it does not end well within four minutes.
	 *
	 * @param folder for its home, preferences and output; errors go to {@code errors.txt} there
	 * @return its output, line by line
	 */
	public static List<String> run(Class<?> main, Path folder, String... arguments) throws IOException,
		InterruptedException
	{
		return run(List.of(), System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), main
			.getName(), folder, List.of(arguments));
	}

	/** The same with options of the virtual machine and a class path. */
	static List<String> run(List<String> options, String classPath, String main, Path folder, List<String> arguments)
		throws IOException, InterruptedException
	{
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Xmx1g", "-Duser.home=" + folder, "-Djava.util.prefs.userRoot=" + folder, "-DDJL_CACHE_DIR=" + MacroRun.cache()));
		command.addAll(options);
		command.addAll(List.of("-cp", classPath, main));
		command.addAll(arguments);
		Path output = folder.resolve("output.txt"), errors = folder.resolve("errors.txt");
		ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
		VirtualDisplay.provide(builder);
		Process process = builder.start();
		boolean ended = process.waitFor(LIMIT_S, TimeUnit.SECONDS);
		if (!ended) process.destroyForcibly().waitFor();
		String log = Files.readString(output, StandardCharsets.UTF_8) + Files.readString(errors, StandardCharsets.UTF_8);
		assertTrue(ended, "It did not end: " + log);
		assertEquals(0, process.exitValue(), log);
		return Files.readAllLines(output);
	}
}
