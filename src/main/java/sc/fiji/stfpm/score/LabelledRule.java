package sc.fiji.stfpm.score;

/** How a threshold follows from the scores of labelled images. */
public sealed interface LabelledRule {
	/**
	 * Chooses the threshold.
	 *
	 * @throws IllegalArgumentException where the images do not suffice
	 */
	OperatingPoint choose(LabelledScores scores);

	/** For people, as the start of a sentence. */
	String text();

	/** The threshold with the highest F1, and among equals the highest one. */
	record BestF1() implements LabelledRule {
		@Override
		public OperatingPoint choose(LabelledScores scores) {
			return scores.bestF1();
		}

		@Override
		public String text() {
			return "best F1";
		}
	}

	/**
	 * The highest threshold that finds a share of the anomalous images.
	 *
	 * @param wanted above 0 and at most 1
	 */
	record Recall(double wanted) implements LabelledRule {
		/** @throws IllegalArgumentException where the recall leaves ]0, 1] */
		public Recall {
			if (!(wanted > 0 && wanted <= 1)) throw new IllegalArgumentException(
				"A recall must lie above 0 and be at most 1, such as 0.95 for 95 %, found " + wanted);
		}

		@Override
		public OperatingPoint choose(LabelledScores scores) {
			return scores.recall(wanted);
		}

		@Override
		public String text() {
			return "highest threshold with a recall of " + FalseAlarms.percent(wanted) + " or more";
		}
	}
}
