package sc.fiji.stfpm.ui;

import java.awt.Color;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.Wand;
import ij.plugin.frame.RoiManager;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import sc.fiji.stfpm.detect.DetectionResult;

/**
 * Heat map and outlines over the image that was judged. The user's own overlay stays; what an earlier detection drew on
 * the same plane is replaced.
 */
final class MapOverlay {
	private static final String HEAT_MAP = "Anomaly map";
	private static final String OUTLINE = "Anomaly ";
	private static final Color STROKE = new Color(OverlayPicture.OUTLINE);
	private static final double OPACITY = 0.5;
	/** Below, on the scale where 0.5 is the threshold, nothing is drawn: normal parts of the image stay as they are. */
	private static final double VISIBLE = 0.25;

	private final ImagePlus image;

	MapOverlay(ImagePlus image) {
		this.image = image;
	}

	void draw(List<PlaneResult> planes, boolean heatMap) {
		Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
		for (PlaneResult plane : planes) {
			removeEarlier(overlay, plane);
			rois(plane, heatMap).forEach(overlay::add);
		}
		image.setOverlay(overlay);
	}

	/** What shows a plane's result: the heat map where it is wanted, and the outlines. */
	List<Roi> rois(PlaneResult plane, boolean heatMap) {
		List<Roi> rois = new ArrayList<>();
		if (heatMap) rois.add(heatMap(plane));
		rois.addAll(outlines(plane));
		return rois;
	}

	/** Whether something that a detection drew over the result's plane is still there; as long as live detection puts it aside, it is. */
	boolean isDrawnOn(PlaneResult result) {
		Roi here = position(new Roi(0, 0, 1, 1), result);
		Overlay overlay = image.getOverlay();
		return LiveDetection.isOn(image) || overlay != null && Arrays.stream(overlay.toArray()).anyMatch(roi -> isDrawn(roi) && isSamePlane(roi,
			here));
	}

	/** Whether a detection drew it. */
	static boolean isDrawn(Roi roi) {
		return roi.getName() != null && roi.getName().startsWith(OUTLINE);
	}

	/** Whether two belong to the same plane. */
	static boolean isSamePlane(Roi a, Roi b) {
		return a.getPosition() == b.getPosition() && a.getZPosition() == b.getZPosition() && a.getTPosition() == b.getTPosition();
	}

	/** Adds the outlines to the ROI Manager, which opens where it is not. */
	void addToManager(List<PlaneResult> planes) {
		RoiManager manager = RoiManager.getInstance2();
		if (manager == null) manager = RoiManager.getRoiManager();
		for (PlaneResult plane : planes)
			for (Roi outline : outlines(plane))
				manager.add(image, outline, -1);
	}

	private void removeEarlier(Overlay overlay, PlaneResult plane) {
		Roi here = position(new Roi(0, 0, 1, 1), plane);
		for (int i = overlay.size() - 1; i >= 0; i--) {
			Roi roi = overlay.get(i);
			if (isDrawn(roi) && isSamePlane(roi, here)) overlay.remove(i);
		}
	}

	private Roi heatMap(PlaneResult plane) {
		DetectionResult r = plane.result();
		int[] rgb = new int[r.values().length];
		for (int i = 0; i < rgb.length; i++) {
			double value = r.calibration().shade(r.values()[i]);
			// Pure black is what the ROI leaves out; an ARGB image would lose its alpha on flattening and saving.
			if (value >= VISIBLE) rgb[i] = Inferno.rgb(value);
		}
		ImageRoi roi = new ImageRoi(plane.bounds().x, plane.bounds().y, new ColorProcessor(r.width(), r.height(), rgb));
		roi.setZeroTransparent(true);
		roi.setOpacity(OPACITY);
		roi.setName(HEAT_MAP);
		return position(roi, plane);
	}

	/** One a region, in the order of the table. */
	private List<Roi> outlines(PlaneResult plane) {
		DetectionResult r = plane.result();
		Rectangle bounds = plane.bounds();
		List<Roi> outlines = new ArrayList<>();
		if (r.regions().isEmpty()) return outlines;
		int[] labels = r.labels();
		FloatProcessor pixels = new FloatProcessor(r.width(), r.height(), labels);
		int[] first = firstPixels(labels, r.regions().size());
		for (int label = 1; label < first.length; label++) {
			Wand wand = new Wand(pixels);
			wand.autoOutline(first[label] % r.width(), first[label] / r.width(), label, label, Wand.EIGHT_CONNECTED);
			Roi roi = new PolygonRoi(wand.xpoints, wand.ypoints, wand.npoints, Roi.TRACED_ROI);
			roi.setLocation(roi.getXBase() + bounds.x, roi.getYBase() + bounds.y);
			roi.setStrokeColor(STROKE);
			roi.setName(OUTLINE + label);
			outlines.add(position(roi, plane));
		}
		return outlines;
	}

	private static int[] firstPixels(int[] labels, int count) {
		int[] first = new int[count + 1];
		Arrays.fill(first, -1);
		for (int i = 0; i < labels.length; i++)
			if (labels[i] > 0 && first[labels[i]] < 0) first[labels[i]] = i;
		return first;
	}

	private Roi position(Roi roi, PlaneResult plane) {
		if (image.getStackSize() == 1) return roi;
		if (image.isHyperStack() || image.getNChannels() > 1) roi.setPosition(0, plane.slice(), plane.frame());
		else roi.setPosition(image.getStackIndex(1, plane.slice(), plane.frame()));
		return roi;
	}
}
