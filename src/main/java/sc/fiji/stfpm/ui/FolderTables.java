package sc.fiji.stfpm.ui;

import java.awt.Rectangle;

import ij.measure.Calibration;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;

/** Rows for the files of a folder in the same tables as those of open images; areas are in pixels. */
public final class FolderTables implements FolderDetection.Listener {
	private final ScoreTable scores;
	private final RegionTable regions = new RegionTable();
	private final AnomalyDetector detector;

	public FolderTables(AnomalyDetector detector) {
		this.detector = detector;
		scores = new ScoreTable(detector);
	}

	@Override
	public void judged(String name, ImagePlane image, DetectionResult result) {
		String channels = detector.model().preprocessing().channels().resolve(image).toString();
		PlaneResult plane = new PlaneResult(1, 1, channels, new Rectangle(result.width(), result.height()), result);
		Calibration pixels = new Calibration();
		scores.add(name, plane, pixels);
		regions.add(name, plane, pixels, result.height());
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
