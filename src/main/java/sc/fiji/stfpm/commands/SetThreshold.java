package sc.fiji.stfpm.commands;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.correct.MarkedThreshold;
import sc.fiji.stfpm.detect.Detectors;
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

	@Parameter(label = "Model", style = "open", persist = false, initializer = "offerLastModel",
		description = "A model file made by Train Model...")
	private File model = NONE;

	@Parameter(label = "Threshold from", choices = { "False-alarm rate", "Best F1 on labelled images",
		"Recall on labelled images", "Best F1 on marked parts", "By hand" }, persist = false,
		description = "False-alarm rate: from the normal images that training held out. The next two: from labelled images. Marked"
			+ " parts: from those images and what was marked as anomalous. By hand: the number below.")
	private String rule = "False-alarm rate";

	@Parameter(label = "False-alarm rate", min = "0.001", max = "0.9", stepSize = "0.01", persist = false,
		description = "For 'False-alarm rate': the share of new normal images that may be called anomalous.")
	private double rate = 0.05;

	@Parameter(label = "Recall", min = "0.01", max = "1", stepSize = "0.01", persist = false,
		description = "For 'Recall on labelled images': the share of their anomalous images that is to be found.")
	private double recall = 0.95;

	@Parameter(label = "Labelled folder", style = "directory", required = false, persist = false,
		description = "For the rules on labelled images: has test/good and test/KIND, as MVTec AD has.")
	private File labelled = NONE;

	@Parameter(label = "Threshold by hand", required = false, persist = false,
		description = "For 'By hand': a positive number, on raw scores.")
	private String value = "";

	@Parameter(label = "Write to (optional)", style = "save", required = false, persist = false,
		description = "Another model file; empty changes the model itself.")
	private File output = NONE;

	@Parameter(label = "Replace an existing file there", persist = false, description = "Without it, an existing file is an error.")
	private boolean replace = false;

	@Parameter(label = TEACHER_LABEL, required = false, persist = false, description = TEACHER_HELP)
	private String teacher = "";

	@Parameter(label = "Device", persist = false, description = DEVICE_HELP)
	private String device = AUTO;

	/** The new threshold, where it comes from, and what others would do. */
	@Parameter(type = ItemIO.OUTPUT)
	private String report;

	@Override
	void work(ImageJProgress shown) throws IOException {
		Rule by = choice("rule", rule, Rule.values());
		checkRange("rate", rate, 0.001, 0.9);
		checkRange("recall", recall, 0.01, 1);
		Path file = named("model", model, "a model file made by Train Model...").toPath();
		Path target = target(file);
		Calibration changed = switch (by) {
			case FALSE_ALARMS -> ModelFile.read(file).calibration().withChoice(new FalseAlarmRate(rate));
			case BEST_F1 -> onLabelled(new LabelledRule.BestF1(), shown);
			case RECALL -> onLabelled(new LabelledRule.Recall(recall), shown);
			case MARKED -> MarkedThreshold.choose(ModelFile.read(file), new LabelledRule.BestF1());
			case BY_HAND -> ModelFile.read(file).calibration().byHand(positive("value", value));
		};
		ModelFile.recalibrate(file, changed, target);
		ShownResults.recalibrate(target);
		LastModel.set(target.toFile());
		TextReport text = ThresholdReport.of(target, changed);
		report = text.toString();
		text.show();
	}

	private Path target(Path file) throws IOException {
		if (isNone(output)) return file;
		Path target = modelFile(output);
		ModelFile.checkWritable(target, replace, "name another file, or replace it on purpose (replace=true)");
		return target;
	}

	private Calibration onLabelled(LabelledRule wanted, ImageJProgress shown) throws IOException {
		File folder = named("labelled", labelled, "a folder of labelled test images");
		try (Detectors.Lease lease = borrow(model, teacher, device)) {
			return LabelledThreshold.choose(lease.detector(), folder.toPath(), wanted, shown).calibration();
		}
	}

	@SuppressWarnings("unused")
	private void offerLastModel() {
		if (isNone(model)) model = LastModel.get();
	}
}
