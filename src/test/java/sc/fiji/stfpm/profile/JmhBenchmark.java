package sc.fiji.stfpm.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.google.gson.GsonBuilder;

import org.openjdk.jmh.Main;

import sc.fiji.stfpm.testing.JavaProcess;

/**
 * Runs the benchmarks in classes {@code *Jmh} and compares them with those of {@code src/test/benchmark/baseline.json}, as ratios: every time is
 * divided by that of a reference on the same machine, a product of matrices in the engine or a loop in Java. Other programs can only make it
 * slower, so that the fastest iteration counts. {@code mvn -q -Pbenchmark-jmh}.
 */
final class JmhBenchmark {
	private static final int NORMALS = 30;
	private static final int SIDE = 256;
	/** Of an iteration. */
	private static final String TIME = "500ms";

	private static final Path SOURCES = Path.of("src/test/java");

	private JmhBenchmark() {}

	/**
	 * @param args folder for results, the baseline, a pattern of benchmarks, the ratio to the baseline from which the run fails (0 for never),
	 *          whether to write the baseline anew
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		Path folder = Files.createDirectories(Path.of(args[0])), baseline = Path.of(args[1]);
		JmhCode.generate(SOURCES, folder.resolve("classes"));
		Path model = folder.resolve("jmh.stfpm").toAbsolutePath();
		MeasuredModel.write(model, NORMALS, SIDE);
		Path json = folder.resolve("jmh.json"), log = folder.resolve("jmh.log");
		Process process = JavaProcess.builder(List.of(), Main.class, JmhRatios.REFERENCES, args[2], "-bm", "avgt", "-tu", "us", "-f", 1, "-wi", 2, "-w", TIME,
			"-i", 5, "-r", TIME, "-rf", "json", "-rff", json, "-jvmArgsAppend", "-D" + MeasuredModel.PROPERTY + "=" + model + " -Djava.awt.headless=true")
			.redirectErrorStream(true).redirectOutput(log.toFile()).start();
		if (process.waitFor() != 0) throw new IOException("JMH failed, see " + log);
		Map<String, Double> now = JmhRatios.of(JmhRatios.times(Files.readString(json)));
		Map<String, Double> before = Files.exists(baseline) ? JmhRatios.read(baseline) : Map.of();
		System.out.println(JmhRatios.table(now, before));
		if (Boolean.parseBoolean(args[4])) Files.writeString(baseline, new GsonBuilder().setPrettyPrinting().create().toJson(now) + "\n");
		double limit = Double.parseDouble(args[3]);
		if (limit > 0) JmhRatios.check(now, before, limit);
	}
}
