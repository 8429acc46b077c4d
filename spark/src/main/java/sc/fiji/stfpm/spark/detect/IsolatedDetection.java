package sc.fiji.stfpm.spark.detect;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.files.FolderTree;
import sc.fiji.stfpm.spark.cluster.ExecutorDetectors;
import sc.fiji.stfpm.spark.cluster.Packed;
import sc.fiji.stfpm.spark.cluster.SharedModel;
import sc.fiji.stfpm.spark.cluster.TaskProgress;
import sc.fiji.stfpm.ui.JudgedWith;

/**
 * Judges images in another process of the same machine, one after the other. An image that ends that process gets a row that says so, and the
 * next process goes on behind it: so it cannot end the executor's own, again and again, and with it the job.
 */
final class IsolatedDetection {
	private static final String REQUEST = "request";
	private static final String ROWS = "rows";
	private static final String LOG = "log";
	private static final int LOG_CHARACTERS = 2000;

	/** What the other process is to do. */
	private record Request(SharedModel model, DetectionSettings settings, SerializableConfiguration conf, int threads, List<Input> images)
		implements Serializable
	{}

	private final SharedModel model;
	private final DetectionSettings settings;
	private final Configuration conf;
	private final int threads;
	private final Progress progress;

	/** @param threads that compute */
	IsolatedDetection(SharedModel model, DetectionSettings settings, Configuration conf, int threads, Progress progress) {
		this.model = model;
		this.settings = settings;
		this.conf = conf;
		this.threads = threads;
		this.progress = progress;
	}

	/**
	 * Judges images; whatever happens to one, the others go on.
	 *
	 * @param rows hears of the rows of each image, in the images' order
	 * @throws IOException if no process can be started, or one ends before it has begun
	 * @throws CancellationException if cancelled
	 */
	void judge(List<Input> images, Consumer<Row> rows) throws IOException {
		List<Input> left = images;
		while (!left.isEmpty()) {
			Path folder = Files.createTempDirectory("stfpm-");
			try {
				int exit = run(folder, left);
				List<Row[]> done = read(folder.resolve(ROWS));
				done.forEach(all -> List.of(all).forEach(rows));
				if (done.size() == left.size()) return;
				if (!Files.exists(begun(folder, done.size()))) throw new IOException("A process to judge images in ended before it had begun, with"
					+ " exit code " + exit + ": " + log(folder));
				fail(left.get(done.size()), "it ended the process that judged it, with exit code " + exit + " (" + log(folder) + ")", rows);
				left = left.subList(done.size() + 1, left.size());
			}
			finally {
				FolderTree.delete(folder);
			}
		}
	}

	private void fail(Input image, String reason, Consumer<Row> rows) throws IOException {
		progress.note(image.path() + ": " + reason);
		JudgedWith made = model.judgedWith(model.read(), "cpu", settings.ignored());
		new RowResults(settings, made, Map.of(image.image(), image.path()), conf, rows).addFailure(image.image(), reason);
	}

	private int run(Path folder, List<Input> images) throws IOException {
		Files.write(folder.resolve(REQUEST), Packed.of(new Request(model, settings, new SerializableConfiguration(conf), threads, List.copyOf(
			images))));
		Process process = new ProcessBuilder(command(folder)).redirectErrorStream(true).redirectOutput(folder.resolve(LOG).toFile()).start();
		try {
			while (!process.waitFor(1, TimeUnit.SECONDS))
				if (progress.isCancelled()) throw new CancellationException("Cancelled while images were judged in another process");
			return process.exitValue();
		}
		catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Interrupted while images were judged in another process");
		}
		finally {
			process.destroyForcibly();
		}
	}

	/** As this process was started, but for what it runs. */
	private static List<String> command(Path folder) throws IOException {
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + Runtime
			.getRuntime().maxMemory(), "-Djava.awt.headless=true"));
		ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(argument -> argument.startsWith("-XX:")).forEach(command::add);
		Path classPath = folder.resolve("class-path");
		Files.writeString(classPath, "-cp \"" + (own() + File.pathSeparator + System.getProperty("java.class.path")).replace("\\", "\\\\") + "\"");
		command.addAll(List.of("@" + classPath, IsolatedDetection.class.getName(), folder.toString()));
		return command;
	}

	private static String own() throws IOException {
		try {
			return Path.of(IsolatedDetection.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
		}
		catch (URISyntaxException e) {
			throw new IOException(e);
		}
	}

	/** The last that the process said. */
	private static String log(Path folder) throws IOException {
		String log = Files.readString(folder.resolve(LOG)).strip();
		return log.isEmpty() ? "it said nothing" : log.substring(Math.max(0, log.length() - LOG_CHARACTERS)).lines().collect(Collectors.joining(
			" | "));
	}

	/** Stands for an image that was begun with. */
	private static Path begun(Path folder, int image) {
		return folder.resolve("begun-" + image);
	}

	/** The rows of the images that were done. */
	private static List<Row[]> read(Path file) throws IOException {
		List<Row[]> all = new ArrayList<>();
		if (!Files.exists(file)) return all;
		try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
			while (true) {
				byte[] bytes = new byte[in.readInt()];
				in.readFully(bytes);
				all.add((Row[]) Packed.value(bytes));
			}
		}
		catch (EOFException e) {
			// The end, or an image in the middle of which the process ended.
			return all;
		}
	}

	/** The other process. */
	public static void main(String[] args) throws IOException {
		endWithParent();
		Path folder = Path.of(args[0]);
		Request request = (Request) Packed.value(Files.readAllBytes(folder.resolve(REQUEST)));
		try (ExecutorDetectors.Lease lease = ExecutorDetectors.borrow(request.model, request.threads); DataOutputStream out = new DataOutputStream(Files
			.newOutputStream(folder.resolve(ROWS))))
		{
			ImageDetection detection = new ImageDetection(lease.detector(), request.model, request.settings, request.conf.value(), new TaskProgress());
			for (int i = 0; i < request.images.size(); i++) {
				Files.createFile(begun(folder, i));
				List<Row> rows = new ArrayList<>();
				detection.judge(request.images.subList(i, i + 1), rows::add);
				byte[] bytes = Packed.of(rows.toArray(Row[]::new));
				out.writeInt(bytes.length);
				out.write(bytes);
				out.flush();
			}
		}
		System.exit(0);
	}

	/** Its standard input ends when the executor does, however that ends. */
	private static void endWithParent() {
		Thread watch = new Thread(() -> {
			try {
				while (System.in.read() >= 0) {
					// Nothing is ever said.
				}
			}
			catch (IOException e) {
				// As good as an end.
			}
			Runtime.getRuntime().halt(1);
		}, "executor");
		watch.setDaemon(true);
		watch.start();
	}
}
