package sc.fiji.stfpm.spark;

import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.stfpm.cli.StfpmCli;
import sc.fiji.stfpm.spark.testing.Cluster;
import sc.fiji.stfpm.spark.testing.Samples;

/**
 * Many small images on one and two executors beside a single process, and the driver's memory for ever more paths of images that do not exist.
 * {@code docs/spark.md} has the command; Linux tells memory, other systems do not.
 */
final class SparkBenchmark {
	private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

	/** @param began when a process was started */
	private record Measured(Instant began, double seconds, long peak) {}

	/**
	 * What the rows of a run tell.
	 *
	 * @param start seconds until the first image was judged
	 * @param rate images a second from then on, to the last one
	 */
	private record Judging(double start, double rate) {
		static Judging of(Measured run, Path results) throws IOException {
			// The last column.
			List<Instant> times = Files.readAllLines(results.resolve("scores.csv")).stream().skip(1).map(row -> Instant.parse(row.substring(row.lastIndexOf(',')
				+ 1))).sorted().toList();
			Instant first = times.get(0), last = times.get(times.size() - 1);
			return new Judging(Duration.between(run.began, first).toMillis() / 1e3, 1e3 * times.size() / Duration.between(first, last).toMillis());
		}
	}

	private SparkBenchmark() {}

	/** @param args folder; number of images; numbers of paths, with commas */
	public static void main(String[] args) throws Exception {
		Path folder = Files.createDirectories(Path.of(args[0])).toAbsolutePath();
		int count = Integer.parseInt(args[1]);
		Path model = Samples.model(folder);
		if (count > 0) speed(folder, model, count);
		if (args.length > 2) paths(folder, model, args[2].split(","));
	}

	private static void speed(Path folder, Path model, int count) throws Exception {
		Path images = Samples.images(folder.resolve("images" + count), count), out = folder.resolve("single");
		Instant began = Instant.now();
		Measured single = watched(began, new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-XX:+UseSerialGC", "-cp",
			System.getProperty("stfpm.spark.jar") + File.pathSeparator + Path.of(System.getProperty("stfpm.spark.home"), "jars") + File.separator + "*", StfpmCli.class
				.getName(), "detect", images.toString(), "--recursive", "--model", model.toString(), "--output", out.toString(), "--no-maps", "--no-overlays")
					.redirectErrorStream(true).redirectOutput(folder.resolve("single.log").toFile()).start().toHandle());
		System.out.println("| " + count + " images of 256 x 256 on | seconds | of that, to the first image | images a second from there on | of the single process's | images a"
			+ " second, all in all | of the single process's | driver, MB |");
		System.out.println("|---|---|---|---|---|---|---|---|");
		double rate = Judging.of(single, out).rate;
		print("a single process", count, single, out, single.seconds, rate);
		for (int executors = 1; executors <= 2; executors++)
			try (Cluster cluster = new Cluster(folder.resolve("cluster-" + executors), executors, 2 / executors, "2g", Cluster.LONG_LIVED)) {
				out = folder.resolve("results-" + executors);
				Measured run = run(cluster, List.of("spark.executor.memory=1g", "spark.task.cpus=" + 2 / executors), "detect", images.toString(),
					"--recursive", "--model", model.toString(), "--output", out.toString());
				print(executors + (executors > 1 ? " executors of 1 processor" : " executor of 2 processors"), count, run, out, single.seconds, rate);
			}
	}

	private static void print(String what, int count, Measured run, Path results, double single, double rate) throws IOException {
		Judging judging = Judging.of(run, results);
		System.out.printf(Locale.ROOT, "| %s | %.1f | %.1f | %.1f | %.2f | %.1f | %.2f | %d |%n", what, run.seconds, judging.start, judging.rate, judging.rate / rate,
			count / run.seconds, single / run.seconds, run.peak / 1000);
	}

	private static void paths(Path folder, Path model, String[] counts) throws Exception {
		System.out.println("\n| paths | seconds | driver, MB |\n|---|---|---|");
		for (String count : counts) {
			Path table = folder.resolve("paths-" + count + ".csv");
			try (BufferedWriter out = Files.newBufferedWriter(table)) {
				out.write("path\n");
				for (int i = 0; i < Integer.parseInt(count); i++)
					out.write(String.format("/archive/line %d/2026-11-%02d/%09d.png%n", i % 7, 1 + i % 28, i));
			}
			try (Cluster cluster = new Cluster(folder.resolve("cluster-paths"), 2, 1, "2g", Cluster.LONG_LIVED)) {
				Measured run = run(cluster, List.of("spark.executor.memory=1g"), "detect", "--table", table.toString(), "--model", model.toString(), "--output",
					folder.resolve("paths-" + count).toString(), "--images-per-task", "1000");
				System.out.printf(Locale.ROOT, "| %s | %.1f | %d |%n", count, run.seconds, run.peak / 1000);
			}
		}
	}

	private static Measured run(Cluster cluster, List<String> conf, String... verb) throws Exception {
		Instant began = Instant.now();
		try (Cluster.Submitted submitted = cluster.submit(conf, verb)) {
			Measured measured = watched(began, submitted.process());
			Cluster.Run run = submitted.end();
			if (!run.out().contains(" files in this run, ")) throw new IOException(run.out());
			return measured;
		}
	}

	/** Waits for a process's end. */
	private static Measured watched(Instant began, ProcessHandle process) throws InterruptedException {
		long peak = 0;
		while (process.isAlive()) {
			peak = Math.max(peak, peak(process));
			Thread.sleep(100);
		}
		return new Measured(began, Duration.between(began, Instant.now()).toMillis() / 1e3, peak);
	}

	/** In kilobytes; 0 where the system does not tell. */
	private static long peak(ProcessHandle process) {
		try {
			Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
			return peak.find() ? Long.parseLong(peak.group(1)) : 0;
		}
		catch (IOException e) {
			return 0;
		}
	}
}
