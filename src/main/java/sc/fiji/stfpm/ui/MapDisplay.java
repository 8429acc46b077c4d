package sc.fiji.stfpm.ui;

import java.util.List;
import java.util.Optional;

import ij.ImagePlus;

/** Turns what was found into what people look at. */
public final class MapDisplay {
	private MapDisplay() {}

	/** As {@link #show(Show, ImagePlus, List, String, UsedModel)}, but a new threshold of the model will not change what is shown. */
	public static Optional<ImagePlus> show(Show choice, ImagePlus image, List<PlaneResult> planes, String info) {
		Optional<ImagePlus> made = display(choice, image, planes, info);
		if (choice.draws()) ShownResults.forget(image, planes);
		return made;
	}

	/**
	 * Draws over the image, fills the ROI Manager, or makes a new image, whose window then moves with the image's.
	 *
	 * @param info what the maps were made with, for the new image's info
	 * @param model what judged, see {@link ShownResults}
	 * @return the new image, not yet shown; empty where the choice needs none
	 */
	public static Optional<ImagePlus> show(Show choice, ImagePlus image, List<PlaneResult> planes, String info, UsedModel model) {
		Optional<ImagePlus> made = display(choice, image, planes, info);
		if (choice.draws()) ShownResults.drawn(image, planes, choice != Show.OUTLINES, model);
		if (choice.isMap()) ShownResults.made(made.orElseThrow(), image, PlaneGrid.filled(planes), model);
		return made;
	}

	/** Shows what a changed model finds where it was judged before: outlines, a heat map and values in maps where those are there. */
	public static void showAgain(ImagePlus image, List<PlaneResult> planes, UsedModel model) {
		for (PlaneResult plane : planes) {
			show(ShownResults.hasHeatMap(image, plane) ? Show.OVERLAY : Show.OUTLINES, image, List.of(plane), "", model);
			ShownResults.changed(image, plane);
		}
	}

	private static Optional<ImagePlus> display(Show choice, ImagePlus image, List<PlaneResult> judged, String info) {
		List<PlaneResult> planes = PlaneGrid.filled(judged);
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
