package sc.fiji.stfpm.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;

/** Times of benchmarks as multiples of a reference's, so that machines compare. */
final class JmhRatios {
	/** A pattern. */
	static final String REFERENCES = "\\.reference$";

	private static final String ENGINE = "network.NetworkJmh.reference";
	private static final String JAVA = "score.MapJmh.reference";
	/** Benchmarks that mostly wait for the engine. */
	private static final List<String> OF_ENGINE = List.of("network.", "ui.ResultsJmh.detect");

	private JmhRatios() {}

	/** Of the fastest iteration of each benchmark, from JMH's results. */
	static Map<String, Double> times(String json) {
		Map<String, Double> times = new TreeMap<>();
		for (JsonElement result : JsonParser.parseString(json).getAsJsonArray()) {
			double fastest = Double.MAX_VALUE;
			for (JsonElement fork : result.getAsJsonObject().getAsJsonObject("primaryMetric").getAsJsonArray("rawData"))
				for (JsonElement iteration : fork.getAsJsonArray())
					fastest = Math.min(fastest, iteration.getAsDouble());
			times.put(result.getAsJsonObject().get("benchmark").getAsString().replace("sc.fiji.stfpm.", ""), fastest);
		}
		return times;
	}

	/** @param times of benchmarks by their names, both references among them */
	static Map<String, Double> of(Map<String, Double> times) {
		Map<String, Double> ratios = new TreeMap<>();
		times.forEach((name, time) -> ratios.put(name, time / times.get(OF_ENGINE.stream().anyMatch(name::startsWith) ? ENGINE : JAVA)));
		ratios.remove(ENGINE);
		ratios.remove(JAVA);
		return ratios;
	}

	static Map<String, Double> read(Path file) throws IOException {
		return new Gson().fromJson(Files.readString(file), new TypeToken<TreeMap<String, Double>>() {}.getType());
	}

	/** For people; the last column is empty for what the baseline does not have. */
	static String table(Map<String, Double> now, Map<String, Double> baseline) {
		StringBuilder table = new StringBuilder("| benchmark | time, in references | of the baseline's |\n|---|---|---|\n");
		now.forEach((name, ratio) -> table.append(String.format(Locale.ROOT, "| %s | %.3g | %s |%n", name, ratio, baseline.containsKey(name) ? String
			.format(Locale.ROOT, "%.2f", ratio / baseline.get(name)) : "")));
		return table.toString();
	}

	/** @throws IllegalStateException where a benchmark takes more than so many times as long as in the baseline; names all of them */
	static void check(Map<String, Double> now, Map<String, Double> baseline, double limit) {
		List<String> slower = now.entrySet().stream().filter(one -> one.getValue() > limit * baseline.getOrDefault(one.getKey(), Double.MAX_VALUE))
			.map(one -> String.format(Locale.ROOT, "%s: %.2f times", one.getKey(), one.getValue() / baseline.get(one.getKey()))).toList();
		if (!slower.isEmpty()) throw new IllegalStateException("More than " + limit + " times as slow as the baseline: " + String.join(", ", slower));
	}
}
