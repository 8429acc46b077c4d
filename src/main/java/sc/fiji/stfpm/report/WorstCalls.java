package sc.fiji.stfpm.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import sc.fiji.stfpm.report.SetEvaluation.Judged;
import sc.fiji.stfpm.score.Calibration;

/**
 * The images that a model got most wrong, and how wrong. The measure is the logarithm of the ratio of score and
 * threshold, so that a miss at half the threshold is as wrong as a false alarm at twice the threshold.
 */
final class WorstCalls {
	/** Why an image is among them. */
	enum Why {
		/** Anomalous, below the threshold. */
		MISS("Missed"),
		/** Normal, at the threshold or above. */
		FALSE_ALARM("False alarm"),
		/** Right, but near the threshold. */
		CLOSE("Close call");

		private final String label;

		Why(String label) {
			this.label = label;
		}

		@Override
		public String toString() {
			return label;
		}
	}

	/** An image and why it is shown. */
	record Call(Judged image, Why why) {}

	/** Misses at most, and false alarms at most. */
	static final int EACH = 6;
	/** Where there are fewer mistakes, close calls make up this number. */
	static final int AT_LEAST = 6;

	private WorstCalls() {}

	/** At most twice {@link #EACH}: the worst misses, the worst false alarms, then close calls, each the worst first. */
	static List<Call> of(List<Judged> images, Calibration calibration) {
		List<Judged> sorted = mostWrongFirst(images, calibration);
		List<Call> calls = new ArrayList<>();
		mistakes(sorted, calibration).filter(i -> i.sample().anomalous()).limit(EACH).forEach(i -> calls.add(new Call(i,
			Why.MISS)));
		mistakes(sorted, calibration).filter(i -> !i.sample().anomalous()).limit(EACH).forEach(i -> calls.add(new Call(i,
			Why.FALSE_ALARM)));
		sorted.stream().filter(i -> !isMistake(i, calibration)).limit(Math.max(0, AT_LEAST - calls.size())).forEach(
			i -> calls.add(new Call(i, Why.CLOSE)));
		return calls;
	}

	/** All images, those furthest on the wrong side of the threshold first, those furthest on the right side last. */
	static List<Judged> mostWrongFirst(List<Judged> images, Calibration calibration) {
		return images.stream().sorted(Comparator.comparingDouble((Judged i) -> -wrongness(i, calibration))).toList();
	}

	private static Stream<Judged> mistakes(List<Judged> images, Calibration calibration) {
		return images.stream().filter(i -> isMistake(i, calibration));
	}

	static boolean isMistake(Judged image, Calibration calibration) {
		return calibration.isAnomalous(image.score()) != image.sample().anomalous();
	}

	/** Positive on the wrong side of the threshold; infinite for a score of 0. */
	private static double wrongness(Judged image, Calibration calibration) {
		double above = Math.log(image.score() / (double) calibration.threshold());
		return image.sample().anomalous() ? -above : above;
	}
}
