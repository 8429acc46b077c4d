package sc.fiji.stfpm.dataset;

import java.util.Locale;
import java.util.Set;

/**
 * What a row of a table says of an image.
 *
 * @param kind {@link Sample#GOOD}, the kind of defect, or {@link Sample#ANOMALOUS} where that is not told
 */
record Label(boolean anomalous, String kind) {
	private static final Set<String> NORMAL = Set.of("normal", "good", "ok", "0");
	private static final Set<String> ANOMALOUS = Set.of("anomalous", "anomaly", "abnormal", "defect", "defective", "bad",
		"ko", "1");
	/** Answers to a question that the table does not ask: as kinds of defect they would turn labels around. */
	private static final Set<String> UNCLEAR = Set.of("true", "false", "yes", "no", "none", "null", "nan", "n/a");

	/**
	 * Understands a label in capitals or not: {@code normal}, {@code good}, {@code ok} and {@code 0} are normal, any other
	 * word is anomalous and, but for some that say just that, names the kind of defect.
	 *
	 * @param kind the kind of defect if it is told beside the label, else empty
	 * @throws IllegalArgumentException quoting what is not understood or contradicts itself
	 */
	static Label of(String label, String kind) {
		String word = label.toLowerCase(Locale.ROOT);
		if (label.isEmpty() || UNCLEAR.contains(word) || word.matches("[-+]?[0-9][0-9.,]*") && !word.equals("0") && !word
			.equals("1"))
			throw new IllegalArgumentException("the label " + (label.isEmpty() ? "is empty" : "\"" + label + "\" is unclear")
				+ ", expected normal, good, ok or 0; or anomalous, anomaly, bad, ko, 1 or the name of a kind of defect");
		boolean normalKind = NORMAL.contains(kind.toLowerCase(Locale.ROOT));
		if (NORMAL.contains(word)) {
			if (!kind.isEmpty() && !normalKind)
				throw contradiction(label, kind);
			return new Label(false, Sample.GOOD);
		}
		if (normalKind)
			throw contradiction(label, kind);
		if (!kind.isEmpty())
			return new Label(true, kind);
		return new Label(true, ANOMALOUS.contains(word) ? Sample.ANOMALOUS : label);
	}

	private static IllegalArgumentException contradiction(String label, String kind) {
		return new IllegalArgumentException("the label \"" + label + "\" and the kind \"" + kind
			+ "\" contradict each other");
	}
}
