package sc.fiji.stfpm.report;

import java.util.Optional;

/**
 * What a report says of one image.
 *
 * @param name of the image or of its plane
 * @param outcome pass, fail or neither
 * @param score raw; NaN where the image was not judged
 * @param reason where in the image something was found, or why it could not be judged or compared; half a sentence
 * @param mostSimilar the normal image that it is most like, where that is known
 * @param picture as JPEG, of 30,000 bytes at most; empty for none
 */
public record ReportRow(String name, Outcome outcome, float score, String reason, Optional<String> mostSimilar, Optional<byte[]> picture) {
	/** What is kept in memory. */
	ReportRow withoutPicture() {
		return new ReportRow(name, outcome, score, reason, mostSimilar, Optional.empty());
	}
}
