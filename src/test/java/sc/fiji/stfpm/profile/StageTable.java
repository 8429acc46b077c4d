package sc.fiji.stfpm.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A run's time by {@linkplain Stage stages}, apart for its start, until the networks look at the first image, and what follows. What the recorder
 * does not see, such as the virtual machine's own start, loading of classes, garbage collection and waiting, is what is left of the wall clock.
 */
final class StageTable {
	private static final int ROWS = 14;

	private final String title;
	private final Recording recording;
	private final int images;
	private final Instant first;
	private final double startSeconds;
	private final double workSeconds;
	/** Seconds of the threads together. */
	private final Map<Stage, double[]> stages = new EnumMap<>(Stage.class);

	/**
	 * @param began when the process was started
	 * @param ended when it had ended
	 * @param images that were worked on
	 */
	StageTable(String title, Recording recording, Instant began, Instant ended, int images) {
		this.title = title;
		this.recording = recording;
		this.images = images;
		first = recording.samples.stream().filter(sample -> Stage.of(sample).isNetwork()).map(Sample::time).min(Comparator.naturalOrder())
			.orElse(ended);
		startSeconds = seconds(Duration.between(began, first));
		workSeconds = seconds(Duration.between(first, ended));
		for (Sample sample : recording.samples)
			stages.computeIfAbsent(Stage.of(sample), stage -> new double[2])[part(sample)] += seconds(Recording.PERIOD);
	}

	private int part(Sample sample) {
		return sample.time().isBefore(first) ? 0 : 1;
	}

	private static double seconds(Duration duration) {
		return duration.toNanos() / 1e9;
	}

	/** For people. */
	void print() {
		line("%n## %s%n", title);
		line("Start %.2f s, then %.2f s for %d images, %.1f ms an image; %.2f cores busy; garbage collection %.1f %%", startSeconds, workSeconds,
			images, 1e3 * workSeconds / images, recording.cores, 100 * recording.pauses / (startSeconds + workSeconds));
		line("%n| stage | of the start | of what follows | ms an image |%n|---|---|---|---|");
		stages.forEach((stage, time) -> row(stage.toString(), time));
		row("not seen: virtual machine, class loading, waiting", unseen());
		line("%nThe engine's calls take %.1f %% of what is seen of it, and %.1f %% of that is their Java side.", 100 * share(Sample::isEngine, sample -> true),
			100 * share(sample -> !sample.inNative(), Sample::isEngine));
		table("operator of the engine, or other native method", "of the time in native code", sums(sample -> sample.inNative() ? sample.frames().get(0)
			.text() : null));
		table("method of this project in Java code", "of the time in Java", sums(sample -> sample.inNative() ? null : sample.own()));
		table("thread", "of all time seen", sums(Sample::thread));
		table("who allocates", "of all bytes", allocations());
	}

	private void row(String stage, double[] time) {
		line("| %s | %.1f %% | %.1f %% | %.2f |", stage, 100 * time[0] / startSeconds, 100 * time[1] / workSeconds, 1e3 * time[1] / images);
	}

	private double[] unseen() {
		double[] left = { startSeconds, workSeconds };
		stages.values().forEach(time -> {
			left[0] -= time[0];
			left[1] -= time[1];
		});
		return left;
	}

	/** Which part of some samples of the work. */
	private double share(Predicate<Sample> part, Predicate<Sample> whole) {
		List<Sample> all = recording.samples.stream().filter(sample -> part(sample) == 1 && whole.test(sample)).toList();
		return all.stream().filter(part).count() / (double) all.size();
	}

	/** How often of what the samples of the work say, nothing where they say null. */
	private Map<String, Double> sums(Function<Sample, String> what) {
		Map<String, Double> sums = new TreeMap<>();
		recording.samples.stream().filter(sample -> part(sample) == 1 && !sample.frames().isEmpty()).map(what).filter(name -> name != null).forEach(
			name -> sums.merge(name, 1.0, Double::sum));
		return sums;
	}

	private Map<String, Double> allocations() {
		Map<String, Double> bytes = new TreeMap<>();
		recording.allocated.forEach((who, sum) -> bytes.put(who, (double) sum));
		return bytes;
	}

	private static void table(String what, String share, Map<String, Double> sums) {
		double all = sums.values().stream().mapToDouble(value -> value).sum();
		List<Map.Entry<String, Double>> rows = new ArrayList<>(sums.entrySet());
		rows.sort(Map.Entry.<String, Double>comparingByValue().reversed());
		line("%n| %s | %s |%n|---|---|", what, share);
		for (Map.Entry<String, Double> row : rows.subList(0, Math.min(ROWS, rows.size())))
			line("| %s | %.1f %% |", row.getKey(), 100 * row.getValue() / all);
	}

	/** For programs. */
	Map<String, Object> json() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("run", title);
		json.put("images", images);
		json.put("start_seconds", startSeconds);
		json.put("work_seconds", workSeconds);
		json.put("cores", recording.cores);
		json.put("garbage_collection_seconds", recording.pauses);
		Map<String, Object> rows = new LinkedHashMap<>();
		stages.forEach((stage, time) -> rows.put(stage.toString(), Map.of("start_share", time[0] / startSeconds, "work_share", time[1] / workSeconds)));
		json.put("stages", rows);
		json.put("engine_share", share(Sample::isEngine, sample -> true));
		json.put("java_share_of_engine", share(sample -> !sample.inNative(), Sample::isEngine));
		json.put("native_samples", sums(sample -> sample.inNative() ? sample.frames().get(0).text() : null));
		json.put("java_samples", sums(sample -> sample.inNative() ? null : sample.own()));
		json.put("threads", sums(Sample::thread));
		json.put("allocated_bytes", recording.allocated);
		return json;
	}

	private static void line(String format, Object... values) {
		System.out.println(String.format(Locale.ROOT, format, values));
	}
}
