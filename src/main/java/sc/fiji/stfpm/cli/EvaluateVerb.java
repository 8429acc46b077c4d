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
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.evaluate.Evaluation;
import sc.fiji.stfpm.report.SetEvaluation;

/** {@code stfpm evaluate}. */
@Command(name = "evaluate", mixinStandardHelpOptions = true, sortOptions = false,
	description = "Measures a model on the labelled test images of a folder in MVTec layout.")
final class EvaluateVerb implements Callable<Integer> {
	@Spec
	private CommandSpec spec;

	@Mixin
	private ModelOptions model;

	@Parameters(index = "0", paramLabel = "FOLDER", description = "Has test/good, test/KIND and ground_truth/KIND.")
	private Path folder;

	@Option(names = { "-o", "--output" }, paramLabel = "FILE", description = "Also write the metrics as JSON.")
	private Path output;

	@Override
	public Integer call() throws IOException {
		try (AnomalyDetector detector = model.open();
				ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr()))
		{
			SetEvaluation result = SetEvaluation.of(detector, folder, progress);
			print(detector, result);
			if (output != null) {
				result.write(output, detector);
				spec.commandLine().getOut().println("Metrics in " + output.toAbsolutePath().normalize());
			}
			return result.skipped().isEmpty() ? 0 : 1;
		}
	}

	private void print(AnomalyDetector detector, SetEvaluation result) {
		Evaluation all = result.all();
		PrintWriter out = spec.commandLine().getOut();
		out.println("Teacher " + detector.model().teacher().label() + "; device " + detector.device()
			+ "; student from " + detector.model().record().studentFrom() + "; threshold from " + detector.model().calibration()
				.provenance());
		out.println(String.format(Locale.ROOT, "%d normal, %d anomalous images, %d regions, %d skipped, %d without mask", all
			.counts().normalImages(), all.counts().anomalousImages(), all.counts().regions(), result.skipped().size(), all.counts()
				.withoutMask()));
		for (Evaluation.Figure figure : all.figures())
			out.println(String.format(Locale.ROOT, "%-26s %s", figure.name(), figure.text()));
		out.println();
		out.println(String.format(Locale.ROOT, "%-20s %8s %8s %8s %8s", "Kind", "I-AUROC", "P-AUROC", "AUPRO", "missed"));
		result.byKind().forEach((kind, e) -> out.println(String.format(Locale.ROOT, "%-20s %8s %8s %8s %8s", kind, three(e.image()
			.auroc()), three(e.pixel().auroc()), three(e.pixel().aupro30()), three(e.image().missRate()))));
	}

	private static String three(OptionalDouble value) {
		return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "n/a";
	}
}
