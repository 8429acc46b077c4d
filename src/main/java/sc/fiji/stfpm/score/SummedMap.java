package sc.fiji.stfpm.score;

import java.util.List;

import sc.fiji.stfpm.image.BilinearRows;
import sc.fiji.stfpm.image.RowSource;
import sc.fiji.stfpm.network.DistanceMap;

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
		if (scales.isEmpty()) throw new IllegalArgumentException("An anomaly map needs the distances of at least one scale");
		AnomalyMap.checkSize(height, width);
		float[] map = new float[Math.multiplyExact(height, width)], row = new float[width];
		for (LayerDistances scale : scales) {
			RowSource rows = rows(scale, height, width);
			for (int y = 0; y < height; y++) {
				rows.read(y, row);
				for (int x = 0, at = y * width; x < width; x++)
					map[at + x] += row[x];
			}
		}
		return map;
	}

	private static RowSource rows(LayerDistances scale, int height, int width) {
		int quarterHeight = AnomalyMap.quarter(scale.height()), quarterWidth = AnomalyMap.quarter(scale.width());
		RowSource sum = sum(scale.layers(), quarterHeight, quarterWidth);
		return new BilinearRows(new GaussianRows(sum, quarterWidth, quarterHeight, SIGMA), quarterWidth, quarterHeight, width,
			height);
	}

	private static RowSource sum(List<DistanceMap> layers, int height, int width) {
		List<RowSource> sources = AnomalyMap.resized(layers, height, width);
		float[] one = new float[width];
		return (y, row) -> {
			sources.get(0).read(y, row);
			for (RowSource source : sources.subList(1, sources.size())) {
				source.read(y, one);
				for (int x = 0; x < width; x++)
					row[x] += one[x];
			}
		};
	}
}
