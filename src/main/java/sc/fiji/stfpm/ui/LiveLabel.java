package sc.fiji.stfpm.ui;

import java.awt.Color;
import java.awt.Font;

import ij.gui.TextRoi;

/**
 * A text in the upper left corner of an image's window: of the same size there whatever part of the image is shown, at
 * whatever zoom. In files it is a plain text at the image's corner.
 */
final class LiveLabel extends TextRoi {
	private static final long serialVersionUID = 1L;
	private static final int MARGIN = 4;
	/** Pixels to a character, about. */
	private static final int CHARACTER = 7;
	private static final int LEAST_COLUMNS = 16;
	private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
	private static final Color BACKGROUND = new Color(0, 0, 0, 170);
	private static final Color PLAIN = new Color(0xf0f0f0);
	private static final Color ALARM = new Color(0xffb347);

	LiveLabel(String text) {
		super(MARGIN, MARGIN, text, FONT);
		setName("Live detection");
		setAntialiased(true);
		setFillColor(BACKGROUND);
		setStrokeColor(PLAIN);
	}

	/** @param width of the window's canvas in pixels, in which the text is to fit */
	void say(String title, String text, boolean alarm, int width) {
		int columns = Math.max(LEAST_COLUMNS, width / CHARACTER - 2);
		setText(title + "\n" + text.replaceAll("(.{1," + columns + "})(?: +|$)", "$1\n").trim());
		setStrokeColor(alarm ? ALARM : PLAIN);
	}

	@Override
	protected double getMagnification() {
		return 1;
	}

	@Override
	protected int screenXD(double x) {
		return (int) x;
	}

	@Override
	protected int screenYD(double y) {
		return (int) y;
	}
}
