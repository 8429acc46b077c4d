package sc.fiji.stfpm.report;

import java.util.Locale;

import sc.fiji.stfpm.score.Verdict;

/** What a report says of an image, in the order of its list: what needs somebody comes first. */
public enum Outcome {
	/** Anomalous. */
	FAIL,
	/** Unlike anything that the model learned, so that its score says nothing. */
	NOT_COMPARABLE,
	/** A file that could not be read or judged. */
	NOT_JUDGED,
	/** Normal. */
	PASS;

	static Outcome of(Verdict verdict) {
		return switch (verdict) {
			case ANOMALOUS -> FAIL;
			case NORMAL -> PASS;
			case NOT_COMPARABLE -> NOT_COMPARABLE;
		};
	}

	/** For people. */
	@Override
	public String toString() {
		return name().replace('_', ' ');
	}

	/** Its class in the style sheet. */
	String css() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}
}
