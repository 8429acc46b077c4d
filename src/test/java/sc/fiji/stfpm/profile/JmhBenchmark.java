package sc.fiji.stfpm.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import com.google.gson.GsonBuilder;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks in classes {@code *Jmh} and compares them with those of {@code src/test/benchmark/baseline.json}, as ratios: every time is
 * divided by that of a reference on the same machine, a product of matrices in the engine or a loop in Java. Other programs can only make it
 * slower, so that the fastest iteration counts. {@code mvn -q -Pbenchmark-jmh}.
 */
final class JmhBenchmark {
	private static final int NORMALS = 30;
	private static final int SIDE = 256;

	private static final Path SOURCES = Path.of("src/test/java");

	private JmhBenchmark() {}

	/**
	 * @param args folder for results, the baseline, a pattern of benchmarks, the ratio to the baseline from which the run fails (0 for never),
	 *          whether to write the baseline anew
	 */
	public static void main(String[] args) throws IOException, RunnerException {
		Path folder = Files.createDirectories(Path.of(args[0])), baseline = Path.of(args[1]);
		JmhCode.generate(SOURCES, folder.resolve("classes"));
		Path model = folder.resolve("jmh.stfpm").toAbsolutePath();
		MeasuredModel.write(model, NORMALS, SIDE);
		Options options = new OptionsBuilder().include(JmhRatios.REFERENCES).include(args[2]).mode(Mode.AverageTime).timeUnit(TimeUnit.MICROSECONDS).forks(
			1).warmupIterations(2).warmupTime(TimeValue.milliseconds(500)).measurementIterations(5).measurementTime(TimeValue.milliseconds(500))
			.jvmArgsAppend("-D" + MeasuredModel.PROPERTY + "=" + model, "-Djava.awt.headless=true").resultFormat(ResultFormatType.JSON).result(folder
				.resolve("jmh.json").toString()).output(folder.resolve("jmh.log").toString()).build();
		Map<String, Double> now = JmhRatios.of(times(new Runner(options).run()));
		Map<String, Double> before = Files.exists(baseline) ? JmhRatios.read(baseline) : Map.of();
		System.out.println(JmhRatios.table(now, before));
		if (Boolean.parseBoolean(args[4])) Files.writeString(baseline, new GsonBuilder().setPrettyPrinting().create().toJson(now) + "\n");
		double limit = Double.parseDouble(args[3]);
		if (limit > 0) JmhRatios.check(now, before, limit);
	}

	/** Microseconds of the fastest iteration. */
	private static Map<String, Double> times(Collection<RunResult> results) {
		Map<String, Double> times = new TreeMap<>();
		for (RunResult result : results)
			times.put(result.getParams().getBenchmark().replace("sc.fiji.stfpm.", ""), result.getPrimaryResult().getStatistics().getMin());
		return times;
	}
}
