package sc.fiji.stfpm.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

import sc.fiji.stfpm.score.Labelling;

/**
 * The pixel scores of one or more images: those of normal pixels together, those of anomalous pixels by region.
 * Regions are connected with 8-neighbours within their image.
 */
public final class PixelScores {
	private final float[] normals;
	private final List<float[]> regions;

	private PixelScores(float[] normals, List<float[]> regions) {
		this.normals = normals;
		this.regions = List.copyOf(regions);
	}

	/**
	 * Splits an anomaly map by its ground truth. The map is copied, never kept.
	 *
	 * @param image the image's name, for errors
	 * @param map {@code width * height} raw scores, row by row
	 * @param mask true where the image is anomalous, of the map's length; null where it is normal everywhere
	 * @throws IllegalArgumentException where sizes do not match or a score is NaN, naming the image and the position
	 */
	public static PixelScores of(String image, float[] map, boolean[] mask, int width, int height) {
		if (map.length != (long) width * height || mask != null && mask.length != map.length)
			throw new IllegalArgumentException(image + ": a map of " + width + " x " + height + " pixels has " + map.length
				+ " scores" + (mask == null ? "" : " and " + mask.length + " mask values"));
		for (int p = 0; p < map.length; p++)
			if (Float.isNaN(map[p]))
				throw new IllegalArgumentException(image + ": the score at x=" + p % width + ", y=" + p / width + " is not a number");
		return mask == null ? new PixelScores(map.clone(), List.of()) : split(map, Labelling.of(mask, width, height));
	}

	private static PixelScores split(float[] map, Labelling truth) {
		int[] labels = truth.labels();
		int[] sizes = new int[truth.count() + 1];
		for (int label : labels)
			sizes[label]++;
		float[][] scores = new float[sizes.length][];
		Arrays.setAll(scores, label -> new float[sizes[label]]);
		int[] filled = new int[sizes.length];
		for (int p = 0; p < map.length; p++)
			scores[labels[p]][filled[labels[p]]++] = map[p];
		return new PixelScores(scores[0], Arrays.asList(scores).subList(1, scores.length));
	}

	/** All images' scores together, the normal ones in ascending order. */
	public static PixelScores pooled(Collection<PixelScores> images) {
		float[] normals = concatenated(images.stream().map(PixelScores::normals).toList());
		Arrays.sort(normals);
		List<float[]> regions = new ArrayList<>();
		images.forEach(image -> regions.addAll(image.regions));
		return new PixelScores(normals, regions);
	}

	/** Scores of normal pixels; not a copy. */
	public float[] normals() {
		return normals;
	}

	/** Scores of each region's pixels; not copies. */
	public List<float[]> regions() {
		return regions;
	}

	/** Scores of all regions' pixels, in ascending order. */
	public float[] anomalous() {
		float[] scores = concatenated(regions);
		Arrays.sort(scores);
		return scores;
	}

	/** Whether there are normal pixels and a region, without which no metric is defined. */
	public boolean hasBoth() {
		return normals.length > 0 && !regions.isEmpty();
	}

	/** The metrics of these pixels; empty ones where {@link #hasBoth()} is false. */
	public PixelMetrics metrics() {
		if (!hasBoth()) return PixelMetrics.UNDEFINED;
		float[] ascending = Ascending.of(normals);
		float[] anomalous = anomalous();
		PrecisionRecall.F1 best = PrecisionRecall.maximum(ascending, anomalous);
		return new PixelMetrics(OptionalDouble.of(Roc.area(ascending, anomalous)),
			OptionalDouble.of(PrecisionRecall.average(ascending, anomalous)),
			OptionalDouble.of(best.value()), OptionalDouble.of(best.threshold()),
			OptionalDouble.of(Pro.area(ascending, regions, 0.3)), OptionalDouble.of(Pro.area(ascending, regions, 0.05)));
	}

	/** @throws IllegalArgumentException where they are more than one Java array holds */
	static float[] concatenated(List<float[]> arrays) {
		long length = 0;
		for (float[] array : arrays)
			length += array.length;
		if (length > Integer.MAX_VALUE - 8)
			throw new IllegalArgumentException("Pixel metrics take up to " + (Integer.MAX_VALUE - 8) + " pixels, found " + length);
		float[] all = new float[(int) length];
		int end = 0;
		for (float[] array : arrays) {
			System.arraycopy(array, 0, all, end, array.length);
			end += array.length;
		}
		return all;
	}
}
