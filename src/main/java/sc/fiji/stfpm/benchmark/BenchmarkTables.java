package sc.fiji.stfpm.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sc.fiji.stfpm.evaluate.Evaluation;
import sc.fiji.stfpm.evaluate.Interval;
import sc.fiji.stfpm.files.AtomicWrite;
import sc.fiji.stfpm.files.CsvText;

/**
 * The tables of a benchmark: {@code runs.csv} with a row for all test images and one for each kind of defect of every
 * run, {@code summary.csv} with mean and sample standard deviation over the seeds, and {@code summary.md} to read.
 */
final class BenchmarkTables {
	static final String RUNS = "runs.csv";
	static final String SUMMARY = "summary.csv";
	static final String MARKDOWN = "summary.md";
	/** The kind in the rows of all test images. */
	static final String ALL = "all";
	static final List<String> METRICS = List.of(Evaluation.IMAGE_AUROC, Evaluation.IMAGE_AP, Evaluation.IMAGE_F1_MAX,
		Evaluation.IMAGE_F1, Evaluation.FALSE_ALARMS, Evaluation.MISSES, Evaluation.PIXEL_AUROC, Evaluation.PIXEL_AP,
		Evaluation.PIXEL_F1_MAX, Evaluation.AUPRO_30, Evaluation.AUPRO_05);

	private BenchmarkTables() {}

	/** @param failures runs that failed, with the reason */
	static void write(Path folder, List<RunResult> results, Map<String, String> failures) throws IOException {
		writeRuns(folder.resolve(RUNS), results);
		List<Summary> summaries = Summary.of(results);
		writeSummary(folder.resolve(SUMMARY), summaries);
		AtomicWrite.text(folder.resolve(MARKDOWN), new BenchmarkMarkdown(summaries, failures).text());
	}

	private static void writeRuns(Path file, List<RunResult> results) throws IOException {
		List<String> columns = new ArrayList<>(List.of("category", "kind", "teacher", "teacher_sha256", "preset", "mode",
			"seed", "normal", "anomalous", "skipped", "threshold"));
		for (String metric : METRICS)
			columns.addAll(List.of(metric, metric + " low", metric + " high"));
		columns.addAll(List.of("training_seconds", "evaluation_seconds", "training_device",
			"evaluation_device", "software", "learned_from", "threshold_from"));
		CsvText table = new CsvText(columns);
		for (RunResult run : results) {
			row(table, run, ALL, run.all(), run.intervals());
			for (Map.Entry<String, Map<String, Double>> kind : run.byKind().entrySet())
				row(table, run, kind.getKey(), kind.getValue(), Map.of());
		}
		table.write(file);
	}

	private static void row(CsvText table, RunResult run, String kind, Map<String, Double> metrics,
		Map<String, Interval> intervals)
	{
		List<Object> row = new ArrayList<>(List.of(run.category(), kind, run.teacher(), run.teacherSha256(), run.training()
			.preset(), run.mode(), run.training().seed(), run.normalImages(), run.anomalousImages(), run.skipped().size(), run
				.threshold()));
		for (String metric : METRICS) {
			Interval interval = intervals.get(metric);
			row.add(metrics.get(metric));
			row.add(interval == null ? null : interval.low());
			row.add(interval == null ? null : interval.high());
		}
		row.addAll(List.of(run.training().seconds(), run.evaluationSeconds(), run.training().device(), run.device(), run
			.training().software(), run.learnedFrom(), run.thresholdFrom()));
		table.add(row.toArray());
	}

	private static void writeSummary(Path file, List<Summary> summaries) throws IOException {
		List<String> columns = new ArrayList<>(List.of("category", "kind", "teacher", "teacher_sha256", "preset", "mode",
			"seeds"));
		for (String metric : METRICS)
			columns.addAll(List.of(metric + " mean", metric + " sd"));
		CsvText table = new CsvText(columns);
		for (Summary summary : summaries)
			for (String kind : kinds(summary)) {
				RunResult run = summary.first();
				List<Object> row = new ArrayList<>(List.of(run.category(), kind, run.teacher(), run.teacherSha256(), run.training()
					.preset(), run.mode(), summary.runs().size()));
				for (String metric : METRICS) {
					var statistic = kind.equals(ALL) ? summary.statistic(metric) : summary.statistic(kind, metric);
					row.add(statistic.map(Summary.Statistic::mean).orElse(null));
					row.add(statistic.isPresent() && statistic.get().deviation().isPresent() ? statistic.get().deviation()
						.getAsDouble() : null);
				}
				table.add(row.toArray());
			}
		table.write(file);
	}

	/** {@value #ALL}, then the kinds of defects in the order of the set. */
	static Set<String> kinds(Summary summary) {
		Set<String> kinds = new LinkedHashSet<>(List.of(ALL));
		summary.runs().forEach(run -> kinds.addAll(run.byKind().keySet()));
		return kinds;
	}
}
