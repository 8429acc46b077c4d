package sc.fiji.stfpm.commands;

import java.awt.Component;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.correct.MarkedThreshold;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.detect.Detectors;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.report.LabelledThreshold;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.FalseAlarmRate;
import sc.fiji.stfpm.score.LabelledRule;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.LastModel;
import sc.fiji.stfpm.ui.ShownResults;
import sc.fiji.stfpm.ui.TextReport;
import sc.fiji.stfpm.ui.ThresholdReport;

/** Sets a model's threshold again, without training. */
@Plugin(type = Command.class, label = "Set Threshold...", visible = false,
	attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Sets again from which score on an image counts as anomalous. The model itself stays as it is.")
public class SetThreshold extends ModelCommand {
	private static final String LABELLED = "rule=Best F1 on labelled images|Recall on labelled images";
	private static final double LEAST_RATE = 0.001, MOST_RATE = 0.9;

	/** How the threshold is chosen. */
	enum Rule {
		FALSE_ALARMS("False-alarm rate"), BEST_F1("Best F1 on labelled images"), RECALL("Recall on labelled images"),
		MARKED("Best F1 on marked parts"), BY_HAND("By hand");

		private final String label;

		Rule(String label) {
			this.label = label;
		}

		@Override
		public String toString() {
			return label;
		}
	}

	@Parameter(label = "Model", style = "open", persist = false, initializer = "offerLastModel", callback = "offerPresentRule",
		description = "A model file made by Train Model...")
	private File model = NONE;

	@Parameter(label = "Threshold from", choices = { "False-alarm rate", "Best F1 on labelled images",
		"Recall on labelled images", "Best F1 on marked parts", "By hand" }, persist = false,
		description = "False-alarm rate: from the normal images that training held out. The next two: from labelled images. Marked"
			+ " parts: from those images and what was marked as anomalous. By hand: the number below.")
	private String rule = "False-alarm rate";

	@Parameter(label = "False-alarm rate", min = "0.001", max = "0.9", stepSize = "0.01", persist = false,
		attrs = @Attr(name = WHEN, value = "rule=False-alarm rate"),
		description = "For 'False-alarm rate': the share of new normal images that may be called anomalous.")
	private double rate = 0.05;

	@Parameter(label = "Recall", min = "0.01", max = "1", stepSize = "0.01", persist = false,
		attrs = @Attr(name = WHEN, value = "rule=Recall on labelled images"),
		description = "For 'Recall on labelled images': the share of their anomalous images that is to be found.")
	private double recall = 0.95;

	@Parameter(label = "Labelled folder", style = "directory", required = false, persist = false,
		attrs = @Attr(name = WHEN, value = LABELLED),
		description = "For the rules on labelled images: has test/good and test/KIND, as MVTec AD has.")
	private File labelled = NONE;

	@Parameter(label = "Threshold by hand", required = false, persist = false, attrs = @Attr(name = WHEN, value = "rule=By hand"),
		description = "For 'By hand': a positive number, on raw scores.")
	private String value = "";

	@Parameter(label = "Write to (optional)", style = "save", required = false, persist = false, attrs = @Attr(name = ADVANCED),
		description = "Another model file; empty changes the model itself.")
	private File output = NONE;

	@Parameter(label = "Replace an existing file there", persist = false, description = "Without it, an existing file is an error.",
		attrs = { @Attr(name = ADVANCED), @Attr(name = WHEN, value = "output!=") })
	private boolean replace = false;

	@Parameter(label = TEACHER_LABEL, required = false, persist = false, description = TEACHER_HELP,
		attrs = { @Attr(name = ADVANCED), @Attr(name = WHEN, value = LABELLED), @Attr(name = OFFER, value = MODEL_TEACHERS) })
	private String teacher = "";

	@Parameter(label = "Device", persist = false, description = DEVICE_HELP,
		attrs = { @Attr(name = ADVANCED), @Attr(name = WHEN, value = LABELLED), @Attr(name = OFFER, value = DEVICES) })
	private String device = AUTO;

	/** The new threshold, where it comes from, and what others would do. */
	@Parameter(type = ItemIO.OUTPUT)
	private String report;

	private final ThresholdPreview preview = new ThresholdPreview();

	private Rule rule() {
		return choice("rule", rule, Rule.values());
	}

	@Override
	public void check() {
		Rule by = rule();
		checkRange("rate", rate, LEAST_RATE, MOST_RATE);
		checkRange("recall", recall, 0.01, 1);
		named("model", model, MODEL);
		if (!isNone(output)) checkTarget("output", modelFile(output), replace, "name another file, or replace it on purpose (replace=true)");
		if (by == Rule.BEST_F1 || by == Rule.RECALL) named("labelled", labelled, "a folder of labelled test images");
		if (by == Rule.BY_HAND) positive("value", value);
	}

	@Override
	public void checkFiles() {
		AnomalyModel read = readable(model);
		Rule by = rule();
		if (by == Rule.BEST_F1 || by == Rule.RECALL) InputProblem.at("labelled", () -> ImageSet.open(labelled.toPath()));
		else fromScores(by, read);
	}

	@Override
	void work(ImageJProgress shown) throws IOException {
		Rule by = rule();
		Path file = model.toPath(), target = target(file);
		AnomalyModel before = readable(model);
		Calibration changed = switch (by) {
			case BEST_F1 -> onLabelled(new LabelledRule.BestF1(), shown);
			case RECALL -> onLabelled(new LabelledRule.Recall(recall), shown);
			default -> fromScores(by, before);
		};
		boolean same = target.equals(file) && isSame(by, before.calibration(), changed);
		if (!same) ModelFile.recalibrate(file, changed, target);
		ShownResults.recalibrate(target);
		LastModel.set(target.toFile());
		TextReport text = ThresholdReport.of(target, same ? before.calibration() : changed);
		if (same) text.line("Not changed", "the model has this threshold already");
		report = text.toString();
		text.show();
	}

	/** A threshold by hand is the same where it is as high; another one where it also comes from the same rule and images. */
	private static boolean isSame(Rule by, Calibration now, Calibration changed) {
		return now.threshold() == changed.threshold() && (by == Rule.BY_HAND || now.basis() == changed.basis() && now.rule().equals(changed
			.rule()) && now.provenance().equals(changed.provenance()) && now.chosenOn().equals(changed.chosenOn()));
	}

	/** What needs no look at images. */
	private Calibration fromScores(Rule by, AnomalyModel from) {
		return InputProblem.at("rule", () -> switch (by) {
			case FALSE_ALARMS -> from.calibration().withChoice(new FalseAlarmRate(rate));
			case MARKED -> MarkedThreshold.choose(from, new LabelledRule.BestF1());
			case BY_HAND -> from.calibration().byHand(positive("value", value));
			default -> throw new IllegalArgumentException("'" + by + "' needs labelled images");
		});
	}

	private Path target(Path file) {
		if (isNone(output)) return file;
		return modelFile(output);
	}

	private Calibration onLabelled(LabelledRule wanted, ImageJProgress shown) throws IOException {
		File folder = labelled;
		try (Detectors.Lease lease = borrow(model, teacher, device)) {
			return LabelledThreshold.choose(lease.detector(), folder.toPath(), wanted, shown).calibration();
		}
	}

	@SuppressWarnings("unused")
	private void offerLastModel() {
		if (isNone(model)) model = LastModel.get();
	}

	@Override
	public void offer() {
		offerPresentRule();
	}

	/** So that a dialog begins with the threshold that the model has, and confirming it changes nothing. */
	private void offerPresentRule() {
		AnomalyModel present = preview.read(model);
		if (present == null) return;
		Calibration now = present.calibration();
		OptionalDouble known = presentRate(now);
		rule = (known.isPresent() ? Rule.FALSE_ALARMS : Rule.BY_HAND).toString();
		rate = known.orElse(0.05);
		value = Float.toString(now.threshold());
	}

	private static OptionalDouble presentRate(Calibration now) {
		if (now.scores().isEmpty() || now.falseAlarms().isEmpty()) return OptionalDouble.empty();
		return DoubleStream.concat(DoubleStream.of(0.05, 0.1, 0.02, 0.01), DoubleStream.of(now.falseAlarms().get().expected())).filter(
			any -> any >= LEAST_RATE && any <= MOST_RATE && isSame(Rule.FALSE_ALARMS, now, now.withChoice(new FalseAlarmRate(any)))).findFirst();
	}

	@Override
	public Optional<Component> preview() {
		return Optional.of(preview.view());
	}

	@Override
	public void refreshPreview() {
		Rule by = rule();
		preview.show(model, by == Rule.BEST_F1 || by == Rule.RECALL ? Optional.empty() : Optional.of(from -> fromScores(by, from)));
	}
}
