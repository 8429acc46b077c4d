package sc.fiji.stfpm.commands;

import java.io.File;
import java.io.IOException;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.detect.Detectors;
import sc.fiji.stfpm.report.EvaluationTable;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.report.SetEvaluation;

/** Measures a model on labelled test images. */
@Plugin(type = Command.class, menuPath = AnomalyCommand.MENU + "Evaluate Model...")
public class EvaluateModel extends ModelCommand {
	@Parameter(label = "Labelled folder", style = "directory", persist = false,
		description = "Has test/good, test/KIND and ground_truth/KIND, as MVTec AD has.")
	private File folder = NONE;

	@Parameter(label = "Model", style = "open", persist = false, initializer = "offerLastModel", description = MODEL_HELP)
	private File model = NONE;

	@Parameter(label = "Metrics file (optional)", style = "save", required = false, persist = false,
		description = "Also writes the metrics as JSON.")
	private File output = NONE;

	@Parameter(label = TEACHER_LABEL, required = false, persist = false, description = TEACHER_HELP)
	private String teacher = "";

	@Parameter(label = "Device", persist = false, description = DEVICE_HELP)
	private String device = AUTO;

	@Override
	void work(ImageJProgress shown) throws IOException {
		File set = named("folder", folder, "a folder of labelled test images");
		try (Detectors.Lease lease = borrow(model, teacher, device)) {
			SetEvaluation evaluation = SetEvaluation.of(lease.detector(), set.toPath(), shown);
			if (!isNone(output)) evaluation.write(output.toPath(), lease.detector());
			EvaluationTable.show(evaluation, lease.detector());
		}
	}

	@SuppressWarnings("unused")
	private void offerLastModel() {
		if (isNone(model)) model = offered();
	}
}
