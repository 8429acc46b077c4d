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
	/** @param width at which windows break it, in characters */
	private record Line(String what, String value, int width) {
		/** Rows of a window's table. */
		private List<String> rows() {
			List<String> rows = new ArrayList<>();
			StringBuilder row = new StringBuilder();
			for (String word : value.split(" ")) {
				if (!row.isEmpty() && row.length() + word.length() >= width) {
					rows.add((rows.isEmpty() ? what : " ") + "\t" + row);
					row.setLength(0);
				}
				row.append(row.isEmpty() ? "" : " ").append(word);
			}
			rows.add((rows.isEmpty() ? what : " ") + "\t" + row);
			return rows;
		}
	}

	private static final int WIDTH = 800;
	/** Characters that such a window shows at least, beside the first column. */
	private static final int BROKEN = 72;
	private static final int HEIGHT = 420;
	private static final int HIGHEST = 640;
	/** Heights of the frame with menus and heading, and of a line. */
	private static final int ABOVE = 110, LINE = 20;

	private final String title;
	private final List<Line> lines = new ArrayList<>();

	public TextReport(String title) {
		this.title = title;
	}

	/** Adds a line; a value may hold what a file or its name says. */
	public void line(String what, Object value) {
		lines.add(new Line(what, OneLine.of(String.valueOf(value)), Integer.MAX_VALUE));
	}

	/** Adds a line that windows break, so that all of it is seen at once. */
	public void paragraph(String what, Object value) {
		lines.add(new Line(what, OneLine.of(String.valueOf(value)), BROKEN));
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
		window.setSize(screen.width, Math.min(HEIGHT, ABOVE + rows().size() * LINE));
		window.setLocation(screen.x, screen.y + screen.height - window.getHeight());
	}

	/** Of a window's table. */
	List<String> rows() {
		return lines.stream().flatMap(line -> line.rows().stream()).toList();
	}

	private TextWindow window() {
		return new TextWindow(title, " \t ", String.join("\n", rows()), WIDTH,
			Math.max(HEIGHT, Math.min(HIGHEST, ABOVE + rows().size() * LINE)));
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		for (Line line : lines)
			text.append(String.format(Locale.ROOT, "%-18s %s%n", line.what, line.value));
		return text.toString();
	}
}
