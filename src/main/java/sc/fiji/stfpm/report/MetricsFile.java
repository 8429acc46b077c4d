package sc.fiji.stfpm.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import sc.fiji.stfpm.evaluate.Evaluation;
import sc.fiji.stfpm.evaluate.Interval;
import sc.fiji.stfpm.files.AtomicWrite;
import sc.fiji.stfpm.model.AnomalyModel;

/** Metrics as JSON, with what they rest on: the model, its teacher, the device and every skipped file. */
public final class MetricsFile {
	private MetricsFile() {}

	/** Writes the file; its folder has to exist. */
	public static void write(Path file, Provenance provenance, AnomalyModel model, String device,
		SetEvaluation evaluation) throws IOException
	{
		JsonObject root = new JsonObject();
		JsonObject facts = new JsonObject();
		provenance.facts().forEach(fact -> facts.addProperty(fact.what(), fact.value()));
		root.add("provenance", facts);
		JsonArray warnings = new JsonArray();
		provenance.warnings().forEach(warnings::add);
		root.add("warnings", warnings);
		root.addProperty("teacher", model.teacher().name());
		root.addProperty("teacherSha256", model.teacher().sha256());
		root.addProperty("device", device);
		root.addProperty("software", model.record().software());
		root.addProperty("preset", model.record().preset());
		root.addProperty("seed", model.record().seed());
		root.addProperty("threshold", model.calibration().threshold());
		root.addProperty("thresholdFrom", model.calibration().provenance());
		root.addProperty("learnedFrom", model.scoring().chosenBy(model.record()));
		root.add("all", metrics(evaluation.all()));
		JsonObject kinds = new JsonObject();
		evaluation.byKind().forEach((kind, metrics) -> kinds.add(kind, metrics(metrics)));
		root.add("byKind", kinds);
		root.add("notes", notes(evaluation.all()));
		root.add("skipped", texts(evaluation.skipped()));
		AtomicWrite.text(file, new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(root) + "\n");
	}

	private static JsonObject metrics(Evaluation evaluation) {
		JsonObject json = new JsonObject();
		json.addProperty("normalImages", evaluation.counts().normalImages());
		json.addProperty("anomalousImages", evaluation.counts().anomalousImages());
		json.addProperty("regions", evaluation.counts().regions());
		json.addProperty("anomalousImagesWithoutMask", evaluation.counts().withoutMask());
		JsonObject intervals = new JsonObject();
		for (Evaluation.Figure figure : evaluation.figures()) {
			if (figure.value().isPresent()) json.addProperty(figure.name(), figure.value().getAsDouble());
			else json.addProperty(figure.name(), figure.text());
			figure.interval().ifPresent(interval -> intervals.add(figure.name(), ends(interval)));
		}
		json.add("intervals95", intervals);
		return json;
	}

	private static JsonArray ends(Interval interval) {
		JsonArray ends = new JsonArray();
		ends.add(interval.low());
		ends.add(interval.high());
		return ends;
	}

	/** What must be said with a figure; the figures themselves keep their names. */
	private static JsonObject notes(Evaluation evaluation) {
		JsonObject notes = new JsonObject();
		evaluation.figures().stream().filter(MetricText::isOracle).forEach(figure -> notes.addProperty(figure.name(),
			MetricText.ORACLE));
		return notes;
	}

	private static JsonObject texts(Map<String, String> texts) {
		JsonObject json = new JsonObject();
		texts.forEach(json::addProperty);
		return json;
	}
}
