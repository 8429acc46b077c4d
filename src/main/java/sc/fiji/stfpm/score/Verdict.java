package sc.fiji.stfpm.score;

/** What is said of an image as a whole. */
public enum Verdict {
	/** Its score is below the threshold. */
	NORMAL("normal"),
	/** Its score reaches the threshold. */
	ANOMALOUS("anomalous"),
	/** It is so unlike all that was learned, everywhere, that its score says nothing. */
	NOT_COMPARABLE("not comparable");

	private final String text;

	Verdict(String text) {
		this.text = text;
	}

	/** The word in tables and messages. */
	@Override
	public String toString() {
		return text;
	}

	/** By the threshold, where the image is comparable. */
	public static Verdict of(boolean comparable, Calibration calibration, float score) {
		return !comparable ? NOT_COMPARABLE : calibration.isAnomalous(score) ? ANOMALOUS : NORMAL;
	}
}
