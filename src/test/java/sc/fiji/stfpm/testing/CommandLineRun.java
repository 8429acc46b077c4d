package sc.fiji.stfpm.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line in a virtual machine of its own, as {@code scripts/stfpm} starts it. */
public final class CommandLineRun {
	/** As the script: large arrays are not given back to the system after every use. */
	private static final List<String> ENVIRONMENT = List.of("env", "MALLOC_ARENA_MAX=1", "MALLOC_MMAP_MAX_=0", "MALLOC_TRIM_THRESHOLD_=17179869184",
		"MALLOC_TOP_PAD_=268435456");
	private static final int POLL_MILLISECONDS = 20;

	private final Process process;
	private final Path log;
	private long peak;

	private CommandLineRun(Process process, Path log) {
		this.process = process;
		this.log = log;
	}

	/** Starts it with the class path of the tests. */
	public static CommandLineRun of(List<String> javaOptions, Class<?> program, Object... args) throws IOException {
		List<String> command = new ArrayList<>(System.getProperty("os.name").equals("Linux") ? ENVIRONMENT : List.of());
		command.addAll(JavaProcess.builder(List.of(), program, args).command());
		int java = command.indexOf("-cp");
		command.addAll(java, javaOptions);
		Path log = Files.createTempFile("stfpm", ".log");
		return new CommandLineRun(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
	}

	/**
	 * Waits for its end.
	 *
	 * @throws IOException with what it printed, if it fails
	 */
	public CommandLineRun await() throws IOException, InterruptedException {
		try {
			while (!process.waitFor(POLL_MILLISECONDS, TimeUnit.MILLISECONDS))
				peak = Math.max(peak, JavaProcess.peakResident(process));
			if (process.exitValue() != 0) throw new IOException("It ended with " + process.exitValue() + ": " + Files.readString(log));
			return this;
		}
		finally {
			process.destroy();
			Files.delete(log);
		}
	}

	/** The most resident memory that it had, in KiB; 0 where the system does not tell. */
	public long peakResident() {
		return peak;
	}
}
