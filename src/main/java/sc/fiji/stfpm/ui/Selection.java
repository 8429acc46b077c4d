package sc.fiji.stfpm.ui;

import java.awt.Rectangle;
import java.util.function.IntPredicate;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ImageProcessor;

/** What an image's selection means for detection. Selections that are no areas, lines and points say, are ignored. */
public enum Selection {
	/** The whole image is judged, but only what lies inside the selection counts. */
	WITHIN("Within"),
	/** The selection's bounding box is judged as an image of its own. */
	CROP("Crop"),
	/** The selection has no effect. */
	IGNORE("Ignore");

	private final String label;

	Selection(String label) {
		this.label = label;
	}

	/** The part of the image that is judged, in pixels; the whole image where there is no area selection. */
	Rectangle bounds(ImagePlus image) {
		Rectangle whole = new Rectangle(0, 0, image.getWidth(), image.getHeight());
		if (this != CROP || !hasArea(image)) return whole;
		return boundsInside(image, image.getRoi());
	}

	/** Whether only a part of the judged pixels counts. */
	boolean masks(ImagePlus image) {
		return this == WITHIN && hasArea(image);
	}

	/** Which pixels of the image lie inside its selection, by index. */
	static IntPredicate inside(ImagePlus image) {
		return inside(image.getRoi(), image.getWidth());
	}

	/** The same of an area selection in an image of a width. */
	static IntPredicate inside(Roi roi, int width) {
		Rectangle box = roi.getBounds();
		ImageProcessor mask = roi.getMask();
		return i -> {
			int x = i % width, y = i / width;
			return box.contains(x, y) && (mask == null || mask.get(x - box.x, y - box.y) != 0);
		};
	}

	/** @throws IllegalArgumentException where the selection lies outside the image */
	static Rectangle boundsInside(ImagePlus image, Roi roi) {
		Rectangle box = roi.getBounds().intersection(new Rectangle(0, 0, image.getWidth(), image.getHeight()));
		if (box.isEmpty()) throw new IllegalArgumentException("The selection lies outside \"" + image.getTitle() + "\"");
		return box;
	}

	static boolean hasArea(ImagePlus image) {
		return image.getRoi() != null && image.getRoi().isArea();
	}

	@Override
	public String toString() {
		return label;
	}
}
