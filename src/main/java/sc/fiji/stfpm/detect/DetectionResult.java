package sc.fiji.stfpm.detect;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.stfpm.memory.ImageDescriptors.Nearest;
import sc.fiji.stfpm.score.AnomalyMap;
import sc.fiji.stfpm.score.AreaOpening;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.Region;
import sc.fiji.stfpm.score.Regions;
import sc.fiji.stfpm.score.Verdict;

/**
 * What detection found in one image.
 *
 * @param width of the image and the map, in pixels
 * @param height of the image and the map, in pixels
 * @param values the anomaly map, row by row; not copied; NaN outside the part that was looked at
 * @param score the maximum of the part that was looked at, or of its area opening where small regions do not count
 * @param calibration the model's
 * @param regions connected parts of the map at or above the threshold, of {@code minimumArea} pixels at least, the highest first
 * @param minimumArea pixels that a region has at least to count, from 1
 * @param comparison of the image as a whole with the normal ones
 */
public record DetectionResult(int width, int height, float[] values, float score, Calibration calibration,
	List<Region> regions, int minimumArea, Comparison comparison)
{
	/** Of a map where every region counts, and of whose image as a whole nothing is known. */
	public DetectionResult(int width, int height, float[] values, float score, Calibration calibration, List<Region> regions) {
		this(width, height, values, score, calibration, regions, 1, Comparison.NONE);
	}

	static DetectionResult of(int width, int height, float[] values, Calibration calibration, int minimumArea, Comparison comparison) {
		if (Float.isNaN(AnomalyMap.score(values))) throw new ArithmeticException("The anomaly map has values that are not a number; the image"
			+ " or the model may hold such values");
		return of(width, height, values, scored(values, width, height, minimumArea), calibration, minimumArea, comparison);
	}

	private static DetectionResult of(int width, int height, float[] values, float score, Calibration calibration, int minimumArea,
		Comparison comparison)
	{
		return new DetectionResult(width, height, values, score, calibration, Regions.find(values, width, height, calibration.threshold(),
			minimumArea), minimumArea, comparison);
	}

	/** The maximum where every pixel counts; NaN counts as nothing. */
	private static float scored(float[] values, int width, int height, int minimumArea) {
		if (minimumArea > 1) return AreaOpening.score(values, width, height, minimumArea);
		float highest = 0;
		for (float value : values)
			if (value > highest) highest = value;
		return highest;
	}

	/**
	 * This result as if only a part of the image had been looked at: score and regions are those of the part, and the map
	 * is NaN outside. The comparison is that of the whole image.
	 *
	 * @param inside whether a pixel belongs to the part, by its index {@code y * width + x}
	 * @throws IllegalArgumentException where the part is empty
	 */
	public DetectionResult within(IntPredicate inside) {
		float[] part = new float[values.length];
		boolean any = false;
		for (int i = 0; i < part.length; i++) {
			boolean counts = inside.test(i);
			part[i] = counts ? values[i] : Float.NaN;
			any |= counts;
		}
		if (!any) throw new IllegalArgumentException("The selection has no pixel inside the image");
		return of(width, height, part, scored(part, width, height, minimumArea), calibration, minimumArea, comparison);
	}

	/** This result by another threshold; map, score and comparison are the same. */
	public DetectionResult by(Calibration other) {
		return of(width, height, values, score, other, minimumArea, comparison);
	}

	/** What is said of the image. */
	public Verdict verdict() {
		return Verdict.of(comparison.comparable(), calibration, score);
	}

	/** Whether the image can be compared with the normal ones and its score reaches the threshold. */
	public boolean anomalous() {
		return verdict() == Verdict.ANOMALOUS;
	}

	/** Why the image is not comparable, for people; empty where it is. */
	public String reason() {
		return comparison.reason();
	}

	/** The normal image that this one is most like as a whole; empty where the model does not know its normal images. */
	public Optional<Nearest> mostSimilar() {
		return comparison.mostSimilar();
	}

	/** {@link #verdict()} as tables and messages say it: {@code normal}, {@code anomalous} or {@code not comparable}. */
	public String decision() {
		return verdict().toString();
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
		return Regions.labels(values, width, height, calibration.threshold(), minimumArea);
	}

	/** The map as an image over the same values, axes X and Y. */
	public Img<FloatType> map() {
		return ArrayImgs.floats(values, width, height);
	}
}
