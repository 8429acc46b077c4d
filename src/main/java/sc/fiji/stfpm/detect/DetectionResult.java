package sc.fiji.stfpm.detect;

import java.util.List;
import java.util.function.IntPredicate;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.stfpm.image.PixelBlocks;
import sc.fiji.stfpm.image.PixelMask;
import sc.fiji.stfpm.score.AnomalyMap;
import sc.fiji.stfpm.score.AreaOpening;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.Region;
import sc.fiji.stfpm.score.Regions;

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
 * @param channelMaps of separate channels
 * @param channels what each of separate channels says; empty where the model sees them together
 */
public record DetectionResult(int width, int height, float[] values, float score, Calibration calibration,
	List<Region> regions, int minimumArea, Comparison comparison, ChannelMaps channelMaps, List<ChannelScore> channels) implements Judgement
{
	/** Of a map where every region counts, and of whose image as a whole nothing is known. */
	public DetectionResult(int width, int height, float[] values, float score, Calibration calibration, List<Region> regions) {
		this(width, height, values, score, calibration, regions, 1, Comparison.NONE);
	}

	/** Of a map where the channels were seen together. */
	public DetectionResult(int width, int height, float[] values, float score, Calibration calibration, List<Region> regions, int minimumArea,
		Comparison comparison)
	{
		this(width, height, values, score, calibration, regions, minimumArea, comparison, ChannelMaps.NONE, List.of());
	}

	static DetectionResult of(int width, int height, float[] values, Calibration calibration, int minimumArea, Comparison comparison,
		ChannelMaps channels)
	{
		if (Float.isNaN(AnomalyMap.score(values))) throw new ArithmeticException("The anomaly map has values that are not a number; the image"
			+ " or the model may hold such values");
		return of(width, height, values, scored(values, width, height, minimumArea), calibration, minimumArea, comparison, channels);
	}

	private static DetectionResult of(int width, int height, float[] values, float score, Calibration calibration, int minimumArea,
		Comparison comparison, ChannelMaps channels)
	{
		return new DetectionResult(width, height, values, score, calibration, Regions.find(values, width, height, calibration.threshold(),
			minimumArea, channels::channelAt), minimumArea, comparison, channels, channels.scores(values, width, height, minimumArea));
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
			any |= counts && !Float.isNaN(values[i]);
		}
		if (!any) throw new IllegalArgumentException("The selection has no pixel inside the image that counts");
		return of(width, height, part, scored(part, width, height, minimumArea), calibration, minimumArea, comparison, channelMaps);
	}

	/** This result without pixels that do not count, see {@link #within}; itself where all count. */
	public DetectionResult ignoring(PixelMask ignored) {
		return ignored == PixelMask.NONE ? this : within(ignored.outside().byIndex(width));
	}

	@Override
	public long ignoredArea() {
		long ignored = 0;
		for (float value : values)
			if (Float.isNaN(value)) ignored++;
		return ignored;
	}

	/** This result by another threshold; map, score and comparison are the same. */
	public DetectionResult by(Calibration other) {
		return of(width, height, values, score, other, minimumArea, comparison, channelMaps);
	}

	/** For every pixel, row by row, the {@link Region#label()} of its region; 0 where there is none. */
	public int[] labels() {
		return Regions.labels(values, width, height, calibration.threshold(), minimumArea);
	}

	/** The map as an image over the same values, axes X and Y. */
	@Override
	public Img<FloatType> map() {
		return ArrayImgs.floats(values, width, height);
	}

	@Override
	public float[] highest(int toWidth, int toHeight) {
		return new PixelBlocks(width, height, toWidth, toHeight).highest(values);
	}

	@Override
	public int[] peak() {
		int at = 0;
		for (int i = 1; i < values.length; i++)
			if (values[i] > values[at] || Float.isNaN(values[at])) at = i;
		return new int[] { at % width, at / width };
	}
}
