package sc.fiji.stfpm.commands;

import java.awt.Component;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.ui.ThresholdView;

/** What a dialog shows of a model's threshold while another one is chosen. Keeps the model that it read last. */
final class ThresholdPreview {
	private ThresholdView view;
	private File file;
	private long modified;
	private AnomalyModel model;

	/** Made by the first call, which needs a screen. */
	Component view() {
		if (view == null) view = new ThresholdView();
		return view;
	}

	/** A model, null where it cannot be read. */
	AnomalyModel read(File wanted) {
		if (wanted.equals(file) && wanted.lastModified() == modified) return model;
		file = wanted;
		modified = wanted.lastModified();
		try {
			model = wanted.isFile() ? ModelFile.read(wanted.toPath()) : null;
		}
		catch (IOException | RuntimeException e) {
			// Said when the dialog is confirmed.
			model = null;
		}
		return model;
	}

	/** @param rule empty where only a look at images tells the threshold */
	void show(File wanted, Optional<Function<AnomalyModel, Calibration>> rule) {
		AnomalyModel read = read(wanted);
		if (read == null) view.show(null, null, "Choose a model to see its threshold");
		else if (rule.isEmpty()) view.show(read.calibration(), null, "New: known once the labelled images have been judged");
		else try {
			view.show(read.calibration(), rule.get().apply(read), "");
		}
		catch (InputProblem e) {
			view.show(read.calibration(), null, "New: " + e.plain().split("[;,]")[0]);
		}
	}
}
