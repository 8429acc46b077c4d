package sc.fiji.stfpm.ui;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Rectangle;

import ij.WindowManager;
import ij.gui.GUI;
import ij.measure.ResultsTable;
import ij.text.TextPanel;
import ij.text.TextWindow;

/** ImageJ's window of a table, opened as wide and high as what is in it, within the screen. */
public final class TableWindow {
	private static final int LEAST_ROWS = 6, MOST_ROWS = 12;
	/** Rows that are measured: later ones are much alike. */
	private static final int MEASURED_ROWS = 200;
	/** Around a cell, and around all: the scroll bar, the frame and its menus. */
	private static final int CELL = 20, SIDES = 50, ABOVE = 110;
	private static final int LEAST_WIDTH = 500;
	private static final Font UNKNOWN = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

	private TableWindow() {}

	/** The table in the window of this title, or a new one. */
	public static ResultsTable table(String title) {
		ResultsTable shown = ResultsTable.getResultsTable(title);
		return shown == null ? new ResultsTable() : shown;
	}

	/** Shows a table, in the window of this title where there is one. */
	public static void show(ResultsTable table, String title) {
		if (!(WindowManager.getFrame(title) instanceof TextWindow window)) {
			open(table, title);
			return;
		}
		refresh(window, table);
		window.toFront();
	}

	/** Writes all rows anew into a window that is open, which stays where it is. */
	static void refresh(TextWindow window, ResultsTable table) {
		TextPanel panel = window.getTextPanel();
		panel.setColumnHeadings(table.getColumnHeadings());
		panel.clear();
		for (int row = 0; row < table.size(); row++)
			panel.appendWithoutUpdate(table.getRowAsString(row));
		panel.updateDisplay();
	}

	/** Shows ImageJ's own table. */
	public static void showResults() {
		boolean opened = WindowManager.getFrame(ScoreTable.RESULTS) == null;
		ResultsTable table = ResultsTable.getResultsTable();
		table.show(ScoreTable.RESULTS);
		if (opened && WindowManager.getFrame(ScoreTable.RESULTS) instanceof TextWindow window) fit(window, table);
	}

	/** Opens a window for a table. */
	static void open(ResultsTable table, String title) {
		table.show(title);
		if (WindowManager.getFrame(title) instanceof TextWindow window) fit(window, table);
	}

	/** The scores to the left, low on the screen, other tables below them: images open in the middle, and further up. */
	private static void fit(TextWindow window, ResultsTable table) {
		Rectangle screen = GUI.getMaxWindowBounds(window);
		TextPanel panel = window.getTextPanel();
		FontMetrics font = panel.getFontMetrics(panel.getFont() == null ? UNKNOWN : panel.getFont());
		int wanted = SIDES + width(table, font);
		int height = ABOVE + Math.min(MOST_ROWS, Math.max(LEAST_ROWS, table.size())) * (font.getHeight() + 2);
		Dimension size = new Dimension(Math.min(screen.width, Math.max(LEAST_WIDTH, wanted)), Math.min(screen.height / 4, height));
		window.setSize(size);
		int bottom = screen.y + screen.height - size.height;
		boolean lowest = !window.getTitle().equals(ScoreTable.TITLE);
		window.setLocation(screen.x, lowest ? bottom : bottom - screen.height / 4);
		window.validate();
	}

	private static int width(ResultsTable table, FontMetrics font) {
		String[] headings = table.getColumnHeadings().split("\t");
		int[] widths = new int[headings.length];
		widen(widths, headings, font);
		for (int row = 0; row < Math.min(MEASURED_ROWS, table.size()); row++)
			widen(widths, table.getRowAsString(row).split("\t"), font);
		int sum = 0;
		for (int width : widths)
			sum += CELL + width;
		return sum;
	}

	private static void widen(int[] widths, String[] cells, FontMetrics font) {
		for (int i = 0; i < Math.min(widths.length, cells.length); i++)
			widths[i] = Math.max(widths[i], font.stringWidth(cells[i]));
	}
}
