package sc.fiji.stfpm.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of judging a labelled set of images.
 *
 * @param counts what the metrics rest on
 * @param threshold the model's, where there is one
 * @param image metrics of image scores
 * @param pixel metrics of pixel scores
 */
public record Evaluation(Counts counts, OptionalDouble threshold, ImageMetrics image, PixelMetrics pixel) {

	/**
	 * One row of a table: a metric's value or the reason why it has none.
	 *
	 * @param name the metric, for people
	 * @param value its value, empty where it is not defined
	 * @param reason why there is no value; empty text where there is one
	 * @param interval 95 % bootstrap confidence interval, where one was asked for and can be had
	 */
	public record Figure(String name, OptionalDouble value, String reason, Optional<Interval> interval) {

		/** The value with six significant digits, or {@code n/a} and the reason. */
		public String text() {
			return value.isPresent() ? String.format(Locale.ROOT, "%.6g", value.getAsDouble()) : "n/a (" + reason + ")";
		}
	}

	/** All metrics in the order of a report. */
	public List<Figure> figures() {
		String noPair = noImages();
		String noPixels = counts.normalPixels() == 0 ? "no normal pixel" : "no anomalous region";
		return List.of(
			figure("Image AUROC", image.auroc(), noPair),
			figure("Image average precision", image.averagePrecision(), noPair),
			figure("Image F1-max", image.f1Max(), noPair),
			figure("Image F1-max threshold", image.f1Threshold(), noPair),
			figure("Image F1 at threshold", image.f1AtThreshold(), noThresholdOr(noPair)),
			figure("False alarm rate", image.falseAlarmRate(), noThresholdOr("no normal image")),
			figure("Miss rate", image.missRate(), noThresholdOr("no anomalous image")),
			figure("Pixel AUROC", pixel.auroc(), noPixels),
			figure("Pixel average precision", pixel.averagePrecision(), noPixels),
			figure("Pixel F1-max", pixel.f1Max(), noPixels),
			figure("Pixel F1-max threshold", pixel.f1Threshold(), noPixels),
			figure("AUPRO at 0.3", pixel.aupro30(), noPixels),
			figure("AUPRO at 0.05", pixel.aupro05(), noPixels));
	}

	private static Figure figure(String name, OptionalDouble value, String reason) {
		return new Figure(name, value, value.isPresent() ? "" : reason, Optional.empty());
	}

	private String noThresholdOr(String reason) {
		return threshold.isEmpty() ? "no threshold" : reason;
	}

	private String noImages() {
		return counts.normalImages() == 0 ? "no normal image" : "no anomalous image";
	}
}
