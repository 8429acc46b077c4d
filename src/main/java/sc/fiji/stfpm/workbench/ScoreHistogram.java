package sc.fiji.stfpm.workbench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Cursor;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleConsumer;

import javax.swing.JPanel;
import javax.swing.UIManager;

/**
 * Scores of the normal images above, of the judged ones below, on a logarithmic axis, and the threshold as a line that is dragged by the
 * mouse or moved by the arrow keys.
 */
final class ScoreHistogram extends JPanel {
	private static final long serialVersionUID = 1L;
	private static final int BINS = 36;
	private static final int ROOM = 8;
	/** What an arrow key moves the threshold by, and with Shift. */
	private static final double STEP = 1.01, LEAP = 1.1;
	private static final Color LEARNED = new Color(0x1f77b4);
	private static final Color THRESHOLD = new Color(0xd62728);
	private static final Color UNLABELLED = new Color(0x9e9e9e);

	/** Bars of one colour. */
	private record Series(Color color, List<Float> scores) {}

	private final transient DoubleConsumer dragged;
	private transient List<Float> learned = List.of();
	private transient List<Series> judged = List.of();
	private double threshold = Double.NaN;
	private double low = 1;
	private double high = 2;

	/** @param dragged gets the threshold while it is moved */
	ScoreHistogram(DoubleConsumer dragged) {
		this.dragged = dragged;
		setName("histogram");
		setFocusable(true);
		setPreferredSize(new Dimension(280, 230));
		setMinimumSize(new Dimension(180, 140));
		setCursor(Cursor.getPredefinedCursor(Cursor.E_RESIZE_CURSOR));
		setToolTipText("Drag the red line to try another threshold");
		getAccessibleContext().setAccessibleName("Scores and threshold");
		MouseAdapter mouse = new MouseAdapter() {
			@Override
			public void mousePressed(MouseEvent event) {
				requestFocusInWindow();
				moveTo(event.getX());
			}

			@Override
			public void mouseDragged(MouseEvent event) {
				moveTo(event.getX());
			}
		};
		addMouseListener(mouse);
		addMouseMotionListener(mouse);
		addKeyListener(new KeyAdapter() {
			@Override
			public void keyPressed(KeyEvent event) {
				double factor = event.isShiftDown() ? LEAP : STEP;
				if (event.getKeyCode() == KeyEvent.VK_RIGHT) move(threshold * factor);
				if (event.getKeyCode() == KeyEvent.VK_LEFT) move(threshold / factor);
			}
		});
		addFocusListener(new FocusAdapter() {
			@Override
			public void focusGained(FocusEvent event) {
				repaint();
			}

			@Override
			public void focusLost(FocusEvent event) {
				repaint();
			}
		});
	}

	private void moveTo(int x) {
		move(value(x));
	}

	private void move(double value) {
		if (!Double.isNaN(threshold) && value > 0) dragged.accept(value);
	}

	/**
	 * Shows scores.
	 *
	 * @param ofNormals of the normal images, each judged by what the others taught
	 * @param entries that were judged
	 * @param limit the threshold; NaN while there is no model
	 */
	void show(List<Float> ofNormals, List<Entry> entries, double limit) {
		List<Float> normal = new ArrayList<>(), anomalous = new ArrayList<>(), unlabelled = new ArrayList<>();
		for (Entry entry : entries)
			if (!Float.isNaN(entry.score())) entry.label().map(label -> label == Label.NORMAL ? normal : anomalous).orElse(unlabelled).add(entry
				.score());
		learned = ofNormals;
		judged = List.of(new Series(Status.NORMAL.color(), normal), new Series(Status.ANOMALOUS.color(), anomalous), new Series(UNLABELLED,
			unlabelled));
		threshold = limit;
		if (!Double.isNaN(limit)) fit();
		repaint();
	}

	private void fit() {
		double lowest = threshold, highest = threshold;
		List<List<Float>> all = new ArrayList<>(List.of(learned));
		judged.forEach(series -> all.add(series.scores));
		for (List<Float> scores : all)
			for (float score : scores) {
				if (score > 0) lowest = Math.min(lowest, score);
				highest = Math.max(highest, score);
			}
		low = lowest / 1.1;
		high = highest * 1.1;
	}

