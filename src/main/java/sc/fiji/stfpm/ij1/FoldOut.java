package sc.fiji.stfpm.ij1;

import java.awt.Canvas;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.FocusEvent;
import java.awt.event.FocusListener;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.function.Consumer;

/** A line with a triangle, by mouse or space bar, behind which a dialog keeps what is rarely changed. */
final class FoldOut extends Canvas {
	private static final long serialVersionUID = 1L;
	/** For whoever looks for it among a dialog's parts. */
	static final String NAME = "fold-out";

	private final String label;
	private final transient Consumer<Boolean> toggled;
	private boolean open;

	/** @param toggled gets whether it is open now */
	FoldOut(String label, Consumer<Boolean> toggled) {
		this.label = label;
		this.toggled = toggled;
		setName(NAME);
		setFocusable(true);
		getAccessibleContext().setAccessibleName(label);
		addMouseListener(new MouseAdapter() {
			@Override
			public void mousePressed(MouseEvent event) {
				requestFocusInWindow();
				setOpen(!open);
			}
		});
		addKeyListener(new KeyAdapter() {
			@Override
			public void keyPressed(KeyEvent event) {
				int key = event.getKeyCode();
				if (key == KeyEvent.VK_SPACE || key == (open ? KeyEvent.VK_LEFT : KeyEvent.VK_RIGHT)) setOpen(!open);
			}
		});
		addFocusListener(new FocusListener() {
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

	/** Opens or closes it; without effect where it is so already. */
	void setOpen(boolean now) {
		if (open == now) return;
		open = now;
		repaint();
		toggled.accept(now);
	}

	@Override
	public Dimension getPreferredSize() {
		FontMetrics metrics = getFontMetrics(getFont());
		return new Dimension(metrics.stringWidth(label) + 2 * metrics.getHeight(), metrics.getHeight() + 6);
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
		FontMetrics metrics = g.getFontMetrics();
		int side = metrics.getAscent() * 2 / 3, x = 4, y = (getHeight() - side) / 2;
		g.setColor(getForeground());
		if (open) g.fillPolygon(new int[] { x, x + side, x + side / 2 }, new int[] { y + 1, y + 1, y + side }, 3);
		else g.fillPolygon(new int[] { x + 1, x + side, x + 1 }, new int[] { y, y + side / 2, y + side }, 3);
		g.drawString(label, x + side + 6, (getHeight() - metrics.getHeight()) / 2 + metrics.getAscent());
		if (isFocusOwner()) g.drawRect(0, 0, getWidth() - 1, getHeight() - 1);
	}
}
