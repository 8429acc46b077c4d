package sc.fiji.stfpm.benchmark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import sc.fiji.stfpm.benchmark.Summary.Statistic;
import sc.fiji.stfpm.evaluate.Evaluation;

/** The tables of a benchmark to read, as Markdown: first what they rest on, then by category, then by kind of defect. */
final class BenchmarkMarkdown {
	private static final List<String> COLUMNS = List.of(Evaluation.IMAGE_AUROC, Evaluation.PIXEL_AUROC,
		Evaluation.AUPRO_30, Evaluation.IMAGE_F1, Evaluation.FALSE_ALARMS, Evaluation.MISSES, Evaluation.IMAGE_F1_MAX);
	private static final List<String> KIND_COLUMNS = List.of(Evaluation.IMAGE_AUROC, Evaluation.PIXEL_AUROC,
		Evaluation.AUPRO_30, Evaluation.MISSES);
	private static final String NONE = "";

	private final List<Summary> summaries;
	private final Map<String, String> failures;
	private final StringBuilder text = new StringBuilder();

	BenchmarkMarkdown(List<Summary> summaries, Map<String, String> failures) {
		this.summaries = summaries;
		this.failures = failures;
	}

	String text() {
		text.append("# Benchmark\n\n");
		origin();
		byCategory();
		averages();
		byKind();
		return text.toString();
	}

	private void origin() {
		List<RunResult> runs = summaries.stream().flatMap(s -> s.runs().stream()).toList();
		line("What was learned and the threshold of every run come from normal images alone; no test image had a part in either."
			+ " Only `F1-max` takes the threshold that suits the test images best, as published tables do: nobody knows it beforehand.");
		line("Mean ± sample standard deviation over the seeds. Scores are raw; AUPRO up to a false positive rate of 0.3.");
		line("- Teachers: " + distinct(runs.stream().map(r -> r.teacher() + " (SHA-256 of the weights " + r.teacherSha256()
			.substring(0, 16) + "…)").toList()));
		line("- Devices: training " + distinct(runs.stream().map(r -> r.training().device() + ", " + r.training().engine())
			.toList()) + "; evaluation " + distinct(runs.stream().map(RunResult::device).toList()));
		line("- Software: " + distinct(runs.stream().map(r -> r.training().software()).toList()));
		long skipped = runs.stream().mapToLong(r -> r.skipped().size()).sum();
		line("- Skipped files: " + (skipped == 0 ? "none" : skipped + " over all runs"));
		runs.forEach(run -> run.skipped().forEach((file, reason) -> line("  - " + run.category() + ", seed " + run.training()
			.seed() + ": " + file + ": " + reason)));
		failures.forEach((run, reason) -> line("- **Failed**: " + run + ": " + reason));
		text.append('\n');
	}

	private void byCategory() {
		text.append("## By category\n\n");
		header(List.of("category", "by", "preset", "mode", "seeds"), COLUMNS, List.of("training, s"));
		for (int i = 0; i < summaries.size(); i++) {
			Summary s = summaries.get(i);
			RunResult run = s.first();
			List<String> cells = new ArrayList<>(List.of(run.category(), run.teacher(), run.training().preset(), run.mode(), seeds(
				s)));
			COLUMNS.forEach(metric -> cells.add(cell(s.statistic(metric))));
			cells.add(s.trainingSeconds().map(t -> String.format(Locale.ROOT, "%.0f", t.mean())).orElse(NONE));
			row(cells);
			boolean last = i + 1 == summaries.size() || !summaries.get(i + 1).first().category().equals(run.category());
			if (last) PublishedNumbers.of(run.category()).forEach(this::published);
		}
		text.append('\n');
	}

	private void published(PublishedNumbers.Row row) {
		List<String> cells = new ArrayList<>(List.of(row.category(), "*published: " + row.source() + "*", NONE, NONE, NONE));
		COLUMNS.forEach(metric -> cells.add(three(row.values().get(metric))));
		cells.add(NONE);
		row(cells);
	}

