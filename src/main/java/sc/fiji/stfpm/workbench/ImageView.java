package sc.fiji.stfpm.workbench;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.Optional;

import javax.swing.JComponent;
import javax.swing.UIManager;

import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.Region;

/** A large picture of an image, with heat map and outlines, that fills the room there is. */
final class ImageView extends JComponent {
	private static final long serialVersionUID = 1L;

	/** Hears of clicks, in parts of the picture's width and height. */
	interface Clicked {
		void at(double x, double y);
	}

	private final String empty;
	private transient Picture picture;
	private transient Calibration calibration;
	private transient Region marked;
	private int imageWidth = 1;
	private int imageHeight = 1;
	private boolean heat = true;

	/** @param empty what is written where there is no picture */
	ImageView(String empty, Clicked clicked) {
		this.empty = empty;
		setPreferredSize(new Dimension(240, 220));
		setMinimumSize(new Dimension(120, 100));
		addMouseListener(new MouseAdapter() {
			@Override
			public void mousePressed(MouseEvent event) {
				if (picture == null) return;
				double scale = scale();
				clicked.at((event.getX() - left(scale)) / (picture.width() * scale), (event.getY() - top(scale)) / (picture.height() * scale));
			}
		});
	}

	/** @param shown null for none */
	void show(Picture shown, Calibration by, int width, int height) {
		picture = shown;
		calibration = by;
		imageWidth = width;
		imageHeight = height;
		marked = null;
		repaint();
	}

	void clear() {
		show(null, null, 1, 1);
	}

	/** Draws heat map and outlines by another threshold. */
	void by(Calibration other) {
		calibration = other;
		repaint();
	}

	void setHeat(boolean shown) {
		heat = shown;
		repaint();
	}

	/** Marks a region with a box. */
	void mark(Optional<Region> region) {
		marked = region.orElse(null);
		repaint();
	}

	private double scale() {
		return Math.min(getWidth() / (double) picture.width(), getHeight() / (double) picture.height());
	}

	private int left(double scale) {
		return (int) ((getWidth() - picture.width() * scale) / 2);
	}

	private int top(double scale) {
		return (int) ((getHeight() - picture.height() * scale) / 2);
	}

	@Override
	protected void paintComponent(Graphics graphics) {
		Graphics2D g = (Graphics2D) graphics.create();
		if (picture == null) {
			g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
			g.setColor(UIManager.getColor("Label.disabledForeground"));
			g.setFont(UIManager.getFont("Label.font"));
			g.drawString(empty, Math.max(4, (getWidth() - g.getFontMetrics().stringWidth(empty)) / 2), getHeight() / 2);
			g.dispose();
			return;
		}
		g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
		double scale = scale();
		int left = left(scale), top = top(scale), width = (int) (picture.width() * scale), height = (int) (picture.height() * scale);
		g.drawImage(picture.image(calibration, heat), left, top, width, height, null);
		if (marked != null) {
			double sx = width / (double) imageWidth, sy = height / (double) imageHeight;
			g.setColor(Color.YELLOW);
			g.drawRect(left + (int) (marked.x() * sx) - 2, top + (int) (marked.y() * sy) - 2, (int) (marked.width() * sx) + 3, (int) (marked
				.height() * sy) + 3);
		}
		g.dispose();
	}
}
