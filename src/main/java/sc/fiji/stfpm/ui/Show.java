package sc.fiji.stfpm.ui;

import java.awt.GraphicsEnvironment;

/** In which form anomaly maps are shown. */
public enum Show {
	/** The map as a 32-bit image, and heat map and outlines over the image. */
	MAP_AND_OVERLAY("Map and overlay"),
	/** The map as a 32-bit image. */
	MAP("Map"),
	/** Heat map and outlines over the image. */
	OVERLAY("Overlay"),
	/** Outlines of the regions over the image. */
	OUTLINES("Outlines"),
	/** Outlines of the regions in the ROI Manager. */
	ROI_MANAGER("ROI Manager"),
	/** An 8-bit image, 255 in regions. */
	MASK("Mask"),
	/** A 16-bit image with each region's number. */
	LABELS("Labels"),
	/** The image's channels and the map as one more, 32-bit. */
	COMPOSITE("Composite"),
	/** No image. */
	TABLES_ONLY("Tables only");

	private final String label;

	Show(String label) {
		this.label = label;
	}

	/** Whether it draws over the image. */
	boolean draws() {
		return this == MAP_AND_OVERLAY || this == OVERLAY || this == OUTLINES;
	}

	/** Whether it makes an image of the map alone. */
	boolean isMap() {
		return this == MAP_AND_OVERLAY || this == MAP;
	}

	/** @throws IllegalStateException where this form is not possible, as nobody could see it */
	public void check() {
		if (this == ROI_MANAGER && GraphicsEnvironment.isHeadless()) throw new IllegalStateException(
			"Without a screen ImageJ has no ROI Manager; use show=Outlines, which puts the same outlines into the overlay");
	}

	@Override
	public String toString() {
		return label;
	}
}
