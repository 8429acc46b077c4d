package sc.fiji.stfpm.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The anomalous regions of an anomaly map: pixels with {@code score >= threshold} that touch, 8-neighbours included.
 * A pixel that is NaN belongs to no region.
 */
public final class Regions {
	private static final Comparator<Region> STRONGEST_FIRST = (a, b) -> Float.compare(b.max(), a.max());

	private Regions() {}

	/**
	 * Finds and measures the regions, sorted by descending maximum; equal maxima stay in the order of their first
	 * pixels, row by row.
	 *
	 * @param map {@code width * height} scores, row by row
	 * @throws IllegalArgumentException where the sizes do not match
	 */
	public static List<Region> find(float[] map, int width, int height, float threshold) {
		return find(map, width, height, threshold, 1);
	}

	/**
	 * The same without small regions.
	 *
	 * @param minimumArea of a region that counts, in pixels, from 1
	 */
	public static List<Region> find(float[] map, int width, int height, float threshold, int minimumArea) {
		return find(map, width, height, threshold, minimumArea, pixel -> 0);
	}

	/**
	 * The same, with the channel of each region.
	 *
	 * @param channelAt the channel that is highest at a pixel, see {@link Region#channel()}
	 */
	public static List<Region> find(float[] map, int width, int height, float threshold, int minimumArea, IntUnaryOperator channelAt) {
		List<Region> regions = measured(Labelling.of(map, width, height, threshold), map, width, minimumArea, channelAt);
		List<Region> ranked = new ArrayList<>(regions.size());
		for (Region region : regions)
			ranked.add(region.withLabel(ranked.size() + 1));
		return List.copyOf(ranked);
	}

	/**
	 * The label image to {@link #find}: 0 where no region is, {@link Region#label()} elsewhere.
	 *
	 * @param map {@code width * height} scores, row by row
	 * @return {@code width * height} labels, row by row
	 * @throws IllegalArgumentException where the sizes do not match
	 */
	public static int[] labels(float[] map, int width, int height, float threshold) {
		return labels(map, width, height, threshold, 1);
	}

	/** The same without small regions, the label image to {@link #find(float[], int, int, float, int)}. */
	public static int[] labels(float[] map, int width, int height, float threshold, int minimumArea) {
		Labelling labelling = Labelling.of(map, width, height, threshold);
		int[] rank = new int[labelling.count() + 1];
		int next = 0;
		for (Region region : measured(labelling, map, width, minimumArea, pixel -> 0))
			rank[region.label()] = ++next;
		int[] labels = labelling.labels();
		for (int p = 0; p < labels.length; p++)
			labels[p] = rank[labels[p]];
		return labels;
	}

	/** Strongest first, each still under its label in the labelling. */
	private static List<Region> measured(Labelling labelling, float[] map, int width, int minimumArea, IntUnaryOperator channelAt) {
		RegionMeasure[] measures = new RegionMeasure[labelling.count()];
		int[] labels = labelling.labels();
		for (int p = 0; p < labels.length; p++) {
			if (labels[p] == 0) continue;
			int i = labels[p] - 1;
			if (measures[i] == null) measures[i] = new RegionMeasure();
			measures[i].add(p % width, p / width, map[p], channelAt, p);
		}
		List<Region> regions = new ArrayList<>(measures.length);
		for (int i = 0; i < measures.length; i++)
			if (measures[i].area() >= minimumArea) regions.add(measures[i].region(i + 1));
		regions.sort(STRONGEST_FIRST);
		return regions;
	}
}
