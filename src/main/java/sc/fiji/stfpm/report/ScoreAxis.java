package sc.fiji.stfpm.report;

import java.util.stream.DoubleStream;

/**
 * The axis of image scores divided by the threshold: from 0, or logarithmic where the highest is many times the threshold and the
 * others would crowd at its start. The threshold, at 1, is always on it.
 */
record ScoreAxis(Chart.Axis axis) {
	static final double THRESHOLD = 1;
	static final String LABEL = "Score / threshold";
	/** Ratio above which a linear axis hides the threshold. */
	private static final double WIDE = 10;
	/** Scores further below the highest are drawn at the axis' lower end. */
	private static final double MOST_RATIO = 1e4;
	private static final double MARGIN = 1.08;
	private static final double LOG_MARGIN = 1.3;

	/** @param ratios scores divided by the threshold */
	static ScoreAxis of(double[] ratios) {
		double highest = DoubleStream.of(ratios).reduce(THRESHOLD, Math::max);
		double lowest = DoubleStream.of(ratios).filter(ratio -> ratio > 0).reduce(THRESHOLD, Math::min);
		if (highest <= WIDE) return new ScoreAxis(Chart.Axis.linear(0, Math.max(2 * THRESHOLD, highest * MARGIN)));
		return new ScoreAxis(new Chart.Axis(Math.min(THRESHOLD, Math.max(lowest, highest / MOST_RATIO)) / LOG_MARGIN, highest * LOG_MARGIN,
			true));
	}

	double position(double ratio) {
		return axis.position(ratio);
	}

	double at(double position) {
		return axis.at(position);
	}
}
