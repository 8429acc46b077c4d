package sc.fiji.stfpm.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;

import ij.gui.Plot;

/**
 * A finished plot.
 *
 * @param name of its file, without extension
 * @param title for people
 * @param description what it shows, for those who cannot see it
 */
record PlotPicture(String name, String title, String description, Plot plot) {
	// Okabe and Ito's colours, which differ for every kind of colour vision.
	static final Color NORMAL = new Color(0x0072b2);
	static final Color ANOMALOUS = new Color(0xd55e00);
	static final Color LIMIT = new Color(0xcc79a7);
	static final Color SECOND_LIMIT = new Color(0x009e73);
	static final Color GUIDE = new Color(0x8a8a8a);

	static final int WIDTH = 600;
	static final int HEIGHT = 420;
	private static final float FONT = 13;
	/** Sharp on screens with two pixels a point, and in print. */
	private static final float FINE = 2;

	/** An empty plot; lines of data get their legend by {@link #label}. */
	static Plot blank(String title, String x, String y) {
		Plot plot = new Plot(title, x, y, Plot.X_NUMBERS | Plot.Y_NUMBERS | Plot.X_GRID | Plot.Y_GRID | Plot.X_LOG_TICKS);
		plot.setSize(WIDTH, HEIGHT);
		plot.setAntialiasedText(true);
		plot.setFont(Font.PLAIN, FONT);
		plot.setAxisLabelFont(Font.PLAIN, FONT);
		return plot;
	}

	/** Names the line added last in the legend. */
	static void label(Plot plot, String text) {
		plot.setLabel(-1, text);
	}

	/** Draws a guide that is in no legend. */
	static void guide(Plot plot, double x1, double y1, double x2, double y2) {
		plot.setColor(GUIDE);
		plot.setLineWidth(1);
		plot.drawDottedLine(x1, y1, x2, y2, 3);
	}

	/** At twice the size. */
	BufferedImage fine() {
		return plot.makeHighResolution(title, FINE, true, false).getBufferedImage();
	}
}
