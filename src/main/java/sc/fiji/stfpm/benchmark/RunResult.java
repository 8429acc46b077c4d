package sc.fiji.stfpm.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.stfpm.evaluate.Evaluation;
import sc.fiji.stfpm.evaluate.Interval;
import sc.fiji.stfpm.files.AtomicWrite;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Json;
import sc.fiji.stfpm.model.TrainingRecord;
import sc.fiji.stfpm.report.SetEvaluation;

/**
 * What a run gave, as its file {@code result.json} holds it. Metrics are by the names of {@link Evaluation#figures()}; those
 * that are not defined are left out.
 *
 * @param category name of the category
 * @param root its folder
 * @param data fingerprint of its files
 * @param teacher name of the teacher
 * @param teacherSha256 of its weights
 * @param options what the training depended on, but for images and teacher
 * @param mode how images were seen
 * @param training how the model came to be
 * @param learnedFrom the images that chose what was learned
 * @param threshold the model's
 * @param thresholdFrom what chose it
 * @param device that the evaluation ran on
 * @param evaluationSeconds wall time of the evaluation
 * @param normalImages normal test images
 * @param anomalousImages anomalous test images
 * @param all metrics over all test images
 * @param intervals their 95 % confidence intervals
 * @param byKind metrics of each kind of defect against all normal images
 * @param skipped files that could not be judged, with the reason
 */
record RunResult(String category, String root, String data, String teacher, String teacherSha256, String options,
	String mode, TrainingRecord training, String learnedFrom, float threshold, String thresholdFrom, String device, double evaluationSeconds,
	int normalImages, int anomalousImages, Map<String, Double> all, Map<String, Interval> intervals,
	Map<String, Map<String, Double>> byKind, Map<String, String> skipped)
{
	static final String FILE = "result.json";

	RunResult {
		// Results of earlier development versions name it otherwise.
		learnedFrom = learnedFrom == null ? "" : learnedFrom;
	}

	static RunResult of(BenchmarkRun run, AnomalyModel model, SetEvaluation evaluation, String device, double seconds)
		throws IOException
	{
		Map<String, Map<String, Double>> byKind = new LinkedHashMap<>();
		evaluation.byKind().forEach((kind, metrics) -> byKind.put(kind, values(metrics)));
		return new RunResult(run.category(), run.set().root().toString(), run.data(), run.teacher().name(), run.teacher()
			.weights().sha256(), run.trainingOptions(), run.options().mode().name(), model.record(), model.scoring()
				.chosenBy(model.record()), model.calibration()
				.threshold(), model.calibration().provenance(), device, seconds, evaluation.all().counts().normalImages(), evaluation
					.all().counts().anomalousImages(), values(evaluation.all()), evaluation.all().intervals(), byKind, evaluation
						.skipped());
	}

	private static Map<String, Double> values(Evaluation evaluation) {
		Map<String, Double> values = new LinkedHashMap<>();
		for (Evaluation.Figure figure : evaluation.figures())
			figure.value().ifPresent(value -> values.put(figure.name(), value));
		return values;
	}

	/** Whether this is the result of that run. */
	boolean isOf(BenchmarkRun run) throws IOException {
		return options.equals(run.trainingOptions()) && teacherSha256.equals(run.teacher().weights().sha256()) && data.equals(
			run.data());
	}

	static RunResult read(Path file) throws IOException {
		return Json.parse(Files.readString(file), RunResult.class, file);
	}

	/** Writes it whole or not at all. */
	void write(Path file) throws IOException {
		AtomicWrite.text(file, Json.text(this) + "\n");
	}
}
