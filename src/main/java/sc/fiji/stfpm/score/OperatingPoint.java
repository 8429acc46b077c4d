package sc.fiji.stfpm.score;

import java.util.Locale;

/**
 * A threshold and what it decides on labelled images.
 *
 * @param threshold positive; {@code score >= threshold} is anomalous
 * @param found anomalous images that reach it
 * @param missed anomalous images that do not
 * @param falseAlarms normal images that reach it
 * @param passed normal images that do not
 */
public record OperatingPoint(float threshold, int found, int missed, int falseAlarms, int passed) {
	/** {@code 2 found / (2 found + falseAlarms + missed)}, 0 where nothing is found. */
	public double f1() {
		return found == 0 ? 0 : 2.0 * found / (2.0 * found + falseAlarms + missed);
	}

	/** Share of the anomalous images that reach the threshold; NaN where there is none. */
	public double recall() {
		return (double) found / (found + missed);
	}

	/** Share of the normal images that reach the threshold; NaN where there is none. */
	public double falseAlarmShare() {
		return (double) falseAlarms / (falseAlarms + passed);
	}

	/** Such as {@code F1 0.947, recall 90 %, false alarms 0 %}. */
	public String text() {
		boolean anyNormal = falseAlarms + passed > 0;
		return anyNormal ? String.format(Locale.ROOT, "F1 %.3f, recall %s, false alarms %s", f1(), FalseAlarms.percent(recall()),
			FalseAlarms.percent(falseAlarmShare())) : String.format(Locale.ROOT, "recall %s, false alarms not known", FalseAlarms
				.percent(recall()));
	}
}
