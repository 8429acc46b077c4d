package sc.fiji.stfpm.report;

import java.util.Arrays;

import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.Regions;

/** Made-up results of detection. */
final class Results {
	/** A rectangle of one value. */
	record Spot(int x, int y, int width, int height, float value) {}

	private Results() {}

	/** A map of 0.1 with spots in it. */
	static DetectionResult of(int width, int height, float threshold, Spot... spots) {
		return of(width, height, Calibration.given(threshold, "made up by a test"), spots);
	}

	static DetectionResult of(int width, int height, Calibration calibration, Spot... spots) {
		float[] map = new float[width * height];
		Arrays.fill(map, 0.1f);
		float score = 0.1f;
		for (Spot spot : spots) {
			score = Math.max(score, spot.value());
			for (int y = spot.y(); y < spot.y() + spot.height(); y++)
				Arrays.fill(map, y * width + spot.x(), y * width + spot.x() + spot.width(), spot.value());
		}
		return new DetectionResult(width, height, map, score, calibration, Regions.find(map, width, height, calibration.threshold()));
	}
}
