package sc.fiji.stfpm.ij1;

import java.awt.Canvas;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.ArrayList;
import java.util.List;

/** What is wrong, in red, wrapped to a width; takes no room where nothing is. */
final class ProblemLine extends Canvas {
	private static final long serialVersionUID = 1L;
	/** For whoever looks for it among a dialog's parts. */
	static final String NAME = "problem";

	private static final Color RED = new Color(0xb71c1c);

	private final int columns;
	private String text = "";
	private boolean hidden;

	/** @param columns its width, in average characters of the font */
	ProblemLine(int columns) {
		this.columns = columns;
		setName(NAME);
		setForeground(RED);
		setFocusable(false);
		setVisible(false);
	}

	/** Its panel hides with it, which would still take room. */
	private void update() {
		boolean visible = isShown() && !hidden;
		setVisible(visible);
		if (getParent() != null) getParent().setVisible(visible);
		invalidate();
		repaint();
	}

	@Override
	public void addNotify() {
		super.addNotify();
		update();
	}

	boolean isShown() {
		return !text.isEmpty();
	}

	/** Hides it, with its field, whatever it says. */
	void setHidden(boolean hide) {
		hidden = hide;
		update();
	}

	/** @param problem empty for none */
	void show(String problem) {
		text = problem;
		getAccessibleContext().setAccessibleName(problem);
		update();
	}

	private FontMetrics metrics() {
		Font font = getFont();
		return getFontMetrics(font == null ? new Font(Font.SANS_SERIF, Font.PLAIN, 12) : font);
	}

	private List<String> lines() {
		FontMetrics metrics = metrics();
		int width = columns * metrics.charWidth('n');
		List<String> lines = new ArrayList<>();
		StringBuilder line = new StringBuilder();
		// A path may break behind its separators.
		for (String word : text.split("(?<=[ /\\\\])")) {
			if (!line.isEmpty() && metrics.stringWidth(line + word.stripTrailing()) > width) {
				lines.add(line.toString());
				line.setLength(0);
			}
			line.append(word);
		}
		lines.add(line.toString());
		return lines;
	}

	@Override
	public Dimension getPreferredSize() {
		FontMetrics metrics = metrics();
		List<String> lines = lines();
		return new Dimension(lines.stream().mapToInt(metrics::stringWidth).max().orElse(0) + 4, lines.size() * metrics.getHeight() + 2);
	}

	@Override
	public Dimension getMinimumSize() {
		return getPreferredSize();
	}

	@Override
	public void paint(Graphics g) {
		((Graphics2D) g).setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setColor(getForeground());
		int y = metrics().getAscent();
		for (String line : lines()) {
			g.drawString(line, 0, y);
			y += metrics().getHeight();
		}
	}
}
