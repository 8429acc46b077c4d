package sc.fiji.stfpm.report;

import java.util.Locale;

import sc.fiji.stfpm.detect.DetectionResult;

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

	/** As tables and messages say it, see {@link DetectionResult#decision()}. */
	static Outcome of(String decision) {
		return switch (decision) {
			case "anomalous" -> FAIL;
			case "normal" -> PASS;
			case "not comparable" -> NOT_COMPARABLE;
			default -> throw new IllegalArgumentException("There is no decision '" + decision + "'");
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
