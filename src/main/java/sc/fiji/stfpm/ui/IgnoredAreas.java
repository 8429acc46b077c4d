package sc.fiji.stfpm.ui;

import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import ij.process.ImageProcessor;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImagePlusImg;
import sc.fiji.stfpm.image.Mask;
import sc.fiji.stfpm.image.PixelMask;

/**
 * Which pixels of an open image do not count: those inside or outside ROIs, on the planes that these belong to; those that a mask image is
 * above 0 at; or those of an {@link IgnoreRule}. ROIs are taken as they are when this is made.
 */
public final class IgnoredAreas {
	/** Every pixel counts. */
	public static final IgnoredAreas NONE = new IgnoredAreas(null, IgnoreRule.NONE, List.of(), false, null);
	/** What texts begin with that name ROIs whose outside does not count. */
	private static final String OUTSIDE = "outside ";

	/** Where ROIs are. */
	private enum Where {
		SELECTION("selection"), OVERLAY("overlay"), MANAGER("ROI Manager");

		private final String text;

		Where(String text) {
			this.text = text;
		}
	}

	private final ImagePlus image;
	private final IgnoreRule rule;
	private final List<Roi> rois;
	private final boolean outside;
	/** An open image; null for none. */
	private final ImagePlus mask;

	private IgnoredAreas(ImagePlus image, IgnoreRule rule, List<Roi> rois, boolean outside, ImagePlus mask) {
		this.image = image;
		this.rule = rule;
		this.rois = rois;
		this.outside = outside;
		this.mask = mask;
	}

	/** What dialogs offer. */
	public static List<String> choices() {
		return List.of(IgnoreRule.NOTHING, IgnoreRule.BACKGROUND, Where.SELECTION.text, OUTSIDE + Where.SELECTION.text, Where.OVERLAY.text, OUTSIDE
			+ Where.OVERLAY.text, Where.MANAGER.text, OUTSIDE + Where.MANAGER.text);
	}

	/**
	 * What a text names.
	 *
	 * @param text {@code selection}, {@code overlay} or {@code ROI Manager}, or one of them after {@code outside}; the title of an open mask
	 *          image; or what {@link IgnoreRule#of} takes
	 * @throws IOException where there is no such file
	 * @throws IllegalArgumentException where there are no ROIs with an area
	 */
	public static IgnoredAreas of(String text, ImagePlus image) throws IOException {
		String named = text.strip(), lower = named.toLowerCase(Locale.ROOT);
		boolean outside = lower.startsWith(OUTSIDE);
		String from = outside ? lower.substring(OUTSIDE.length()).strip() : lower;
		Optional<Where> where = Arrays.stream(Where.values()).filter(each -> each.text.equalsIgnoreCase(from)).findFirst();
		if (where.isPresent()) return new IgnoredAreas(image, IgnoreRule.NONE, areas(where.get(), image), outside, null);
		ImagePlus open = named.isEmpty() ? null : WindowManager.getImage(named);
		if (open != null && open != image) return new IgnoredAreas(image, IgnoreRule.NONE, List.of(), false, open);
		IgnoreRule rule = IgnoreRule.of(named);
		return rule == IgnoreRule.NONE ? NONE : new IgnoredAreas(image, rule, List.of(), false, null);
	}

	private static List<Roi> areas(Where where, ImagePlus image) {
		List<Roi> areas = rois(where, image).stream().filter(roi -> roi.isArea() && !isResult(roi)).map(roi -> (Roi) roi.clone()).toList();
		if (areas.isEmpty()) throw new IllegalArgumentException(where == Where.SELECTION ? "\"" + image.getTitle() + "\" has no area selection"
			: "There is no ROI with an area in the " + where.text + (where == Where.OVERLAY ? " of \"" + image.getTitle() + "\"" : ""));
		return areas;
	}

