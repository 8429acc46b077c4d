package sc.fiji.stfpm.ui;

import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Rectangle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

import javax.swing.Timer;

import ij.ImagePlus;
import ij.gui.ImageCanvas;

/**
 * An image and what was made of it, whose windows show the same slice, frame and part at the same zoom, as long as both are open:
 * where one is moved, the other follows. ImageJ tells nobody of zoom and scrolling, so that both are looked at now and then. For
 * the event dispatch thread, but for {@link #link}.
 */
final class LinkedWindows {
	private static final int LOOK_MS = 40;
	/** In looks: how long a window is not followed after it was moved here, as window managers answer late. */
	private static final int QUIET = 5;
	/** In looks: how long is waited for the windows to open. */
	private static final int PATIENCE = 1500;
	private static final List<LinkedWindows> LINKS = new ArrayList<>();
	private static final Timer TIMER = new Timer(LOOK_MS, event -> lookAtAll());

	/** What a window shows. */
	private record View(int slice, int frame, Rectangle part, Dimension size) {
		static View of(ImagePlus image) {
			ImageCanvas canvas = image.getCanvas();
			return new View(image.getZ(), image.getT(), new Rectangle(canvas.getSrcRect()), canvas.getSize());
		}
	}

	/** One of the two. */
	private static final class Side {
		final WeakReference<ImagePlus> image;
		View known;
		int quiet;

		Side(ImagePlus image) {
			this.image = new WeakReference<>(image);
		}

		boolean isOpen() {
			ImagePlus there = image.get();
			return there != null && there.getWindow() != null && there.getCanvas() != null;
		}

		/** Whether its user moved it since the last look. */
		boolean isMoved() {
			View now = View.of(image.get());
			boolean moved = quiet == 0 && known != null && !now.equals(known);
			if (quiet > 0) quiet--;
			known = now;
			return moved;
		}
	}

	private final Side first;
	private final Side second;
	private boolean begun;
	private int looks;

	private LinkedWindows(ImagePlus first, ImagePlus second) {
		this.first = new Side(first);
		this.second = new Side(second);
	}

	/** Links two images as soon as both have windows; the second then shows what the first does. */
	static void link(ImagePlus first, ImagePlus second) {
		LinkedWindows link = new LinkedWindows(first, second);
		EventQueue.invokeLater(() -> {
			LINKS.add(link);
			TIMER.start();
		});
	}

	/** How many there are. */
	static int count() {
		return LINKS.size();
	}

	private static void lookAtAll() {
		LINKS.removeIf(link -> !link.look());
		if (LINKS.isEmpty()) TIMER.stop();
	}

	/** Returns false when it is over. */
	private boolean look() {
		if (!first.isOpen() || !second.isOpen()) return !begun && ++looks < PATIENCE && first.image.get() != null && second.image
			.get() != null;
		boolean firstMoved = first.isMoved(), secondMoved = second.isMoved();
		if (!begun || firstMoved) follow(first, second);
		else if (secondMoved) follow(second, first);
		begun = true;
		return true;
	}

	private static void follow(Side leader, Side follower) {
		ImagePlus from = leader.image.get(), to = follower.image.get();
		View view = leader.known;
		boolean samePlanes = from.getNSlices() == to.getNSlices() && from.getNFrames() == to.getNFrames();
		if (samePlanes && !to.isLocked() && (to.getZ() != view.slice || to.getT() != view.frame)) to.setPosition(to.getC(), view.slice,
			view.frame);
		if (from.getWidth() == to.getWidth() && from.getHeight() == to.getHeight()) zoom(to, view);
		follower.known = View.of(to);
		follower.quiet = QUIET;
	}

	private static void zoom(ImagePlus image, View view) {
		ImageCanvas canvas = image.getCanvas();
		boolean maximised = (image.getWindow().getExtendedState() & Frame.MAXIMIZED_BOTH) != 0;
		if (maximised || canvas.getSize().equals(view.size) && canvas.getSrcRect().equals(view.part)) return;
		canvas.setSize(view.size.width, view.size.height);
		canvas.setSourceRect(view.part);
		image.getWindow().pack();
		canvas.repaint();
	}
}
