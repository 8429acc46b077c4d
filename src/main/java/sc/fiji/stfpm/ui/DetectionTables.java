package sc.fiji.stfpm.ui;

import java.awt.Rectangle;
import java.util.List;

import ij.ImagePlus;
import ij.measure.Calibration;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;

/** The tables of scores and of regions, filled together: by the planes of open images, or by the files of a folder. */
public final class DetectionTables implements FolderDetection.Listener {
	private final ScoreTable scores;
	private final RegionTable regions = new RegionTable();
	private final AnomalyDetector detector;

	public DetectionTables(AnomalyDetector detector) {
		this.detector = detector;
		scores = new ScoreTable(detector);
	}

	/** Adds the planes of an open image and their regions, in its units. */
	public void add(ImagePlus image, List<PlaneResult> planes) {
		scores.add(image, planes);
		regions.add(image, planes);
	}

	/** Adds a file, whose areas are in pixels. */
	@Override
	public void judged(PlaneName name, ImagePlane image, DetectionResult result) {
		String channels = detector.model().preprocessing().channels().resolve(image).toString();
		PlaneResult plane = new PlaneResult(name.slice(), name.frame(), channels, new Rectangle(result.width(), result.height()), result);
		Calibration pixels = new Calibration();
		scores.add(name.image(), plane, pixels);
		regions.add(name.image(), plane, pixels, result.height());
	}

	@Override
	public void failed(String name, String reason) {
		scores.addFailure(name, reason);
	}

	/** Brings the windows up to date. */
	public void show() {
		scores.show();
		regions.show();
	}
}