	private static List<Roi> rois(Where where, ImagePlus image) {
		if (where == Where.SELECTION) return image.getRoi() == null ? List.of() : List.of(image.getRoi());
		if (where == Where.OVERLAY) {
			Overlay overlay = image.getOverlay();
			return overlay == null ? List.of() : List.of(overlay.toArray());
		}
		RoiManager manager = GraphicsEnvironment.isHeadless() ? null : RoiManager.getInstance2();
		return manager == null ? List.of() : List.of(manager.getRoisAsArray());
	}

	/** Whether detection drew it. */
	private static boolean isResult(Roi roi) {
		return MapOverlay.isDrawn(roi) || roi.getName() != null && roi.getName().startsWith(LiveWorker.PREFIX);
	}

	/** For tables; empty where every pixel counts. */
	boolean isNone() {
		return this == NONE;
	}

	/**
	 * The part of a plane of the image, in which those pixels do not count.
	 *
	 * @param bounds of the part in the plane, in pixels
	 * @throws IllegalArgumentException where a mask does not fit, or the rule cannot tell
	 */
	ImagePlane apply(int slice, int frame, Rectangle bounds, ImagePlane part) throws IOException {
		if (isNone()) return part;
		if (rule.text().equals(IgnoreRule.BACKGROUND)) return rule.apply(place(slice, frame), part);
		PixelMask ignored = mask != null ? ofMask(slice, frame) : rule != IgnoreRule.NONE ? rule.mask(place(slice, frame), ImagePlane.of(ImagePlusImg
			.plane(image, slice, frame))) : ofRois(slice, frame);
		return part.ignoring(ignored.from(bounds.x, bounds.y));
	}

	/** Whether ROIs leave no pixel of a plane. */
	boolean areAll(int slice, int frame) {
		return !rois.isEmpty() && ofRois(slice, frame).containsAll(image.getWidth(), image.getHeight());
	}

	private IgnoreRule.Place place(int slice, int frame) {
		String title = image.getTitle();
		return new IgnoreRule.Place(title.contains(".") ? title : title + ".", slice, image.getNSlices(), frame, image.getNFrames());
	}

	private PixelMask ofMask(int slice, int frame) {
		boolean one = mask.getNSlices() * mask.getNFrames() == 1;
		if (mask.getWidth() != image.getWidth() || mask.getHeight() != image.getHeight() || !one && (mask.getNSlices() != image.getNSlices()
			|| mask.getNFrames() != image.getNFrames())) throw new IllegalArgumentException("The mask \"" + mask.getTitle() + "\" is " + size(mask)
				+ ", the image " + size(image));
		return PixelMask.of(Mask.of(ImagePlane.of(ImagePlusImg.plane(mask, one ? 1 : slice, one ? 1 : frame))));
	}

	private static String size(ImagePlus of) {
		return of.getWidth() + " x " + of.getHeight() + " pixels with " + of.getNSlices() + " slices and " + of.getNFrames() + " frames";
	}

	private PixelMask ofRois(int slice, int frame) {
		PixelMask inside = PixelMask.NONE;
		for (Roi roi : rois)
			if (isOn(roi, image, slice, frame)) inside = inside.or(inside(roi));
		return outside ? inside.outside() : inside;
	}

	/** Whether a ROI belongs to a plane of an image, all of its own or one of many. */
	static boolean isOn(Roi roi, ImagePlus image, int slice, int frame) {
		int z = roi.getZPosition(), t = roi.getTPosition();
		if (!roi.hasHyperStackPosition()) {
			if (roi.getPosition() <= 0 || roi.getPosition() > image.getStackSize()) return true;
			int[] position = image.convertIndexToPosition(roi.getPosition());
			z = position[1];
			t = position[2];
		}
		return (z <= 0 || z == slice) && (t <= 0 || t == frame);
	}

	private static PixelMask inside(Roi roi) {
		Rectangle box = roi.getBounds();
		ImageProcessor shape = roi.getMask();
		return (x, y) -> x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height && (shape == null || shape.get((int) x - box.x,
			(int) y - box.y) != 0);
	}
}
