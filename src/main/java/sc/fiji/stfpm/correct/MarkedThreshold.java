package sc.fiji.stfpm.correct;

import java.util.Set;

import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Example;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.Floats;
import sc.fiji.stfpm.score.LabelledRule;
import sc.fiji.stfpm.score.LabelledScores;
import sc.fiji.stfpm.score.OperatingPoint;

/** A threshold chosen on a model's held-out normal scores and the scores that marked parts had when they were marked. */
public final class MarkedThreshold {
	private MarkedThreshold() {}

	/** @throws IllegalArgumentException where nothing was marked, or no held-out scores are known */
	public static Calibration choose(AnomalyModel model, LabelledRule rule) {
		if (model.marked().isEmpty()) throw new IllegalArgumentException(
			"Nothing was marked as anomalous in this model; mark parts of images first");
		if (model.calibration().scores().isEmpty()) throw new IllegalArgumentException(
			"The model does not carry the scores of its held-out images; set the threshold from labelled images or by hand");
		LabelledScores scores = new LabelledScores(Floats.of(model.calibration().scores()), Floats.of(model.marked().stream().map(Example::score)
			.toList()));
		OperatingPoint point = rule.choose(scores);
		return model.calibration().withThreshold(point.threshold(), rule.text() + " on " + scores.normal() + " held-out normal images and "
			+ scores.anomalous() + " marked parts; on them " + point.text(), Set.of());
	}
}
