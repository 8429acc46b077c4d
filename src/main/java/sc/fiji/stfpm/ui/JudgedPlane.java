package sc.fiji.stfpm.ui;

import java.nio.file.Path;
import java.util.Optional;

import ij.measure.Calibration;
import sc.fiji.stfpm.detect.Judgement;
import sc.fiji.stfpm.detect.LargeDetection;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.image.SmallCopy;

/**
 * A plane of a file that was judged.
 *
 * @param name in the results
 * @param file where the plane is
 * @param image its pixels, or of a large one a smaller copy for pictures; readable while the file is being judged
 * @param pixelSize as the file tells; empty where it does not
 * @param result what was found
 */
public record JudgedPlane(PlaneName name, Path file, ImagePlane image, Optional<PixelSize> pixelSize, Judgement result) {
	/** Of a plane as it was read; a large one is read again, once, for a smaller copy. */
	public static JudgedPlane of(PlaneName name, Path file, ImagePlane plane, Judgement result) {
		return new JudgedPlane(name, file, result instanceof LargeDetection ? SmallCopy.of(plane, PlaneJudge.PICTURE) : plane, plane.pixelSize(),
			result);
	}

	/** As the open image of the same file is calibrated. */
	Calibration calibration() {
		return calibration(pixelSize);
	}

	/** As an open image is whose file tells that size. */
	static Calibration calibration(Optional<PixelSize> told) {
		Calibration calibration = new Calibration();
		told.ifPresent(size -> {
			calibration.pixelWidth = size.width();
			calibration.pixelHeight = size.height();
			calibration.setUnit(size.unit());
		});
		return calibration;
	}
}
