package sc.fiji.stfpm.evaluate;

import java.util.List;

/**
 * Per-region overlap: the mean over anomalous regions of the fraction found, against the false positive rate over the
 * normal pixels of all images (Bergmann et al., IJCV 2021, MVTec AD).
 */
public final class Pro {
	private Pro() {}

	/**
	 * The area under the curve up to a false positive rate, divided by that rate: thresholds from high to low, one
	 * point a distinct score, from (0, 0) to (1, 1), trapezoids, linear interpolation at the limit.
	 * <p>
	 * A trapezoid is linear in the overlap, so the area is a mean over regions of means over their pixels. A pixel
	 * alone is found between the false positive rates {@code a = P(s- > s)} and {@code b = P(s- >= s)}, linearly:
	 * up to the limit {@code L} it adds {@code L - (a + b) / 2} where {@code b <= L}, {@code (L - a)^2 / (2 (b - a))}
	 * where {@code a < L < b}, else 0. That needs the normal scores sorted and nothing else.
	 *
	 * @param normals scores of all normal pixels; used as they are where ascending, else copied and sorted
	 * @param regions scores of the pixels of each anomalous region, in any order
	 * @param limit highest false positive rate, above 0 and up to 1; MVTec's is 0.3
	 * @return between 0 and 1
	 * @throws IllegalArgumentException where there is no normal score or no region, a region is empty, the limit is out
	 *         of range, or a score is NaN
	 */
	public static double area(float[] normals, List<float[]> regions, double limit) {
		if (!(limit > 0 && limit <= 1))
			throw new IllegalArgumentException("The limit on the false positive rate must lie above 0 and up to 1, found " + limit);
		float[] ascending = checked(normals, regions);
		double sum = 0;
		for (float[] region : regions) {
			double area = 0;
			for (float score : region)
				area += pixelArea(ascending, score, limit);
			sum += area / region.length;
		}
		return Math.min(1, sum / regions.size() / limit);
	}

	private static double pixelArea(float[] ascending, float score, double limit) {
		double n = ascending.length;
		double a = (n - Ascending.upTo(ascending, score)) / n;
		if (a >= limit) return 0;
		double b = (n - Ascending.below(ascending, score)) / n;
		return b <= limit ? limit - (a + b) / 2 : (limit - a) * (limit - a) / (2 * (b - a));
	}

	/**
	 * The curve from (0, 0) to (1, 1), false positive rate on x, overlap on y.
	 *
	 * @param resolution points nearer than {@code 1 / resolution} in both directions to the point before are left out
	 * @throws IllegalArgumentException as {@link #area}
	 */
	public static Curve curve(float[] normals, List<float[]> regions, int resolution) {
		float[] ascending = checked(normals, regions);
		List<float[]> sorted = regions.stream().map(Ascending::of).toList();
		float[] pooled = Ascending.of(PixelScores.concatenated(regions));
		ThresholdWalk walk = new ThresholdWalk(ascending, pooled);
		Curve.Thinned curve = new Curve.Thinned(resolution);
		curve.add(0, 0, Float.POSITIVE_INFINITY);
		// Every distinct score costs one search a region, so they are taken a step of the resolution at a time.
		double x = 0;
		int found = 0;
		while (walk.next()) {
			double nextX = (double) walk.falsePositives() / ascending.length;
			boolean last = walk.falsePositives() == ascending.length && walk.truePositives() == pooled.length;
			if (!last && nextX - x < 1.0 / resolution && walk.truePositives() - found < (double) pooled.length / resolution)
				continue;
			x = nextX;
			found = walk.truePositives();
			curve.add(x, overlap(sorted, walk.threshold()), walk.threshold());
		}
		return curve.curve();
	}

	private static double overlap(List<float[]> ascendingRegions, float threshold) {
		double sum = 0;
		for (float[] region : ascendingRegions)
			sum += 1 - (double) Ascending.below(region, threshold) / region.length;
		return sum / ascendingRegions.size();
	}

	private static float[] checked(float[] normals, List<float[]> regions) {
		if (normals.length == 0 || regions.isEmpty())
			throw new IllegalArgumentException("Normal pixels and anomalous regions are needed, found " + normals.length
				+ " pixels and " + regions.size() + " regions");
		for (float[] region : regions) {
			if (region.length == 0) throw new IllegalArgumentException("A region has no pixel");
			for (float score : region)
				if (Float.isNaN(score)) throw new IllegalArgumentException("A region's score is not a number");
		}
		return Ascending.of(normals);
	}
}
