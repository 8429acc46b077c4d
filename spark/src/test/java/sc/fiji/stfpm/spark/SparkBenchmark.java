package sc.fiji.stfpm.spark;

import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
	private static final Pattern RUN = Pattern.compile("(\\d+) files in this run, \\d+ before; ([0-9.]+) s");
	private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

	private record Measured(double seconds, double inside, long peak) {}

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
		Path images = Samples.images(folder.resolve("images" + count), count);
		Measured single = watched(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-XX:+UseSerialGC", "-cp", System.getProperty(
			"stfpm.spark.jar") + File.pathSeparator + Path.of(System.getProperty("stfpm.spark.home"), "jars") + File.separator + "*", StfpmCli.class.getName(),
			"detect", images.toString(), "--recursive", "--model", model.toString(), "--output", folder.resolve("single").toString(), "--no-maps",
			"--no-overlays").redirectErrorStream(true).redirectOutput(folder.resolve("single.log").toFile()).start());
		System.out.println("| " + count + " images of 256 x 256 on | seconds | without start | images a second | of the single process's | driver, MB |");
		System.out.println("|---|---|---|---|---|---|");
		print("a single process", count, single, single.seconds, single.seconds);
		for (int executors = 1; executors <= 2; executors++)
			try (Cluster cluster = new Cluster(folder.resolve("cluster-" + executors), executors, 2 / executors, "2g", Cluster.LONG_LIVED)) {
				Measured run = run(cluster, List.of("spark.executor.memory=1g", "spark.task.cpus=" + 2 / executors), "detect", images.toString(),
					"--recursive", "--model", model.toString(), "--output", folder.resolve("results-" + executors).toString());
				print(executors + " executor" + (executors > 1 ? "s" : "") + " of " + 2 / executors + " processors", count, run, run.inside, single.seconds);
			}
	}

	private static void print(String what, int count, Measured run, double inside, double single) {
		System.out.printf(Locale.ROOT, "| %s | %.1f | %.1f | %.1f | %.2f | %d |%n", what, run.seconds, inside, count / run.seconds, single / run.seconds,
			run.peak / 1000);
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
		try (Cluster.Submitted submitted = cluster.submit(conf, verb)) {
			Measured measured = watched(submitted.process());
			String out = submitted.end().out();
			Matcher inside = RUN.matcher(out);
			if (!inside.find()) throw new IOException(out);
			return new Measured(measured.seconds, Double.parseDouble(inside.group(2)), measured.peak);
		}
	}

	private static Measured watched(Process process) throws Exception {
		return watched(process.toHandle());
	}

	/** Waits for a process's end. */
	private static Measured watched(ProcessHandle process) throws InterruptedException {
		long began = System.nanoTime(), peak = 0;
		while (process.isAlive()) {
			peak = Math.max(peak, peak(process));
			Thread.sleep(100);
		}
		return new Measured((System.nanoTime() - began) / 1e9, 0, peak);
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
