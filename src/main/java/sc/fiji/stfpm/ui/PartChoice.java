package sc.fiji.stfpm.ui;

import java.awt.Rectangle;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

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
				List<Rectangle> rows = RegionTable.selected(image);
				if (!rows.isEmpty()) yield inRows(name, plane, result, rows);
				yield (Selection.hasArea(image) ? SELECTION : ANOMALIES).of(image, plane, result, regions);
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

	private static Part inRows(String name, ImagePlane plane, DetectionResult result, List<Rectangle> rows) {
		int[] labels = result.labels();
		int width = result.width();
		IntPredicate inside = i -> labels[i] > 0 && rows.stream().anyMatch(row -> row.contains(i % width, i / width));
		if (IntStream.range(0, labels.length).noneMatch(inside)) throw new IllegalArgumentException(
			"Where the selected rows of the table Anomalies say, nothing in " + name + " is anomalous now");
		return Part.of(name, plane, inside);
	}

	@Override
	public String toString() {
		return label;
	}
}
