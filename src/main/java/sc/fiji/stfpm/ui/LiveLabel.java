package sc.fiji.stfpm.ui;

import java.awt.Color;
import java.awt.Font;
import java.util.regex.Pattern;

import ij.gui.TextRoi;

/**
 * A text in the upper left corner of an image's window: of the same size there whatever part of the image is shown, at
 * whatever zoom. In files it is a plain text at the image's corner.
 */
final class LiveLabel extends TextRoi {
	private static final long serialVersionUID = 1L;
	private static final int MARGIN = 4;
	/** A part of a text up to the next space, where that is short enough. */
	private static final Pattern LINE = Pattern.compile("(.{1,46})(?: +|$)");
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

	void say(String title, String text, boolean alarm) {
		setText(title + "\n" + LINE.matcher(text).replaceAll("$1\n").trim());
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
