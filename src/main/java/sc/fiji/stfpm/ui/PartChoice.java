package sc.fiji.stfpm.ui;

import java.util.Set;

import ij.ImagePlus;
import sc.fiji.stfpm.correct.Part;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;

/** Which part of an open image's plane a person says something about. */
public enum PartChoice {
	/** Anomalous regions whose rows are selected in the table <em>Anomalies</em>, else the selection, else all anomalous regions. */
	AUTO("Auto"),
	/** What lies inside the area selection. */
	SELECTION("Selection"),
	/** Anomalous regions of the whole image. */
	ANOMALIES("Anomalies"),
	/** All of it. */
	WHOLE("Whole image");

	private final String label;

	PartChoice(String label) {
		this.label = label;
	}

	/**
	 * The part.
	 *
	 * @param plane the one that is shown
	 * @param result of the whole plane
	 * @param regions labels of anomalous regions; empty for all
	 * @throws IllegalArgumentException where there is no such part
	 */
	public Part of(ImagePlus image, ImagePlane plane, DetectionResult result, Set<Integer> regions) {
		String name = image.getStackSize() == 1 ? image.getTitle() : image.getTitle() + " slice " + image.getZ() + " frame " + image.getT();
		return switch (this) {
			case AUTO -> {
				Set<Integer> selected = RegionTable.selected(image);
				yield selected.isEmpty() ? (Selection.hasArea(image) ? SELECTION : ANOMALIES).of(image, plane, result, regions) : ANOMALIES.of(
					image, plane, result, selected);
			}
			case SELECTION -> {
				if (!Selection.hasArea(image)) throw new IllegalArgumentException("There is no area selection in \"" + image.getTitle()
					+ "\"; draw one, or choose part=Anomalies or part=[Whole image]");
				yield Part.of(name, plane, Selection.inside(image));
			}
			case ANOMALIES -> Part.anomalies(name, plane, result, regions);
			case WHOLE -> Part.whole(name, plane);
		};
	}

	@Override
	public String toString() {
		return label;
	}
}
