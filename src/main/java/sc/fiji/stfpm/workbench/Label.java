package sc.fiji.stfpm.workbench;

import java.util.Arrays;
import java.util.Optional;

/** What a person says that an image shows. */
enum Label {
	NORMAL("normal"), ANOMALOUS("anomalous");

	private final String text;

	Label(String text) {
		this.text = text;
	}

	/** The constant of a text in a file; empty for none. */
	static Optional<Label> of(String text) {
		return Arrays.stream(values()).filter(label -> label.text.equals(text)).findFirst();
	}

	@Override
	public String toString() {
		return text;
	}
}
