package sc.fiji.stfpm.spark.testing;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A standalone cluster as an administrator starts one, and {@code spark-submit} as users run it, of the Spark in {@code stfpm.spark.home} and
 * with the jar {@code stfpm.spark.jar}. Closing it kills all of it.
 */
public final class Cluster implements AutoCloseable {
	private static final String LOOPBACK = "127.0.0.1";
	private static final int START_SECONDS = 60;
	private static final int END_SECONDS = 300;
	/** For processes that end before Java has compiled their code well. */
	private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
	/** For what judges many images, as {@code docs/spark.md} has it for executors of one processor. */
	public static final List<String> LONG_LIVED = List.of("-XX:+UseSerialGC");

	/** What a run of {@code spark-submit} did. */
	public record Run(int exit, String out) {}

	/** A run that goes on. */
	public static final class Submitted implements AutoCloseable {
		private final Process process;
		private final Path out;

		private Submitted(Process process, Path out) {
			this.process = process;
			this.out = out;
		}

		/** Kills the driver as a power failure would. */
		public void kill() {
			process.destroyForcibly();
			try {
				process.waitFor();
			}
			catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		}

		public boolean isAlive() {
			return process.isAlive();
		}

		/** What it has said so far. */
		public String said() throws IOException {
			return Files.readString(out);
		}

		/** Its process. */
		public ProcessHandle process() {
			return process.toHandle();
		}

		/** Waits for its end. */
		public Run end() throws IOException, InterruptedException {
			if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
				kill();
				throw new IllegalStateException("Did not end: " + Files.readString(out));
			}
			return new Run(process.exitValue(), Files.readString(out));
		}

