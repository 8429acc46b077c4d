package sc.fiji.stfpm.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

import sc.fiji.stfpm.evaluate.Evaluation;
import sc.fiji.stfpm.model.AnomalyModel;

/** Metrics as JSON, with what they rest on: the model, its teacher, the device and every skipped file. */
public final class MetricsFile {
	private MetricsFile() {}

	/**
	 * @param skipped files that could not be judged, with the reason
	 */
	public static void write(Path file, AnomalyModel model, String device, Evaluation all,
		Map<String, Evaluation> byKind, Map<String, String> skipped) throws IOException
	{
		JsonObject root = new JsonObject();
		root.addProperty("teacher", model.teacher().name());
		root.addProperty("teacherSha256", model.teacher().sha256());
		root.addProperty("device", device);
		root.addProperty("software", model.record().software());
		root.addProperty("preset", model.record().preset());
		root.addProperty("seed", model.record().seed());
		root.addProperty("threshold", model.calibration().threshold());
		root.addProperty("thresholdFrom", model.calibration().provenance());
		root.addProperty("studentFrom", model.record().studentFrom());
		root.add("all", metrics(all));
		JsonObject kinds = new JsonObject();
		byKind.forEach((kind, evaluation) -> kinds.add(kind, metrics(evaluation)));
		root.add("byKind", kinds);
		JsonObject failures = new JsonObject();
		skipped.forEach(failures::addProperty);
		root.add("skipped", failures);
		Files.writeString(file, new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(root) + "\n");
	}

	private static JsonObject metrics(Evaluation evaluation) {
		JsonObject json = new JsonObject();
		json.addProperty("normalImages", evaluation.counts().normalImages());
		json.addProperty("anomalousImages", evaluation.counts().anomalousImages());
		json.addProperty("regions", evaluation.counts().regions());
		json.addProperty("anomalousImagesWithoutMask", evaluation.counts().withoutMask());
		for (Evaluation.Figure figure : evaluation.figures()) {
			if (figure.value().isPresent()) json.addProperty(figure.name(), figure.value().getAsDouble());
			else json.addProperty(figure.name(), figure.text());
		}
		return json;
	}
}
