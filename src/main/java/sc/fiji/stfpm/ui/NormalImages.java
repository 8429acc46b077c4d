package sc.fiji.stfpm.ui;

import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import sc.fiji.stfpm.dataset.Fingerprint;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.image.ImagePlane;

/** Normal images to train on, out of an open image. Planes are read when they are needed, so the stack may be virtual. */
public final class NormalImages {
	/** Where they come from. */
	public enum Source {
		/** Image files. */
		FOLDER("Folder"),
		/** Every slice and frame of an open image. */
		STACK("Stack"),
		/** Regions of an open image. */
		ROIS("ROIs");

		private final String label;

		Source(String label) {
			this.label = label;
		}

		@Override
		public String toString() {
			return label;
		}
	}

	private NormalImages() {}

	/** Where an active image's user will want them from: a stack is one of normal images, a single one has them in ROIs. */
	public static Optional<Source> offer(ImagePlus active) {
		if (active == null || OwnPlot.is(active)) return Optional.empty();
		if (active.getNSlices() * active.getNFrames() > 1) return Optional.of(Source.STACK);
		RoiManager manager = GraphicsEnvironment.isHeadless() ? null : RoiManager.getInstance2();
		return manager != null && manager.getCount() > 0 ? Optional.of(Source.ROIS) : Optional.empty();
	}

	/**
	 * Whether images that were taken from an open one are as they were.
	 *
	 * @param fingerprints of the images when they were first read
	 * @throws IllegalStateException where the image was closed, or one has changed
	 */
	public static void checkUnchanged(ImagePlus image, List<ImageSource> sources, List<String> fingerprints) throws IOException {
		if (image.isProcessor() && image.getStack().isVirtual()) return;
		new OpenImage(image, List.of()).checkOpen();
		for (int i = 0; i < sources.size(); i++)
			if (!Fingerprint.of(sources.get(i).read()).equals(fingerprints.get(i))) throw new IllegalStateException("'" + image
				.getTitle() + "' was changed (" + sources.get(i).name() + ") while it was learned from; no model was written. Train"
				+ " again");
	}

	/** Every slice of every frame, with all channels. */
	public static List<ImageSource> ofStack(ImagePlus image) {
		return ofStack(image, IgnoredAreas.NONE);
	}

	/** The same where some pixels do not count; planes of which ROIs leave nothing are none. */
	public static List<ImageSource> ofStack(ImagePlus image, IgnoredAreas ignored) {
		List<ImageSource> sources = new ArrayList<>();
		Rectangle whole = new Rectangle(image.getWidth(), image.getHeight());
		for (int t = 1; t <= image.getNFrames(); t++)
			for (int z = 1; z <= image.getNSlices(); z++)
				if (!ignored.areAll(z, t)) sources.add(new Part(image, "slice " + z + ", frame " + t, z, t, whole, ignored));
		return sources;
	}

	/**
	 * The bounding box of every ROI, on the plane that it belongs to (the shown one where it belongs to none): those in
	 * the ROI Manager, or where it has none those in the image's overlay.
	 *
	 * @throws IllegalArgumentException where there is none, or one lies outside the image
	 */
	public static List<ImageSource> ofRois(ImagePlus image) {
		return ofRois(image, IgnoredAreas.NONE);
	}

	/** The same where some pixels do not count. */
	public static List<ImageSource> ofRois(ImagePlus image, IgnoredAreas ignored) {
		List<ImageSource> sources = new ArrayList<>();
		for (Roi roi : rois(image)) {
			int[] position = position(image, roi);
			String name = "ROI " + (roi.getName() == null ? String.valueOf(sources.size() + 1) : roi.getName());
			sources.add(new Part(image, name, position[1], position[2], Selection.boundsInside(image, roi), ignored));
		}
		return sources;
	}

	private static Roi[] rois(ImagePlus image) {
		RoiManager manager = GraphicsEnvironment.isHeadless() ? null : RoiManager.getInstance2();
		if (manager != null && manager.getCount() > 0) return manager.getRoisAsArray();
		Overlay overlay = image.getOverlay();
		if (overlay != null && overlay.size() > 0) return overlay.toArray();
		throw new IllegalArgumentException("There are no ROIs; draw rectangles around normal parts of \"" + image.getTitle()
			+ "\" and add each to the ROI Manager (press T)");
	}

	private static int[] position(ImagePlus image, Roi roi) {
		if (roi.hasHyperStackPosition()) return new int[] { 1, Math.max(1, roi.getZPosition()), Math.max(1, roi
			.getTPosition()) };
		if (roi.getPosition() > 0 && roi.getPosition() <= image.getStackSize()) return image.convertIndexToPosition(roi
			.getPosition());
		return new int[] { 1, image.getZ(), image.getT() };
	}

	private record Part(ImagePlus image, String name, int slice, int frame, Rectangle bounds, IgnoredAreas ignored) implements ImageSource {
		@Override
		public ImagePlane read() throws IOException {
			new OpenImage(image, List.of()).checkOpen();
			return ignored.apply(slice, frame, bounds, ImageDetection.part(image, slice, frame, bounds));
		}
	}
}
