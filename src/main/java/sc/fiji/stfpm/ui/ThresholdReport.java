package sc.fiji.stfpm.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.FalseAlarmRate;
import sc.fiji.stfpm.score.FalseAlarms;

/** A model's threshold described for people, with what other false-alarm rates would come to. */
public final class ThresholdReport {
	private static final List<Double> RATES = List.of(0.1, 0.05, 0.02, 0.01);

	private ThresholdReport() {}

	/** What the model's threshold is, where it comes from, and what it could be. */
	public static TextReport of(Path model, Calibration c) {
		TextReport text = new TextReport("Threshold");
		text.line("Model", model);
		add(text, c);
		if (c.scores().isEmpty()) {
			text.line("Other rates", "not known: the model does not carry the scores of its held-out images");
			return text;
		}
		for (double rate : RATES)
			text.line("At most " + FalseAlarms.percent(rate), other(c, new FalseAlarmRate(rate)));
		return text;
	}

	/** The lines that every description of a model has. */
	static void add(TextReport text, Calibration c) {
		text.line("Threshold", String.format(Locale.ROOT, "%.6g: %s", c.threshold(), c.provenance()));
		text.line("False alarms", c.falseAlarmsText());
		text.line("Held-out scores", c.heldOutText());
	}

	private static String other(Calibration c, FalseAlarmRate rate) {
		Calibration other = c.withChoice(rate);
		return String.format(Locale.ROOT, "%.6g: %s%s", other.threshold(), other.falseAlarmsText(), rate.canBeShown(c.count(), c.patches())
			? "" : "; less cannot be shown with so few, which takes " + rate.needed(c.patches()));
	}
}
