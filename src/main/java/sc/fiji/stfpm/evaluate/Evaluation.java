package sc.fiji.stfpm.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of judging a labelled set of images.
 *
 * @param counts what the metrics rest on
 * @param threshold the model's, where there is one
 * @param image metrics of image scores
 * @param pixel metrics of pixel scores
 * @param intervals 95 % confidence intervals by the names of {@link #figures()}, where they can be had
 */
public record Evaluation(Counts counts, OptionalDouble threshold, ImageMetrics image, PixelMetrics pixel,
	Map<String, Interval> intervals)
{
	// Names of figures, in tables and files.
	public static final String IMAGE_AUROC = "Image AUROC";
	public static final String IMAGE_AP = "Image average precision";
	public static final String IMAGE_F1_MAX = "Image F1-max";
	public static final String IMAGE_F1 = "Image F1 at threshold";
	public static final String FALSE_ALARMS = "False alarm rate";
	public static final String MISSES = "Miss rate";
	public static final String PIXEL_AUROC = "Pixel AUROC";
	public static final String PIXEL_AP = "Pixel average precision";
	public static final String PIXEL_F1_MAX = "Pixel F1-max";
	public static final String AUPRO_30 = "AUPRO at 0.3";
	public static final String AUPRO_05 = "AUPRO at 0.05";

	public Evaluation {
		intervals = Map.copyOf(intervals);
	}

	/**
	 * One row of a table: a metric's value or the reason why it has none.
	 *
	 * @param name the metric, for people
	 * @param value its value, empty where it is not defined
	 * @param reason why there is no value; empty text where there is one
	 * @param interval 95 % confidence interval, where it can be had
	 */
	public record Figure(String name, OptionalDouble value, String reason, Optional<Interval> interval) {

		/** The value with six significant digits, or {@code n/a} and the reason. */
		public String text() {
			return value.isPresent() ? String.format(Locale.ROOT, "%.6g", value.getAsDouble()) : "n/a (" + reason + ")";
		}
	}

	/** The same with confidence intervals. */
	Evaluation with(Map<String, Interval> found) {
		return new Evaluation(counts, threshold, image, pixel, found);
	}

	/** All metrics in the order of a report. */
	public List<Figure> figures() {
		String noPair = noImages();
		String noPixels = counts.normalPixels() == 0 ? "no normal pixel" : "no anomalous region";
		return List.of(
			figure(IMAGE_AUROC, image.auroc(), noPair),
			figure(IMAGE_AP, image.averagePrecision(), noPair),
			figure(IMAGE_F1_MAX, image.f1Max(), noPair),
			figure("Image F1-max threshold", image.f1Threshold(), noPair),
			figure(IMAGE_F1, image.f1AtThreshold(), noThresholdOr(noPair)),
			figure(FALSE_ALARMS, image.falseAlarmRate(), noThresholdOr("no normal image")),
			figure(MISSES, image.missRate(), noThresholdOr("no anomalous image")),
			figure(PIXEL_AUROC, pixel.auroc(), noPixels),
			figure(PIXEL_AP, pixel.averagePrecision(), noPixels),
			figure(PIXEL_F1_MAX, pixel.f1Max(), noPixels),
			figure("Pixel F1-max threshold", pixel.f1Threshold(), noPixels),
			figure(AUPRO_30, pixel.aupro30(), noPixels),
			figure(AUPRO_05, pixel.aupro05(), noPixels));
	}

	private Figure figure(String name, OptionalDouble value, String reason) {
		return new Figure(name, value, value.isPresent() ? "" : reason, Optional.ofNullable(intervals.get(
			name)));
	}

	private String noThresholdOr(String reason) {
		return threshold.isEmpty() ? "no threshold" : reason;
	}

	private String noImages() {
		return counts.normalImages() == 0 ? "no normal image" : "no anomalous image";
	}
}