		@Override
		public void close() {
			kill();
		}
	}

	private final Path folder;
	private final int port;
	private final Process master;
	private final List<Process> workers = new ArrayList<>();
	private final int cores;
	private final String memory;
	private final List<String> options;
	private int runs;

	/** One for short runs. */
	public Cluster(Path folder, int workers, int cores, String memory) throws IOException {
		this(folder, workers, cores, memory, SHORT_LIVED);
	}

	/**
	 * Starts one.
	 *
	 * @param folder for its files
	 * @param cores of each worker
	 * @param memory of each worker, such as {@code 2g}
	 * @param options of Java for drivers and executors
	 */
	public Cluster(Path folder, int workers, int cores, String memory, List<String> options) throws IOException {
		this.options = options;
		this.folder = Files.createDirectories(folder.toAbsolutePath());
		this.cores = cores;
		this.memory = memory;
		port = freePort();
		master = start("master", "org.apache.spark.deploy.master.Master", "--host", LOOPBACK, "--port", Integer.toString(port), "--webui-port",
			Integer.toString(freePort()));
		await(START_SECONDS, "the master", this::answers);
		for (int i = 0; i < workers; i++)
			addWorker();
	}

	/** Starts another worker. */
	public void addWorker() throws IOException {
		int number = workers.size();
		Process worker = start("worker-" + number, "org.apache.spark.deploy.worker.Worker", "--host", LOOPBACK, "--cores", Integer.toString(cores),
			"--memory", memory, "--webui-port", Integer.toString(freePort()), "--work-dir", folder.resolve("work-" + number).toString(), url());
		workers.add(worker);
		Path log = log("worker-" + number);
		await(START_SECONDS, "a worker", () -> contains(log, "Successfully registered with master"));
	}

	/** Kills a worker as a power failure would; its executors end as they notice. */
	public void killWorker(int number) {
		List<ProcessHandle> executors = workers.get(number).descendants().toList();
		workers.get(number).destroyForcibly();
		executors.forEach(ProcessHandle::destroyForcibly);
	}

	/** The executors of all workers that run now, and what they have started. */
	public Stream<ProcessHandle> executors() {
		return workers.stream().flatMap(Process::descendants);
	}

	public String url() {
		return "spark://" + LOOPBACK + ":" + port;
	}

	/**
	 * Runs a verb to its end.
	 *
	 * @param conf settings of Spark, {@code key=value}
	 */
	public Run run(List<String> conf, String... verb) throws IOException, InterruptedException {
		try (Submitted submitted = submit(conf, verb)) {
			return submitted.end();
		}
	}

	/** Starts a verb. */
	public Submitted submit(List<String> conf, String... verb) throws IOException {
		return submit(url(), folder, runs++, options, conf, verb);
	}

	/**
	 * Starts a verb without a cluster, in {@code local} mode: the driver judges.
	 *
	 * @param folder for its files
	 */
	public static Submitted submitLocally(Path folder, String... verb) throws IOException {
		return submit("local[2]", Files.createDirectories(folder.toAbsolutePath()), 0, SHORT_LIVED, List.of(), verb);
	}

	private static Submitted submit(String master, Path folder, int number, List<String> options, List<String> conf, String... verb) throws IOException {
		List<String> command = java("1g", options);
		command.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", master));
		List<String> settings = new ArrayList<>(List.of("spark.driver.host=" + LOOPBACK, "spark.driver.bindAddress=" + LOOPBACK, "spark.ui.enabled=false",
			"spark.executor.extraJavaOptions=" + String.join(" ", options)));
		settings.addAll(conf);
		settings.forEach(setting -> command.addAll(List.of("--conf", setting)));
		command.add(System.getProperty("stfpm.spark.jar"));
		command.addAll(Arrays.asList(verb));
		Path out = folder.resolve("run-" + number + ".log");
		return new Submitted(builder(command, folder).redirectErrorStream(true).redirectOutput(out.toFile()).start(), out);
	}

	private Process start(String name, String main, String... arguments) throws IOException {
		List<String> command = java("256m", SHORT_LIVED);
		command.add(main);
		command.addAll(Arrays.asList(arguments));
		return builder(command, folder).redirectErrorStream(true).redirectOutput(log(name).toFile()).start();
	}

	private static List<String> java(String memory, List<String> options) {
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + memory));
		command.addAll(options);
		command.addAll(Arrays.asList(JavaModuleOptions.defaultModuleOptions().split("\\s+")));
		command.addAll(List.of("-cp", Path.of(home(), "jars") + File.separator + "*"));
		return command;
	}

	private static ProcessBuilder builder(List<String> command, Path folder) {
		ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
		builder.environment().put("SPARK_HOME", home());
		builder.environment().put("SPARK_SCALA_VERSION", "2.13");
		builder.environment().put("SPARK_LOCAL_IP", LOOPBACK);
		builder.environment().put("SPARK_LOCAL_DIRS", folder.resolve("local").toString());
		// Where the engine unpacks its libraries.
		builder.environment().put("DJL_CACHE_DIR", Path.of(home()).resolveSibling("djl").toString());
		return builder;
	}

	private static String home() {
		return Path.of(System.getProperty("stfpm.spark.home")).toAbsolutePath().toString();
	}

	private Path log(String name) {
		return folder.resolve(name + ".log");
	}

	private boolean answers() {
		try (Socket socket = new Socket(LOOPBACK, port)) {
			return socket.isConnected();
		}
		catch (IOException e) {
			return false;
		}
	}

	private static boolean contains(Path file, String text) {
		try {
			return Files.readString(file).contains(text);
		}
		catch (IOException e) {
			return false;
		}
	}

	/** Waits for something to come true. */
	public static void await(int seconds, String what, BooleanSupplier condition) {
		for (long end = System.nanoTime() + seconds * 1_000_000_000L; System.nanoTime() < end;) {
			if (condition.getAsBoolean()) return;
			try {
				Thread.sleep(50);
			}
			catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(e);
			}
		}
		throw new IllegalStateException("Waited " + seconds + " s for " + what);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
			return socket.getLocalPort();
		}
	}

	@Override
	public void close() {
		workers.forEach(worker -> worker.descendants().forEach(ProcessHandle::destroyForcibly));
		workers.forEach(Process::destroyForcibly);
		master.destroyForcibly();
	}
}
