package sc.fiji.stfpm.ui;

import java.util.List;
import java.util.Optional;

import ij.ImagePlus;

/** Turns what was found into what people look at. */
public final class MapDisplay {
	private MapDisplay() {}

	/**
	 * Draws over the image, fills the ROI Manager, or makes a new image.
	 *
	 * @param info what the maps were made with, for the new image's info
	 * @return the new image, not yet shown; empty where the choice needs none
	 */
	public static Optional<ImagePlus> show(Show choice, ImagePlus image, List<PlaneResult> planes, String info) {
		MapImages images = new MapImages(image, planes, info);
		MapOverlay overlay = new MapOverlay(image);
		switch (choice) {
			case MAP_AND_OVERLAY, OVERLAY -> overlay.draw(planes, true);
			case OUTLINES -> overlay.draw(planes, false);
			case ROI_MANAGER -> overlay.addToManager(planes);
			default -> {
				// Needs nothing on the image itself.
			}
		}
		Optional<ImagePlus> made = switch (choice) {
			case MAP_AND_OVERLAY, MAP -> Optional.of(images.map());
			case MASK -> Optional.of(images.mask());
			case LABELS -> Optional.of(images.labels());
			case COMPOSITE -> Optional.of(images.composite());
			default -> Optional.empty();
		};
		if (!Session.isSilent()) made.ifPresent(one -> LinkedWindows.link(image, one));
		return made;
	}
}
