package sc.fiji.stfpm.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.UtcTime;
import sc.fiji.stfpm.evaluate.Counts;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.TrainingRecord;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.ui.JudgedWith;
import sc.fiji.stfpm.ui.TextReport;

/**
 * What figures rest on, and what speaks against them: the first lines of everything that shows figures.
 *
 * @param facts in the order of a report
 * @param warnings what makes figures mean less than they seem to; whole sentences
 * @param skipped files that are in no figure, with the reason
 */
public record Provenance(List<Fact> facts, List<String> warnings, Map<String, String> skipped) {
	private static final String DATE = "Date";

	/** One fact and what it is about. */
	public record Fact(String what, String value) {}

	/** @param device that judged the images */
	public static Provenance of(AnomalyModel model, String device, SetEvaluation evaluation) {
		Counts counts = evaluation.all().counts();
		List<Fact> facts = facts(model, device);
		facts.add(new Fact("Test set", evaluation.folder().toString()));
		facts.add(new Fact("Images", evaluation.images().size() + " judged: " + counts.normalImages() + " normal, " + counts
			.anomalousImages() + " anomalous, of these " + counts.withoutMask() + " without mask; " + counts.regions()
			+ " regions"));
		facts.add(new Fact("Skipped", Integer.toString(evaluation.skipped().size())));
		return new Provenance(List.copyOf(facts), warnings(model, evaluation), evaluation.skipped());
	}

	/** Of images without labels. */
	static Provenance of(JudgedWith made) {
		List<Fact> facts = facts(made.model(), made.device());
		facts.add(0, new Fact("Model file", made.file()));
		facts.add(1, new Fact("Model file SHA-256", made.sha256()));
		return new Provenance(List.copyOf(facts), List.copyOf(modelWarnings(made.model())), Map.of());
	}

	/** When the images were judged, as ISO 8601 in UTC. */
	String date() {
		return facts.stream().filter(fact -> fact.what().equals(DATE)).findFirst().orElseThrow().value();
	}

	private static List<Fact> facts(AnomalyModel model, String device) {
		TrainingRecord record = model.record();
		Calibration calibration = model.calibration();
		List<Fact> facts = new ArrayList<>();
		facts.add(new Fact("Learned from", model.scoring().chosenBy(record)));
		facts.add(new Fact("Threshold", MetricText.score(calibration.threshold())));
		facts.add(new Fact("Threshold from", calibration.provenance()));
		facts.add(new Fact("Held-out scores", calibration.heldOutText()));
		facts.add(new Fact("New normal images", calibration.falseAlarmsText()));
		facts.add(new Fact("Teacher", model.teacher().name()));
		facts.add(new Fact("Teacher SHA-256", model.teacher().sha256()));
		facts.add(new Fact("Model SHA-256", model.scoring().sha256()));
		facts.add(new Fact("Device", device));
		facts.add(new Fact("Seed", Long.toString(record.seed())));
		facts.add(new Fact("Preset", record.preset()));
		facts.add(new Fact("Trained", record.date() + " with " + record.software()));
		facts.add(new Fact("Software", SoftwareVersion.get()));
		facts.add(new Fact(DATE, UtcTime.now()));
		return facts;
	}

	private static List<String> warnings(AnomalyModel model, SetEvaluation evaluation) {
		List<String> warnings = modelWarnings(model);
		if (evaluation.chosenOn() > 0) warnings.add("The threshold was chosen on " + evaluation.chosenOn() + " of these "
			+ evaluation.images().size() + " images. Whatever depends on it (F1 at threshold, false alarms, misses) LEAKS: it is"
			+ " better than on new images. Evaluate on images that chose nothing.");
		if (model.record().isImported()) warnings.add("No held-out normal images chose the student: " + model.scoring()
			.chosenBy(model.record()) + ". What chose it may have seen test images.");
		warnings.addAll(evaluation.warnings());
		if (!evaluation.skipped().isEmpty()) warnings.add(evaluation.skipped().size()
			+ " files could not be judged and are in no figure; their names and reasons are listed.");
		return List.copyOf(warnings);
	}

	private static List<String> modelWarnings(AnomalyModel model) {
		List<String> warnings = new ArrayList<>();
		if (model.teacher().name().contains("untrained")) warnings.add("The teacher has never been trained. These figures say"
			+ " that the software works, not how well the method does; use a pretrained teacher for that.");
		if (model.calibration().count() == 0) warnings.add("The model knows no held-out scores: nothing tells how many false"
			+ " alarms its threshold gives on new normal images.");
		return warnings;
	}

	/** All of it for the console. */
	@Override
	public String toString() {
		TextReport text = new TextReport("Evaluation");
		facts.forEach(fact -> text.line(fact.what(), fact.value()));
		skipped.forEach((name, reason) -> text.line("  skipped", name + ": " + reason));
		warnings.forEach(warning -> text.line("WARNING", warning));
		return text.toString();
	}
}
