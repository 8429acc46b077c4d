package sc.fiji.stfpm.workbench;

import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.Locale;
import java.util.Optional;

import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.ListCellRenderer;
import javax.swing.UIManager;

import sc.fiji.stfpm.score.Calibration;

/** An image in a list: its picture with heat map and outlines, its name, and what is said about it. */
final class EntryRenderer extends JPanel implements ListCellRenderer<Entry> {
	private static final long serialVersionUID = 1L;
	private static final int BORDER = 3;
	private static final int ROOM = 5;

	private final transient Shelf shelf;
	private final int side;
	private final boolean judged;
	private transient Entry entry;
	private boolean selected;
	private boolean focused;

	/**
	 * @param side of a picture on the screen
	 * @param judged whether the images are there to be judged, so that heat maps and verdicts are shown
	 */
	EntryRenderer(Shelf shelf, int side, boolean judged) {
		this.shelf = shelf;
		this.side = side;
		this.judged = judged;
		setFont(UIManager.getFont("Label.font").deriveFont(Font.PLAIN));
		setOpaque(false);
	}

	/** Of all cells alike. */
	Dimension cell() {
		int lines = judged ? 2 : 1;
		return new Dimension(side + 2 * (ROOM + BORDER), side + 2 * (ROOM + BORDER) + lines * getFontMetrics(getFont()).getHeight());
	}

	@Override
	public Component getListCellRendererComponent(JList<? extends Entry> list, Entry value, int index, boolean isSelected,
		boolean hasFocus)
	{
		entry = value;
		selected = isSelected;
		focused = hasFocus && list.isFocusOwner();
		getAccessibleContext().setAccessibleName(value.image().name() + ", " + says(value));
		return this;
	}

	/** What is said about an image, in words. */
	String says(Entry one) {
		Calibration calibration = shelf.gallery.calibration();
		Status status = shelf.gallery.status(one);
		String text = Float.isNaN(one.score()) || calibration == null ? status.toString() : String.format(Locale.ROOT, "%s, %.2f", status, one
			.score() / calibration.threshold());
		return one.label().map(label -> text + ", labelled " + label).orElse(text);
	}

	@Override
	protected void paintComponent(Graphics graphics) {
		Graphics2D g = (Graphics2D) graphics.create();
		g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		if (selected) {
			g.setColor(UIManager.getColor("List.selectionBackground"));
			g.fillRect(0, 0, getWidth(), getHeight());
		}
		Status status = shelf.gallery.status(entry);
		picture(g, judged ? status.color() : new Color(0xbdbdbd));
		FontMetrics metrics = g.getFontMetrics();
		int x = ROOM, y = side + ROOM + 2 * BORDER + metrics.getAscent();
		Color text = UIManager.getColor(selected ? "List.selectionForeground" : "List.foreground");
		g.setColor(text);
		g.drawString(clip(entry.image().name(), metrics, true), x, y);
		if (judged) {
			if (!selected) g.setColor(status.color());
			g.drawString(clip(mark(status) + score(status), metrics, false), x, y + metrics.getHeight());
			entry.label().ifPresent(label -> badge(g, label, metrics));
		}
		if (focused) {
			g.setColor(text);
			g.drawRect(0, 0, getWidth() - 1, getHeight() - 1);
		}
		g.dispose();
	}

	private void picture(Graphics2D g, Color frame) {
		Optional<Picture> picture = shelf.picture(entry);
		int width = side, height = side;
		if (picture.isPresent()) {
			double scale = Math.min((double) side / picture.get().width(), (double) side / picture.get().height());
			width = Math.max(1, (int) Math.round(picture.get().width() * scale));
			height = Math.max(1, (int) Math.round(picture.get().height() * scale));
		}
		int x = ROOM + BORDER + (side - width) / 2, y = ROOM + BORDER + (side - height) / 2;
		g.setColor(frame);
		g.fillRect(x - BORDER, y - BORDER, width + 2 * BORDER, height + 2 * BORDER);
		if (picture.isPresent()) g.drawImage(picture.get().image(judged ? shelf.gallery.calibration() : null, true), x, y, width, height, null);
		else {
			g.setColor(UIManager.getColor("Panel.background"));
			g.fillRect(x, y, width, height);
		}
	}

	/** A sign that does not need its colour to be told apart. */
	private static String mark(Status status) {
		return switch (status) {
			case ANOMALOUS -> "\u2717 ";
			case NORMAL -> "\u2713 ";
			case NOT_COMPARABLE, FAILED -> "! ";
			case NONE -> "";
		};
	}

	private String score(Status status) {
		Calibration calibration = shelf.gallery.calibration();
		if (calibration == null || Float.isNaN(entry.score())) return status.toString();
		if (status == Status.NOT_COMPARABLE) return status.toString();
		return String.format(Locale.ROOT, "%.2f %s", entry.score() / calibration.threshold(), status);
	}

	private void badge(Graphics2D g, Label label, FontMetrics metrics) {
		String text = label == Label.NORMAL ? "N" : "A";
		int size = metrics.getHeight();
		int x = side + ROOM + BORDER - size, y = ROOM + BORDER;
		g.setColor(label == Label.NORMAL ? Status.NORMAL.color() : Status.ANOMALOUS.color());
		g.fillRect(x, y, size, size);
		g.setColor(Color.WHITE);
		g.drawString(text, x + (size - metrics.stringWidth(text)) / 2, y + metrics.getAscent());
	}

	/** @param end whether the end of the text is what matters, as with paths */
	private String clip(String text, FontMetrics metrics, boolean end) {
		int room = side + 2 * BORDER;
		if (metrics.stringWidth(text) <= room) return text;
		int keep = text.length();
		while (keep > 1 && metrics.stringWidth((end ? text.substring(text.length() - keep) : text.substring(0, keep)) + "\u2026") > room)
			keep--;
		return end ? "\u2026" + text.substring(text.length() - keep) : text.substring(0, keep) + "\u2026";
	}
}
