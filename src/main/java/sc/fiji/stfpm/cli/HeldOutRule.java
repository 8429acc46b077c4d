package sc.fiji.stfpm.cli;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import sc.fiji.stfpm.score.FalseAlarmRate;
import sc.fiji.stfpm.score.ThresholdChoice;
import sc.fiji.stfpm.score.ThresholdRule;

/** The options, one or the other, for a threshold from the scores of held-out normal images. */
final class HeldOutRule {
	/** A quantile times a margin. */
	private static final class Quantile {
		@Option(names = "--quantile", paramLabel = "Q",
			description = "The threshold is this quantile of the held-out scores, times the margin. Default: 1.")
		private double quantile = ThresholdRule.DEFAULT.quantile();

		@Option(names = "--margin", paramLabel = "FACTOR", description = "See --quantile. Default: 1.")
		private double margin = ThresholdRule.DEFAULT.margin();
	}

	@Option(names = "--false-alarms", paramLabel = "RATE",
		description = "The lowest threshold from which at most this share of new normal images is expected to be called anomalous, such as 0.05.")
	private Double falseAlarms;

	@ArgGroup(exclusive = false)
	private Quantile quantile;

	/** @throws IllegalArgumentException naming the number that is out of range */
	ThresholdChoice choice() {
		return falseAlarms != null ? new FalseAlarmRate(falseAlarms) : new ThresholdRule(quantile.quantile, quantile.margin);
	}
}
