package sc.fiji.stfpm.detect;

import java.util.List;
import java.util.function.IntPredicate;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.stfpm.score.AnomalyMap;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.Region;
import sc.fiji.stfpm.score.Regions;

/**
 * What detection found in one image.
 *
 * @param width of the image and the map, in pixels
 * @param height of the image and the map, in pixels
 * @param values the anomaly map, row by row; not copied; NaN outside the part that was looked at
 * @param score the maximum of the part that was looked at
 * @param calibration the model's
 * @param regions connected parts of the map at or above the threshold, the highest first
 */
public record DetectionResult(int width, int height, float[] values, float score, Calibration calibration,
	List<Region> regions)
{
	static DetectionResult of(int width, int height, float[] values, Calibration calibration) {
		float score = AnomalyMap.score(values);
		if (Float.isNaN(score)) throw new ArithmeticException("The anomaly map has values that are not a number; the image"
			+ " or the model may hold such values");
		return new DetectionResult(width, height, values, score, calibration, Regions.find(values, width, height, calibration
			.threshold()));
	}

	/**
	 * This result as if only a part of the image had been looked at: score and regions are those of the part, and the map
	 * is NaN outside.
	 *
	 * @param inside whether a pixel belongs to the part, by its index {@code y * width + x}
	 * @throws IllegalArgumentException where the part is empty
	 */
	public DetectionResult within(IntPredicate inside) {
		float[] part = new float[values.length];
		float highest = Float.NEGATIVE_INFINITY;
		for (int i = 0; i < part.length; i++) {
			boolean counts = inside.test(i);
			part[i] = counts ? values[i] : Float.NaN;
			if (counts) highest = Math.max(highest, values[i]);
		}
		if (highest == Float.NEGATIVE_INFINITY) throw new IllegalArgumentException(
			"The selection has no pixel inside the image");
		return new DetectionResult(width, height, part, highest, calibration, Regions.find(part, width, height, calibration
			.threshold()));
	}

	/** This result by another threshold; the map and the score are the same. */
	public DetectionResult by(Calibration other) {
		return new DetectionResult(width, height, values, score, other, Regions.find(values, width, height, other.threshold()));
	}

	/** Whether the score reaches the model's threshold. */
	public boolean anomalous() {
		return calibration.isAnomalous(score);
	}

	/** {@link #anomalous()} as tables and messages say it: {@code anomalous} or {@code normal}. */
	public String decision() {
		return anomalous() ? "anomalous" : "normal";
	}

	/** The share of normal images that score as high, see {@link Calibration#pValue}; NaN where the model cannot tell. */
	public double pValue() {
		return calibration.pValue(score).orElse(Double.NaN);
	}

	/** Pixels in regions. */
	public long anomalousArea() {
		return regions.stream().mapToLong(Region::area).sum();
	}

	/** For every pixel, row by row, the {@link Region#label()} of its region; 0 where there is none. */
	public int[] labels() {
		return Regions.labels(values, width, height, calibration.threshold());
	}

	/** The map as an image over the same values, axes X and Y. */
	public Img<FloatType> map() {
		return ArrayImgs.floats(values, width, height);
	}
}
