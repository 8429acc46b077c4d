package sc.fiji.stfpm.correct;

import java.util.Set;
import java.util.function.IntPredicate;

import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.Area;

/**
 * The part of an image that a person says something about.
 *
 * @param image its name
 * @param plane its pixels
 * @param area that the part lies in
 * @param inside whether a pixel belongs to the part, by its index {@code y * width + x}
 */
public record Part(String image, ImagePlane plane, Area area, IntPredicate inside) {
	/** All of an image. */
	public static Part whole(String image, ImagePlane plane) {
		return of(image, plane, new Area(0, 0, plane.width(), plane.height()));
	}

	/**
	 * A rectangle of an image, as far as it lies inside.
	 *
	 * @throws IllegalArgumentException where none of it does
	 */
	public static Part of(String image, ImagePlane plane, Area area) {
		int width = plane.width();
		return of(image, plane, i -> i % width >= area.x() && i % width < area.x() + area.width() && i / width >= area.y() && i
			/ width < area.y() + area.height());
	}

	/**
	 * Anomalous regions of an image.
	 *
	 * @param result of the whole image
	 * @param regions their labels; empty for all
	 * @throws IllegalArgumentException where there are none, or none of a label
	 */
	public static Part anomalies(String image, ImagePlane plane, DetectionResult result, Set<Integer> regions) {
		int count = result.regions().size();
		if (count == 0) throw new IllegalArgumentException("Nothing is anomalous in " + image + ": its score " + result.score()
			+ " is below the threshold " + result.calibration().threshold());
		for (int region : regions)
			if (region < 1 || region > count) throw new IllegalArgumentException("There is no region " + region + " in " + image + ", only 1"
				+ (count > 1 ? " to " + count : ""));
		int[] labels = result.labels();
		return of(image, plane, i -> labels[i] > 0 && (regions.isEmpty() || regions.contains(labels[i])));
	}

	/**
	 * Any pixels of an image.
	 *
	 * @throws IllegalArgumentException where there are none
	 */
	public static Part of(String image, ImagePlane plane, IntPredicate inside) {
		return new Part(image, plane, Area.around(plane.width(), plane.height(), inside).orElseThrow(() -> new IllegalArgumentException(
			"The selection has no pixel inside " + image)), inside);
	}
}
