package sc.fiji.stfpm.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** The worst calls on one sheet, a row each: a caption, and below it the three pictures. */
final class WorstSheet {
	private static final int MARGIN = 16;
	private static final int GAP = 8;
	private static final int LINE = 22;
	/** Captions need it. */
	private static final int NARROWEST = 640;
	private static final Color TEXT = new Color(0x1a1a1a);
	private static final Color FAINT = new Color(0x666666);
	private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 15);
	private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 15);

	private final List<CallPicture> calls;
	/** Distance of pictures beside each other. */
	private final int step;
	private final int width;

	private WorstSheet(List<CallPicture> calls) {
		this.calls = calls;
		int beside = 0, widest = NARROWEST;
		for (CallPicture call : calls)
			for (BufferedImage picture : call.pictures())
				if (call.stacked()) widest = Math.max(widest, picture.getWidth());
				else beside = Math.max(beside, picture.getWidth());
		step = beside + GAP;
		width = Math.max(widest, 3 * step - GAP) + 2 * MARGIN;
	}

	/** Draws the sheet; its head explains the colours. */
	static BufferedImage draw(List<CallPicture> calls) {
		return new WorstSheet(calls).draw();
	}

	private BufferedImage draw() {
		int height = 2 * MARGIN + LINE;
		for (CallPicture call : calls)
			height += rowHeight(call);
		BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		Graphics2D g = sheet.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setColor(Color.WHITE);
		g.fillRect(0, 0, width, height);
		head(g);
		int y = MARGIN + LINE;
		for (CallPicture call : calls) {
			row(g, call, y);
			y += rowHeight(call);
		}
		g.dispose();
		return sheet;
	}

	private static void head(Graphics2D g) {
		int x = MARGIN, y = MARGIN + 14;
		g.setFont(PLAIN);
		x = key(g, x, y, CallPicture.FOUND, "found");
		x = key(g, x, y, CallPicture.TRUTH, "ground truth");
		g.setColor(FAINT);
		g.drawString("Maps: black is normal, the middle of the colours is the threshold", x, y);
	}

	private static int key(Graphics2D g, int x, int y, int rgb, String text) {
		g.setColor(new Color(rgb));
		g.fillRect(x, y - 12, 14, 14);
		g.setColor(FAINT);
		g.drawRect(x, y - 12, 14, 14);
		g.drawString(text, x + 22, y);
		return x + 22 + g.getFontMetrics().stringWidth(text) + 2 * MARGIN;
	}

	private void row(Graphics2D g, CallPicture call, int top) {
		int y = top + GAP + LINE - 6;
		String why = call.call().why().toString();
		g.setFont(BOLD);
		g.setColor(TEXT);
		g.drawString(why, MARGIN, y);
		int x = MARGIN + g.getFontMetrics().stringWidth(why) + GAP;
		g.setFont(PLAIN);
		g.drawString(cut(g.getFontMetrics(), call.caption(), width - MARGIN - x), x, y);
		y = top + GAP + LINE;
		x = MARGIN;
		if (call.pictures().isEmpty()) {
			g.setColor(FAINT);
			g.drawString(cut(g.getFontMetrics(), call.problem(), width - 2 * MARGIN), x, y + LINE - 6);
		}
		for (BufferedImage picture : call.pictures()) {
			g.drawImage(picture, x, y, null);
			if (call.stacked()) y += picture.getHeight() + GAP;
			else x += step;
		}
	}

	private static int rowHeight(CallPicture call) {
		if (call.pictures().isEmpty()) return 2 * LINE + 2 * GAP;
		int picture = call.pictures().get(0).getHeight() + GAP;
		return GAP + LINE + (call.stacked() ? call.pictures().size() * picture : picture);
	}

	/** The text's end, which tells most, where all of it is too wide. */
	private static String cut(FontMetrics metrics, String text, int room) {
		String shown = text;
		for (int from = 1; metrics.stringWidth(shown) > room && from < text.length(); from++)
			shown = "\u2026" + text.substring(from);
		return shown;
	}
}
