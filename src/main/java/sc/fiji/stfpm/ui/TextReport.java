package sc.fiji.stfpm.ui;

import java.util.Locale;

import ij.IJ;
import ij.text.TextWindow;

/** Lines of what and value, shown in a text window, or in the log where no window may open. */
public final class TextReport {
	private final String title;
	private final StringBuilder text = new StringBuilder();

	public TextReport(String title) {
		this.title = title;
	}

	/** Adds a line. */
	public void line(String what, Object value) {
		text.append(String.format(Locale.ROOT, "%-18s %s%n", what, value));
	}

	/** Shows all lines. */
	public void show() {
		if (Session.isSilent() || IJ.getInstance() == null) IJ.log(title + "\n" + text);
		else new TextWindow(title, text.toString(), 700, 400);
	}

	@Override
	public String toString() {
		return text.toString();
	}
}
