package sc.fiji.stfpm.workbench;

import java.awt.Color;

/** What is said about an image in the gallery. Colours differ in brightness, too, and never stand alone. */
enum Status {
	ANOMALOUS("anomalous", new Color(0xc62828)), NOT_COMPARABLE("not comparable", new Color(0xb26a00)), NORMAL("normal", new Color(
		0x2e7d32)), FAILED("could not be judged", new Color(0x6d4c41)), NONE("not judged yet", new Color(0x757575));

	private final String text;
	private final Color color;

	Status(String text, Color color) {
		this.text = text;
		this.color = color;
	}

	Color color() {
		return color;
	}

	@Override
	public String toString() {
		return text;
	}
}
