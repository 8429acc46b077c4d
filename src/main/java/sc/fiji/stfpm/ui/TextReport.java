package sc.fiji.stfpm.ui;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ij.IJ;
import ij.gui.GUI;
import ij.text.TextWindow;
import sc.fiji.stfpm.OneLine;

/** Lines of what and value, shown in a text window, or in the log where no window may open. */
public final class TextReport {
	private record Line(String what, String value) {}

	private static final int WIDTH = 800;
	private static final int HEIGHT = 420;
	/** Heights of the frame with menus and heading, and of a line. */
	private static final int ABOVE = 110, LINE = 20;

	private final String title;
	private final List<Line> lines = new ArrayList<>();

	public TextReport(String title) {
		this.title = title;
	}

	/** Adds a line; a value may hold what a file or its name says. */
	public void line(String what, Object value) {
		lines.add(new Line(what, OneLine.of(String.valueOf(value))));
	}

	/** Shows all lines. */
	public void show() {
		if (Session.isSilent() || IJ.getInstance() == null) IJ.log(title + "\n" + this);
		else window();
	}

	/** Shows all lines low on the screen, below images and plots. */
	public void showLow() {
		if (Session.isSilent() || IJ.getInstance() == null) {
			IJ.log(title + "\n" + this);
			return;
		}
		TextWindow window = window();
		Rectangle screen = GUI.getMaxWindowBounds(window);
		window.setSize(screen.width, Math.min(HEIGHT, ABOVE + lines.size() * LINE));
		window.setLocation(screen.x, screen.y + screen.height - window.getHeight());
	}

	private TextWindow window() {
		return new TextWindow(title, " \t ", String.join("\n", lines.stream().map(l -> l.what + "\t" + l.value).toList()), WIDTH,
			HEIGHT);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		for (Line line : lines)
			text.append(String.format(Locale.ROOT, "%-18s %s%n", line.what, line.value));
		return text.toString();
	}
}
