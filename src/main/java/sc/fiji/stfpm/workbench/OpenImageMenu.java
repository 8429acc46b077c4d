package sc.fiji.stfpm.workbench;

import java.awt.Component;
import java.util.function.BiConsumer;

import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.PlotWindow;
import ij.plugin.frame.RoiManager;
import sc.fiji.stfpm.ui.OwnPlot;

/** A menu of the open images. */
final class OpenImageMenu {
	private OpenImageMenu() {}

	/**
	 * Shows it under a button.
	 *
	 * @param rois whether regions in the ROI Manager are offered, too
	 * @param taker gets the image that was chosen, and whether its regions are meant
	 */
	static void show(Component button, boolean rois, BiConsumer<ImagePlus, Boolean> taker) {
		JPopupMenu menu = new JPopupMenu();
		int[] ids = WindowManager.getIDList();
		for (int id : ids == null ? new int[0] : ids) {
			ImagePlus image = WindowManager.getImage(id);
			if (image == null || image.getWindow() instanceof PlotWindow || OwnPlot.is(image)) continue;
			int planes = image.getNSlices() * image.getNFrames();
			add(menu, image.getTitle() + (planes > 1 ? " (" + planes + " slices)" : ""), () -> taker.accept(image, false));
			RoiManager manager = RoiManager.getInstance2();
			if (rois && manager != null && manager.getCount() > 0) add(menu, "Regions in the ROI Manager, of " + image.getTitle(), () -> taker
				.accept(image, true));
		}
		if (menu.getComponentCount() == 0) menu.add(new JMenuItem("No image is open")).setEnabled(false);
		menu.show(button, 0, button.getHeight());
	}

	private static void add(JPopupMenu menu, String text, Runnable action) {
		menu.add(new JMenuItem(text)).addActionListener(event -> action.run());
	}
}
