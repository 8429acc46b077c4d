package sc.fiji.stfpm.report;

import java.util.List;

import ij.gui.Plot;
import sc.fiji.stfpm.report.SetEvaluation.Judged;
import sc.fiji.stfpm.score.Calibration;

/**
 * The axis of normalised image scores: from 0, or logarithmic where the highest is many times the threshold and the
 * others would crowd at its start. The threshold, at 0.5, is always on it.
 *
 * @param low lower end; positive where the axis is logarithmic
 */
record ScoreAxis(double low, double high, boolean logarithmic) {
	static final double THRESHOLD = 0.5;
	static final String LABEL = "Score (0.5 is the model's threshold)";
	/** Normalised score above which a linear axis hides the threshold. */
	private static final double WIDE = 5;
	/** Scores further below the highest are drawn at the axis' lower end. */
	private static final double MOST_RATIO = 1e4;
	private static final double MARGIN = 1.08;
	private static final double LOG_MARGIN = 1.3;

	static ScoreAxis of(List<Judged> images, Calibration calibration) {
		double highest = THRESHOLD, lowest = THRESHOLD;
		for (Judged image : images) {
			double score = calibration.normalised(image.score());
			highest = Math.max(highest, score);
			if (score > 0) lowest = Math.min(lowest, score);
		}
		if (highest <= WIDE) return new ScoreAxis(0, Math.max(1, highest * MARGIN), false);
		return new ScoreAxis(Math.min(THRESHOLD, Math.max(lowest, highest / MOST_RATIO)) / LOG_MARGIN, highest * LOG_MARGIN,
			true);
	}

	/** From 0 at the lower to 1 at the upper end; what lies beyond is drawn at the end. */
	double position(double score) {
		double clamped = Math.max(low, Math.min(high, score));
		return logarithmic ? Math.log(clamped / low) / Math.log(high / low) : (clamped - low) / (high - low);
	}

	/** The score at a position from 0 to 1. */
	double at(double position) {
		return logarithmic ? low * Math.pow(high / low, position) : low + position * (high - low);
	}

	void apply(Plot plot, double bottom, double top) {
		plot.setAxisXLog(logarithmic);
		plot.setLimits(low, high, bottom, top);
	}
}
