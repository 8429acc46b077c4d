package sc.fiji.stfpm.ui;

import java.awt.EventQueue;
import java.awt.Rectangle;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

import ij.IJ;
import ij.ImageJ;
import ij.ImageListener;
import ij.ImagePlus;
import ij.ImageStack;
import ij.Menus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import sc.fiji.stfpm.ij1.CommandBridge;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.testing.imagej.User;

/** A user who looks at an image and its map side by side; prints what comes of it. Argument: a model. */
final class LinkProbe {
	private final ImagePlus image;
	private final ImagePlus map;

	private LinkProbe(ImagePlus image, ImagePlus map) {
		this.image = image;
		this.map = map;
	}

	@SuppressWarnings("unchecked")
	public static void main(String[] args) throws Exception {
		new ImageJ();
		Menus.getCommands().put("Detect Anomalies...", CommandBridge.class.getName() + "(\"DetectAnomalies\")");
		ImageStack stack = new ImageStack(90, 70);
		for (int i = 1; i <= 3; i++)
			stack.addSlice(Models.waves(90, 70, i));
		ImagePlus image = new ImagePlus("waves", stack);
		image.show();
		onEventThread(() -> {
			image.getCanvas().zoomIn(45, 35);
			return null;
		});
		IJ.runMacro("run('Detect Anomalies...', 'image=waves model=[" + args[0] + "] planes=All show=Map');");
		new LinkProbe(image, WindowManager.getImage("Anomaly map of waves")).work();
		System.exit(0);
	}

	private static void say(String what, Object came) {
		System.out.println(what + ": " + came);
	}

	private void work() throws Exception {
		User.until(this::isAlike);
		say("opened at", map.getCanvas().getMagnification());
		image.setSlice(3);
		User.until(() -> map.getSlice() == 3);
		settle();
		map.setSlice(2);
		User.until(() -> image.getSlice() == 2);
		settle();
		zoom(map);
		zoom(map);
		User.until(this::isAlike);
		say("zoomed to", image.getCanvas().getMagnification());
		settle();
		onEventThread(() -> {
			image.getCanvas().setSourceRect(new Rectangle(30, 20, 45, 35));
			image.getCanvas().repaint();
			return null;
		});
		User.until(this::isAlike);
		say("scrolled to", map.getCanvas().getSrcRect());
		settle();
		say("unasked moves", moves());
		map.close();
		User.until(() -> onEventThread(LinkedWindows::count) == 0);
		image.setSlice(1);
		say("left alone", image.getSlice());
	}

	private static void zoom(ImagePlus image) {
		onEventThread(() -> {
			ImageCanvas canvas = image.getCanvas();
			canvas.zoomIn(canvas.getWidth() / 2, canvas.getHeight() / 2);
			return null;
		});
	}

	private boolean isAlike() {
		return onEventThread(() -> map.getCanvas() != null && image.getCanvas().getSrcRect().equals(map.getCanvas().getSrcRect()) && image
			.getCanvas().getMagnification() == map.getCanvas().getMagnification() && image.getCanvas().getSize().equals(map.getCanvas()
				.getSize()));
	}

	/** Nobody moves two windows within a moment. */
	private static void settle() {
		IJ.wait(500);
	}

	/** How often an image is updated while nobody touches it. */
	private static int moves() {
		AtomicInteger moves = new AtomicInteger();
		ImageListener counter = new ImageListener() {
			@Override
			public void imageUpdated(ImagePlus updated) {
				moves.incrementAndGet();
			}

			@Override
			public void imageOpened(ImagePlus opened) {}

			@Override
			public void imageClosed(ImagePlus closed) {}
		};
		ImagePlus.addImageListener(counter);
		settle();
		ImagePlus.removeImageListener(counter);
		return moves.get();
	}

	private static <T> T onEventThread(Callable<T> work) {
		FutureTask<T> task = new FutureTask<>(work);
		EventQueue.invokeLater(task);
		try {
			return task.get();
		}
		catch (Exception e) {
			throw new IllegalStateException(e);
		}
	}
}
