package sc.fiji.stfpm.evaluate;

import java.util.Optional;

/**
 * The curves of an evaluation, to plot; empty where one class is missing.
 *
 * @param imageRoc true against false positive rate of images
 * @param imagePrecisionRecall precision against recall of images
 * @param pixelRoc true against false positive rate of pixels
 * @param pixelPrecisionRecall precision against recall of pixels
 * @param pro per-region overlap against false positive rate of pixels
 */
public record Curves(Optional<Curve> imageRoc, Optional<Curve> imagePrecisionRecall, Optional<Curve> pixelRoc,
	Optional<Curve> pixelPrecisionRecall, Optional<Curve> pro) {}
