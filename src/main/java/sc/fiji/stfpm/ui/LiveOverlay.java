package sc.fiji.stfpm.ui;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;

/**
 * What live detection draws over an image. All else in the overlay stays, but what an earlier detection drew is put aside as long
 * as it lasts. For the event dispatch thread.
 */
final class LiveOverlay {
	private final ImagePlus image;
	private final String title;
	private final LiveLabel label;
	/** By identity, as equal ones may be the user's. */
	private final Set<Roi> drawn = Collections.newSetFromMap(new IdentityHashMap<>());
	private final List<Roi> aside = new ArrayList<>();
	private Overlay used;

	/** @param model the name that is shown */
	LiveOverlay(ImagePlus image, String model) {
		this.image = image;
		title = "Live: " + model;
		label = new LiveLabel(title);
	}

	/** Draws a state in place of the last one. */
	void show(LiveState state) {
		draw(state.rois(), state.text(), state.alarm());
	}

	/** Says that what is shown now has not been judged yet. */
	void showWaiting() {
		draw(List.of(), "...", false);
	}

	private void draw(List<Roi> rois, String text, boolean alarm) {
		Overlay overlay = image.getOverlay();
		if (overlay == null) image.setOverlay(overlay = new Overlay());
		// What the user took off stays off.
		if (overlay != used) aside.clear();
		used = overlay;
		removeDrawn(overlay);
		putAside(overlay);
		label.say(title, text, alarm, image.getWindow() == null ? 0 : image.getCanvas().getWidth());
		drawn.addAll(rois);
		rois.forEach(overlay::add);
		drawn.add(label);
		overlay.add(label);
		image.draw();
	}

	private void removeDrawn(Overlay overlay) {
		for (int i = overlay.size() - 1; i >= 0; i--)
			if (drawn.contains(overlay.get(i))) overlay.remove(i);
		drawn.clear();
	}

	/** What a detection has drawn meanwhile stands for what it drew before on the same plane. */
	private void putAside(Overlay overlay) {
		List<Roi> found = new ArrayList<>();
		for (int i = overlay.size() - 1; i >= 0; i--)
			if (MapOverlay.isDrawn(overlay.get(i))) {
				found.add(0, overlay.get(i));
				overlay.remove(i);
			}
		aside.removeIf(old -> found.stream().anyMatch(roi -> MapOverlay.isSamePlane(roi, old)));
		aside.addAll(found);
	}

	/** Takes all of it off, and puts back what was put aside. */
	void remove() {
		Overlay overlay = image.getOverlay();
		if (overlay == null) return;
		removeDrawn(overlay);
		if (overlay == used) aside.forEach(overlay::add);
		if (overlay.size() == 0) image.setOverlay(null);
		else image.draw();
	}
}
