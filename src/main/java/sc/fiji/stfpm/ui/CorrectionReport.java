package sc.fiji.stfpm.ui;

import java.nio.file.Path;
import java.util.Locale;

import sc.fiji.stfpm.correct.Correction;
import sc.fiji.stfpm.model.AnomalyModel;

/** A model's corrections described for people. */
public final class CorrectionReport {
	private CorrectionReport() {}

	/** All that it has, a line each, with the number by which it is taken back. */
	public static TextReport of(Path file, AnomalyModel model) {
		TextReport text = new TextReport("Corrections");
		text.line("Model", file);
		text.line("Threshold", String.format(Locale.ROOT, "%.6g: %s", model.calibration().threshold(), model.calibration().provenance()));
		add(text, model);
		if (Correction.of(model).isEmpty()) text.line("Corrections", "none");
		return text;
	}

	/** A line for each. */
	static void add(TextReport text, AnomalyModel model) {
		for (Correction one : Correction.of(model))
			text.line("Correction " + one.number(), one);
	}
}
