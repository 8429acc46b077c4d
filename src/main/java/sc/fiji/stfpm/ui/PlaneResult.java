package sc.fiji.stfpm.ui;

import java.awt.Rectangle;
import java.util.function.IntPredicate;

import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.score.Calibration;

/**
 * What detection found in one plane of an image.
 *
 * @param slice from 1
 * @param frame from 1
 * @param channels which of the image's channels were used, from 1
 * @param bounds where in the image, in pixels, the map lies
 * @param result of that part
 */
public record PlaneResult(int slice, int frame, String channels, Rectangle bounds, DetectionResult result) {
	/** The start of a line on this plane: which one it is, where there are several. */
	String where(boolean several) {
		return several ? "slice " + slice + ", frame " + frame + ": " : "";
	}

	/** What tables say of it. */
	PlaneRow row() {
		return new PlaneRow(slice, frame, channels, bounds, result);
	}

	/** The same where only a part counts, see {@link DetectionResult#within}. */
	PlaneResult within(IntPredicate inside) {
		return new PlaneResult(slice, frame, channels, bounds, result.within(inside));
	}

	/** The same with another threshold. */
	PlaneResult by(Calibration calibration) {
		return new PlaneResult(slice, frame, channels, bounds, result.by(calibration));
	}
}