	private int x(double value) {
		double share = Math.log(Math.max(value, low) / low) / Math.log(high / low);
		return ROOM + (int) Math.round(share * (getWidth() - 2 * ROOM));
	}

	private double value(int x) {
		double share = Math.max(0, Math.min(1, (x - ROOM) / (double) (getWidth() - 2 * ROOM)));
		return low * Math.pow(high / low, share);
	}

	private int bin(double value) {
		double share = Math.log(Math.max(value, low) / low) / Math.log(high / low);
		return Math.max(0, Math.min(BINS - 1, (int) (share * BINS)));
	}

	@Override
	protected void paintComponent(Graphics graphics) {
		super.paintComponent(graphics);
		Graphics2D g = (Graphics2D) graphics.create();
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setFont(UIManager.getFont("Label.font").deriveFont(Font.PLAIN));
		FontMetrics text = g.getFontMetrics();
		int line = text.getHeight(), axis = getHeight() - line - 4, middle = axis / 2;
		if (Double.isNaN(threshold)) {
			g.setColor(UIManager.getColor("Label.disabledForeground"));
			g.drawString("Scores appear once a model is there", ROOM, middle);
			g.dispose();
			return;
		}
		bars(g, List.of(new Series(LEARNED, learned)), line, middle - 2);
		bars(g, judged, middle + line + 2, axis);
		g.setColor(getForeground());
		g.drawString("Normal images: " + learned.size(), ROOM, line - 3);
		g.drawString("Judged images: " + judged.stream().mapToInt(series -> series.scores.size()).sum(), ROOM, middle + line - 1);
		g.drawLine(ROOM, axis, getWidth() - ROOM, axis);
		axis(g, axis, line);
		threshold(g, axis);
		g.dispose();
	}

	private void axis(Graphics2D g, int axis, int line) {
		String left = number(low), right = number(high);
		g.drawString(left, ROOM, axis + line);
		g.drawString(right, getWidth() - ROOM - g.getFontMetrics().stringWidth(right), axis + line);
	}

	private void threshold(Graphics2D g, int axis) {
		int at = x(threshold), line = g.getFontMetrics().getHeight();
		g.setColor(THRESHOLD);
		g.setStroke(new BasicStroke(isFocusOwner() ? 3 : 2));
		g.drawLine(at, 0, at, axis);
		g.fillPolygon(new int[] { at - 5, at + 5, at }, new int[] { axis + 6, axis + 6, axis - 2 }, 3);
		String value = number(threshold);
		int width = g.getFontMetrics().stringWidth(value);
		g.drawString(value, Math.max(ROOM, Math.min(getWidth() - ROOM - width, at + 5)), axis / 2 + 2 * line);
	}

	private void bars(Graphics2D g, List<Series> series, int top, int bottom) {
		int[] total = new int[BINS];
		int[][] counts = new int[series.size()][BINS];
		for (int s = 0; s < series.size(); s++)
			for (float score : series.get(s).scores) {
				counts[s][bin(score)]++;
				total[bin(score)]++;
			}
		int highest = 1;
		for (int count : total)
			highest = Math.max(highest, count);
		double width = (getWidth() - 2.0 * ROOM) / BINS;
		for (int b = 0; b < BINS; b++) {
			int below = 0;
			for (int s = 0; s < series.size(); s++) {
				if (counts[s][b] == 0) continue;
				int from = bottom - (int) Math.round((bottom - top) * below / (double) highest);
				below += counts[s][b];
				int to = bottom - (int) Math.round((bottom - top) * below / (double) highest);
				g.setColor(series.get(s).color);
				int x = ROOM + (int) Math.round(b * width);
				g.fillRect(x, to, Math.max(1, (int) Math.round(width) - 1), Math.max(1, from - to));
			}
		}
	}

	private static String number(double value) {
		return String.format(Locale.ROOT, value < 0.01 ? "%.2e" : "%.3g", value);
	}
}
