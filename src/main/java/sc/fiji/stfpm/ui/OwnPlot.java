package sc.fiji.stfpm.ui;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;

/** Plots and sheets that this plugin makes: to look at, never to judge or to learn from. */
public final class OwnPlot {
	private static final String KEY = "stfpm.plot";

	private OwnPlot() {}

	/** Marks an image as one. */
	public static ImagePlus mark(ImagePlus image) {
		image.setProperty(KEY, true);
		return image;
	}

	public static boolean is(ImagePlus image) {
		return image != null && image.getProperty(KEY) != null;
	}

	/** @throws IllegalArgumentException where the image is one */
	public static void refuse(ImagePlus image) {
		if (is(image)) throw new IllegalArgumentException("'" + image.getTitle()
			+ "' is a plot that this plugin made, no image to judge or to learn from. Click the image first");
	}

	/** Makes an image active again where a plot has become it. Both stay open. */
	public static void giveWayTo(ImagePlus before) {
		if (before == null || is(before) || before.getWindow() == null || !is(WindowManager.getCurrentImage())) return;
		IJ.selectWindow(before.getID());
		before.getWindow().toFront();
	}
}