	/** Over the categories of each teacher and preset, where there are several. */
	private void averages() {
		Map<String, List<Summary>> groups = summaries.stream().collect(Collectors.groupingBy(s -> s.first().teacher() + "\n" + s
			.first().training().preset(), LinkedHashMap::new, Collectors.toList()));
		if (groups.values().stream().noneMatch(group -> group.size() > 1)) return;
		text.append("## Mean over the categories\n\n");
		header(List.of("by", "preset", "categories"), COLUMNS, List.of());
		Set<Set<String>> known = new LinkedHashSet<>();
		for (List<Summary> group : groups.values()) {
			if (group.size() == 1) continue;
			List<String> cells = new ArrayList<>(List.of(group.get(0).first().teacher(), group.get(0).first().training()
				.preset(), Integer.toString(group.size())));
			for (String metric : COLUMNS) {
				List<Double> means = group.stream().map(s -> s.statistic(metric)).flatMap(Optional::stream).map(Statistic::mean)
					.toList();
				cells.add(means.size() < group.size() ? NONE : three(Statistic.mean(means).getAsDouble()));
			}
			row(cells);
			known.add(group.stream().map(s -> s.first().category()).collect(Collectors.toCollection(TreeSet::new)));
		}
		known.forEach(this::publishedAverages);
		text.append('\n');
	}

	/** Only where every category is a published one: means over different categories do not compare. */
	private void publishedAverages(Set<String> categories) {
		Map<String, List<PublishedNumbers.Row>> bySource = PublishedNumbers.all().stream().filter(row -> categories.contains(row
			.category())).collect(Collectors.groupingBy(PublishedNumbers.Row::source, LinkedHashMap::new, Collectors.toList()));
		bySource.forEach((source, rows) -> {
			if (rows.size() < categories.size()) return;
			List<String> cells = new ArrayList<>(List.of("*published: " + source + "*", NONE, Integer.toString(rows.size())));
			for (String metric : COLUMNS) {
				OptionalDouble mean = rows.stream().allMatch(row -> row.values().containsKey(metric)) ? rows.stream().mapToDouble(
					row -> row.values().get(metric)).average() : OptionalDouble.empty();
				cells.add(mean.isPresent() ? three(mean.getAsDouble()) : NONE);
			}
			row(cells);
		});
	}

	private void byKind() {
		text.append("## By kind of defect\n\nEach kind against all normal test images.\n\n");
		header(List.of("category", "kind", "teacher", "preset"), KIND_COLUMNS, List.of());
		for (Summary s : summaries)
			for (String kind : BenchmarkTables.kinds(s)) {
				if (kind.equals(BenchmarkTables.ALL)) continue;
				List<String> cells = new ArrayList<>(List.of(s.first().category(), kind, s.first().teacher(), s.first().training()
					.preset()));
				KIND_COLUMNS.forEach(metric -> cells.add(cell(s.statistic(kind, metric))));
				row(cells);
			}
	}

	private void header(List<String> before, List<String> metrics, List<String> after) {
		List<String> all = new ArrayList<>(before);
		all.addAll(metrics);
		all.addAll(after);
		row(all);
		row(all.stream().map(column -> "---").toList());
	}

	private void row(Collection<String> cells) {
		text.append("| ").append(String.join(" | ", cells)).append(" |\n");
	}

	private void line(String line) {
		text.append(line).append(line.startsWith("- ") || line.startsWith("  - ") ? "\n" : "\n\n");
	}

	private static String distinct(List<String> values) {
		return String.join("; ", new LinkedHashSet<>(values));
	}

	private static String seeds(Summary s) {
		return s.runs().stream().map(run -> Long.toString(run.training().seed())).collect(Collectors.joining(", "));
	}

	private static String cell(Optional<Statistic> statistic) {
		return statistic.map(s -> three(s.mean()) + (s.deviation().isPresent() ? " ± " + three(s.deviation().getAsDouble())
			: NONE)).orElse(NONE);
	}

	private static String three(Double value) {
		return value == null ? NONE : String.format(Locale.ROOT, "%.3f", value);
	}
}
