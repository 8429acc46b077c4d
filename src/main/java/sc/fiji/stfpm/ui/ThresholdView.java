package sc.fiji.stfpm.ui;

import java.awt.BasicStroke;
import java.awt.Canvas;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.List;
import java.util.Locale;

import ij.Prefs;
import sc.fiji.stfpm.score.Calibration;

/**
 * A histogram of the scores of the normal images that a model's threshold rests on, with the threshold that the model has and the
 * one that it would get. For the thread of ImageJ's events. Needs a screen.
 */
public final class ThresholdView extends Canvas {
	private static final long serialVersionUID = 1L;

	private static final Color BARS = new Color(0x9ec5e0), NOW = new Color(0x1f5f8b), NEW = new Color(0xc62828), AXIS = new Color(0x606060);
	private static final int WIDTH = 460, HEIGHT = 190, MARGIN = 8;
	private static final int MOST_BARS = 30;
	private static final double ROOM = 1.1;

	private transient Calibration now;
	private transient Calibration next;
	private String instead = "";

	public ThresholdView() {
		setName("preview");
	}

	/**
	 * @param has null where no model is chosen
	 * @param gets null where that cannot be told yet
	 * @param why what is written where it cannot be told; else without effect
	 */
	public void show(Calibration has, Calibration gets, String why) {
		now = has;
		next = gets;
		instead = why;
		getAccessibleContext().setAccessibleName(text());
		repaint();
	}

	/** The lines below the histogram. */
	public String text() {
		if (now == null) return instead;
		String current = "Now: " + said(now);
		if (next == null) return current + "\n" + instead;
		return current + "\n" + (next.threshold() == now.threshold() ? "New: the same" : "New: " + said(next));
	}

	private static String said(Calibration c) {
		String alarms = c.falseAlarmsText().replaceFirst(" from (\\d+) held-out images?$", "").replaceFirst("^expected false alarms not known"
			+ " for such a threshold; ", "");
		return String.format(Locale.ROOT, "%.4g, %s", c.threshold(), alarms);
	}

	private static double scale() {
		return Math.max(1, Prefs.getGuiScale());
	}

	@Override
	public Dimension getPreferredSize() {
		return new Dimension((int) (WIDTH * scale()), (int) (HEIGHT * scale()));
	}

	@Override
	public Dimension getMinimumSize() {
		return getPreferredSize();
	}

	@Override
	public void paint(Graphics graphics) {
		Graphics2D g = (Graphics2D) graphics;
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		FontMetrics font = g.getFontMetrics();
		String[] lines = text().split("\n");
		int margin = (int) (MARGIN * scale()), bottom = getHeight() - (lines.length + 1) * font.getHeight() - margin;
		if (now != null) {
			double highest = ROOM * Math.max(now.maximum(), Math.max(now.threshold(), next == null ? 0 : next.threshold()));
			Axis axis = new Axis(margin, getWidth() - 2 * margin, margin, bottom, highest);
			drawBars(g, axis);
			drawAxis(g, axis, font);
			drawThreshold(g, axis, now, NOW);
			if (next != null && next.threshold() != now.threshold()) drawThreshold(g, axis, next, NEW);
		}
		for (int i = 0; i < lines.length; i++) {
			g.setColor(now == null ? AXIS : i == 0 ? NOW : NEW);
			g.drawString(lines[i], margin, getHeight() - margin / 2 - (lines.length - 1 - i) * font.getHeight() - font.getDescent());
		}
	}

	/** Where scores from 0 to the highest lie, in pixels. */
	private record Axis(int left, int width, int top, int bottom, double highest) {
		int x(double score) {
			return left + (int) Math.round(width * score / highest);
		}
	}

	/** How many scores each bar has; all bars are equally wide, from 0 to the highest score. */
	static int[] counts(List<Float> scores, float maximum) {
		int[] counts = new int[Math.max(1, Math.min(MOST_BARS, (int) Math.ceil(2 * Math.sqrt(scores.size()))))];
		for (float score : scores)
			counts[maximum > 0 ? Math.min(counts.length - 1, (int) (counts.length * (double) score / maximum)) : 0]++;
		return counts;
	}

	private void drawBars(Graphics2D g, Axis axis) {
		int[] counts = counts(now.scores(), now.maximum());
		int most = 1;
		for (int count : counts)
			most = Math.max(most, count);
		g.setColor(BARS);
		for (int i = 0; i < counts.length; i++) {
			int from = axis.x((double) i / counts.length * now.maximum()), to = axis.x((i + 1.0) / counts.length * now.maximum());
			int height = (int) Math.round((axis.bottom - axis.top) * 0.92 * counts[i] / most);
			g.fillRect(from, axis.bottom - height, Math.max(1, to - from - 1), height);
		}
	}

	private void drawAxis(Graphics2D g, Axis axis, FontMetrics font) {
		g.setColor(AXIS);
		g.drawLine(axis.left, axis.bottom, axis.left + axis.width, axis.bottom);
		String name = now.scores().isEmpty() ? "Score (the scores of normal images are not known)" : "Score of " + now.scores().size()
			+ " normal images, as if they were new";
		int y = axis.bottom + font.getAscent() + 2;
		g.drawString("0", axis.left, y);
		g.drawString(name, axis.left + (axis.width - font.stringWidth(name)) / 2, y);
		String end = String.format(Locale.ROOT, "%.3g", axis.highest);
		g.drawString(end, axis.left + axis.width - font.stringWidth(end), y);
	}

	private static void drawThreshold(Graphics2D g, Axis axis, Calibration c, Color color) {
		g.setColor(color);
		g.setStroke(new BasicStroke((float) (2 * scale())));
		g.drawLine(axis.x(c.threshold()), axis.top, axis.x(c.threshold()), axis.bottom);
		g.setStroke(new BasicStroke(1));
	}
}
