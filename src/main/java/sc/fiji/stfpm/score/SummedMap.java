package sc.fiji.stfpm.score;

import java.util.List;

import sc.fiji.stfpm.image.BilinearRows;
import sc.fiji.stfpm.image.Columns;
import sc.fiji.stfpm.image.RowSource;

/**
 * Adds layers and scales that are all on one scale into an anomaly map: of every scale, each d_l bilinear to a quarter of the
 * input size, their sum, a Gaussian of standard deviation 1 there, then bilinear to the image's size; then the sum over scales. All
 * interpolation is bilinear with half-pixel centres. Thread-safe.
 */
public final class SummedMap {
	private static final double SIGMA = 1;

	private SummedMap() {}

	/**
	 * The whole map.
	 *
	 * @param scales the distances of each scale
	 * @param height rows of the image, in pixels
	 * @param width columns of the image, in pixels
	 * @return {@code height * width} values, row by row; 0 where all is normal
	 * @throws IllegalArgumentException without a scale, or for a size below 1
	 */
	public static float[] fuse(List<LayerDistances> scales, int height, int width) {
		AnomalyMap.checkSize(height, width);
		return rows(scales, height, width, Columns.all(width)).readAll(height, width);
	}

	/**
	 * Some columns of the map, a row at a time: bit by bit those of the whole, of which no more is looked at than they need. Rows in
	 * ascending order are read fastest. Not thread-safe.
	 *
	 * @param scales the distances of each scale
	 * @param height rows of the image, in pixels
	 * @param width columns of the image, in pixels
	 * @throws IllegalArgumentException without a scale
	 */
	public static RowSource rows(List<? extends DistanceField> scales, int height, int width, Columns wanted) {
		if (scales.isEmpty()) throw new IllegalArgumentException("An anomaly map needs the distances of at least one scale");
		return sum(scales.stream().map(scale -> rows(scale, height, width, wanted)).toList(), wanted.count());
	}

	private static RowSource rows(DistanceField scale, int height, int width, Columns wanted) {
		int quarterHeight = AnomalyMap.quarter(scale.height()), quarterWidth = AnomalyMap.quarter(scale.width());
		Columns smoothed = BilinearRows.needed(wanted, quarterWidth, width);
		Columns summed = GaussianRows.needed(smoothed, quarterWidth, SIGMA);
		RowSource sum = sum(AnomalyMap.resized(scale, quarterHeight, quarterWidth, summed), summed.count());
		return new BilinearRows(new GaussianRows(sum, quarterWidth, quarterHeight, SIGMA, smoothed), quarterWidth, quarterHeight, width,
			height, wanted);
	}

	private static RowSource sum(List<RowSource> sources, int count) {
		float[] one = new float[count];
		return (y, row) -> {
			sources.get(0).read(y, row);
			for (RowSource source : sources.subList(1, sources.size())) {
				source.read(y, one);
				for (int x = 0; x < count; x++)
					row[x] += one[x];
			}
		};
	}
}
