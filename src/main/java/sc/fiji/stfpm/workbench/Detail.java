package sc.fiji.stfpm.workbench;

import java.util.List;
import java.util.Set;

import sc.fiji.stfpm.correct.Part;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.Region;

/**
 * An image looked at closely.
 *
 * @param picture with the map, large
 * @param plane its pixels
 * @param result by the model's own threshold; null where there is no model
 */
record Detail(Entry entry, Picture picture, ImagePlane plane, DetectionResult result) {
	/** The longer side of a picture, in pixels. */
	static final int SIDE = 640;

	/** The regions by some threshold. */
	Detail by(Calibration calibration) {
		if (result == null || result.calibration().threshold() == calibration.threshold()) return this;
		return new Detail(entry, picture, plane, result.by(calibration));
	}

	List<Region> regions() {
		return result == null ? List.of() : result.regions();
	}

	/**
	 * What a person says something about.
	 *
	 * @param regions labels; empty for all
	 */
	Part part(Set<Integer> regions) {
		return Part.anomalies(entry.image().name(), plane, result, regions);
	}

	/** The region at a place of the picture, from 0 to 1 in both directions; 0 where there is none. */
	int regionAt(double x, double y) {
		if (result == null || x < 0 || y < 0 || x >= 1 || y >= 1) return 0;
		return result.labels()[(int) (y * result.height()) * result.width() + (int) (x * result.width())];
	}
}
