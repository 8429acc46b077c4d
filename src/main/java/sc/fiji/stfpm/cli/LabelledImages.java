package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.report.LabelledThreshold;
import sc.fiji.stfpm.score.LabelledRule;

/** The options for a threshold from labelled images. */
final class LabelledImages {
	/** What can be maximised. */
	private enum Metric {
		F1
	}

	/** What the threshold is to do on the images. */
	private static final class Goal {
		@Option(names = "--maximise", paramLabel = "METRIC", description = "f1: the threshold with the best F1.")
		private Metric metric;

		@Option(names = "--recall", paramLabel = "R",
			description = "The highest threshold that finds this share of the anomalous images, such as 0.95.")
		private Double recall;
	}

	@Option(names = "--labelled", required = true, paramLabel = "FOLDER",
		description = "Choose on these images: has test/good and test/KIND. Needs --maximise or --recall.")
	private Path folder;

	@ArgGroup(exclusive = true, multiplicity = "1")
	private Goal goal;

	@Option(names = { "-t", "--teacher" }, paramLabel = "FILE",
		description = "With --labelled: the model's teacher, where it is not found by itself.")
	private String teacher;

	@Option(names = "--device", paramLabel = "DEVICE",
		description = "With --labelled: auto, cpu, gpu, gpu:N or mps. Default: auto.")
	private String device = "auto";

	/** @throws IllegalArgumentException where the recall is out of range */
	LabelledRule rule() {
		return goal.metric != null ? new LabelledRule.BestF1() : new LabelledRule.Recall(goal.recall);
	}

	LabelledThreshold choose(Path model, ConsoleProgress progress) throws IOException {
		try (AnomalyDetector detector = AnomalyDetector.open(model, Optional.ofNullable(teacher), device)) {
			return LabelledThreshold.choose(detector, folder, rule(), progress);
		}
	}
}
