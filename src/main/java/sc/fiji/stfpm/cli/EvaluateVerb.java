package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.report.EvaluationReport;
import sc.fiji.stfpm.report.EvaluationTable;
import sc.fiji.stfpm.report.Provenance;
import sc.fiji.stfpm.report.ReportRows;
import sc.fiji.stfpm.report.SetEvaluation;

/** {@code stfpm evaluate}. */
@Command(name = "evaluate", mixinStandardHelpOptions = true, sortOptions = false,
	description = "Measures a model on labelled test images.")
final class EvaluateVerb implements Callable<Integer> {
	@Spec
	private CommandSpec spec;

	@Mixin
	private ModelOptions model;

	@Parameters(index = "0", paramLabel = "SET",
		description = "A folder with test/good, test/KIND and ground_truth/KIND, or a CSV file that lists images.")
	private Path set;

	@Option(names = { "-o", "--output" }, paramLabel = "FILE", description = "Also write the metrics as JSON.")
	private Path output;

	@Option(names = { "-r", "--report" }, paramLabel = "FOLDER",
		description = "Also write a report: report.html, metrics.json, scores.csv, plots and the worst calls.")
	private Path report;

	@Option(names = "--ignore", paramLabel = "MASK|FOLDER|background", defaultValue = IgnoreRule.NOTHING,
		description = "Pixels that do not count: those where a mask image is above 0; or a folder that has a mask for each image, by its name; or the background that parts lie on.")
	private String ignore;

	@Option(names = "--no-images", description = "Keep pictures of the images out of the report.")
	private boolean noImages;

	@Override
	public Integer call() throws IOException {
		if (report != null) EvaluationReport.prepare(report, set);
		ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
		try (AnomalyDetector detector = model.open(); ReportRows rows = new ReportRows(detector.model(), report != null && !noImages)) {
			SetEvaluation result = SetEvaluation.of(detector, set, rows, IgnoreRule.of(ignore), progress);
			print(Provenance.of(detector.model(), detector.devices().id(), result), result);
			PrintWriter out = spec.commandLine().getOut();
			if (output != null) {
				result.write(output, detector);
				out.println("Metrics in " + output.toAbsolutePath().normalize());
			}
			if (report != null) {
				EvaluationReport.of(result, detector, !noImages, progress).write(report);
				out.println("Report in " + report.resolve("report.html").toAbsolutePath().normalize());
			}
			return result.skipped().isEmpty() ? 0 : 1;
		}
	}

	private void print(Provenance provenance, SetEvaluation result) {
		PrintWriter out = spec.commandLine().getOut();
		out.println(provenance);
		result.all().figures().forEach(figure -> out.println(EvaluationTable.line(figure)));
		out.println();
		out.println(String.format(Locale.ROOT, "%-20s %8s %8s %8s %8s", "Kind", "I-AUROC", "P-AUROC", "AUPRO", "missed"));
		result.byKind().forEach((kind, e) -> out.println(String.format(Locale.ROOT, "%-20s %8s %8s %8s %8s", kind, three(e.image()
			.auroc()), three(e.pixel().auroc()), three(e.pixel().aupro30()), three(e.image().missRate()))));
	}

	private static String three(OptionalDouble value) {
		return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "n/a";
	}
}
