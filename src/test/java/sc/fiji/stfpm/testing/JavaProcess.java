package sc.fiji.stfpm.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the tests' class path in a virtual machine of its own. */
public final class JavaProcess {
	private JavaProcess() {}

	/** Starts it; what it prints, errors too, can be read from it. */
	public static Process start(Class<?> program, Object... args) throws IOException {
		return start(List.of(), program, args);
	}

	/** @param prefix a command that starts another, such as {@code env} */
	public static Process start(List<String> prefix, Class<?> program, Object... args) throws IOException {
		return builder(prefix, program, args).redirectErrorStream(true).start();
	}

	/** To be started as the caller likes. */
	public static ProcessBuilder builder(List<String> prefix, Class<?> program, Object... args) {
		List<String> command = new ArrayList<>(prefix);
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty(
			"java.class.path"), program.getName()));
		for (Object arg : args)
			command.add(arg.toString());
		return new ProcessBuilder(command);
	}

	/** The most resident memory that a process had so far, in KiB; 0 where the system does not tell. */
	public static long peakResident(Process process) {
		try {
			return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream().filter(line -> line.startsWith("VmHWM"))
				.mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
		}
		catch (IOException e) {
			return 0;
		}
	}

	/** Waits for a line that it prints, as long as it lives. */
	public static void awaitLine(Process process, String wanted) {
		BufferedReader printed = process.inputReader();
		StringBuilder seen = new StringBuilder();
		try {
			for (String line = printed.readLine(); line != null; line = printed.readLine()) {
				if (line.contains(wanted)) return;
				seen.append(line).append('\n');
			}
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		throw new AssertionError("It ended without printing '" + wanted + "': " + seen);
	}
}
