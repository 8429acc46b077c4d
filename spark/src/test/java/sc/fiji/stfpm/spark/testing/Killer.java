package sc.fiji.stfpm.spark.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Kills every process that reads a certain file, as the system does with one that has taken all memory; Linux tells who does. */
public final class Killer implements AutoCloseable {
	private static final long INTERVAL_MILLIS = 5;

	private final Path file;
	private final Supplier<Stream<ProcessHandle>> processes;
	private final Thread thread = new Thread(this::watch, "killer");
	private volatile int killed;

	/** @param processes that may be killed */
	public Killer(Path file, Supplier<Stream<ProcessHandle>> processes) throws IOException {
		this.file = file.toRealPath();
		this.processes = processes;
		thread.setDaemon(true);
		thread.start();
	}

	/** How many were. */
	public int killed() {
		return killed;
	}

	private void watch() {
		while (!Thread.interrupted()) {
			processes.get().filter(this::reads).forEach(process -> {
				process.destroyForcibly();
				process.onExit().join();
				killed++;
			});
			try {
				Thread.sleep(INTERVAL_MILLIS);
			}
			catch (InterruptedException e) {
				return;
			}
		}
	}

	private boolean reads(ProcessHandle process) {
		try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
			return open.anyMatch(this::isFile);
		}
		catch (IOException e) {
			// It ended.
			return false;
		}
	}

	private boolean isFile(Path open) {
		try {
			return Files.readSymbolicLink(open).equals(file);
		}
		catch (IOException e) {
			// It was closed.
			return false;
		}
	}

	@Override
	public void close() {
		thread.interrupt();
	}
}
