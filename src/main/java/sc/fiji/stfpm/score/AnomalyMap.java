package sc.fiji.stfpm.score;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.stfpm.image.BilinearRows;
import sc.fiji.stfpm.image.RowSource;
import sc.fiji.stfpm.network.DistanceMap;

/**
 * Multiplies the layers' distances, a student's, into an anomaly map of the network's input size. All interpolation is bilinear with
 * half-pixel centres. Thread-safe.
 */
public final class AnomalyMap {
	private AnomalyMap() {}

	/**
	 * The whole map.
	 *
	 * @param layers the distances of each layer, in any order
	 * @param height rows of the network's input, in pixels
	 * @param width columns of the network's input, in pixels
	 * @return {@code height * width} values, row by row; 0 where teacher and student agree
	 * @throws IllegalArgumentException without a layer, or for a size below 1
	 */
	public static float[] fuse(List<DistanceMap> layers, int height, int width, MapFormula formula) {
		checkSize(height, width);
		float[] map = new float[Math.multiplyExact(height, width)];
		fuseRows(layers, height, width, formula, 0, height, map);
		return map;
	}

	/**
	 * A band of the map, bit by bit the same as these rows of {@link #fuse}, for maps too large to hold.
	 *
	 * @param height rows of the whole map
	 * @param width columns of the whole map
	 * @param fromRow first row
	 * @param toRow behind the last row
	 * @param out receives {@code (toRow - fromRow) * width} values, row by row, from its start
	 * @throws IllegalArgumentException without a layer, or where the rows leave the map or {@code out}
	 */
	public static void fuseRows(List<DistanceMap> layers, int height, int width, MapFormula formula, int fromRow,
		int toRow, float[] out)
	{
		checkSize(height, width);
		if (layers.isEmpty())
			throw new IllegalArgumentException("An anomaly map needs the distances of at least one layer, found none");
		if (fromRow < 0 || toRow < fromRow || toRow > height || (long) (toRow - fromRow) * width > out.length)
			throw new IllegalArgumentException("Rows " + fromRow + " to " + toRow + " of a map of " + height + " x " + width
				+ " (height x width) do not exist or do not fit into " + out.length + " values");
		RowSource rows = formula == MapFormula.OFFICIAL ? official(layers, height, width)
			: product(layers, 0.5f, height, width);
		float[] row = new float[width];
		for (int y = fromRow; y < toRow; y++) {
			rows.read(y, row);
			System.arraycopy(row, 0, out, (y - fromRow) * width, width);
		}
	}

	private static RowSource official(List<DistanceMap> layers, int height, int width) {
		int quarterHeight = quarter(height), quarterWidth = quarter(width);
		RowSource quarter = product(layers, 1, quarterHeight, quarterWidth);
		return new BilinearRows(quarter, quarterWidth, quarterHeight, width, height);
	}

	private static RowSource product(List<DistanceMap> layers, float factor, int height, int width) {
		List<RowSource> sources = resized(layers, height, width);
		float[] one = new float[width];
		return (y, row) -> {
			for (int i = 0; i < sources.size(); i++) {
				sources.get(i).read(y, one);
				for (int x = 0; x < width; x++)
					row[x] = i == 0 ? factor * one[x] : row[x] * factor * one[x];
			}
		};
	}

	/** A quarter of a side, rounded up as the network's strided convolutions do, so that the first layer stays as it is. */
	static int quarter(int side) {
		return (side + 3) / 4;
	}

	/** Each layer stretched to a size. */
	static List<RowSource> resized(List<DistanceMap> layers, int height, int width) {
		List<RowSource> sources = new ArrayList<>();
		for (DistanceMap layer : layers)
			sources.add(new BilinearRows(RowSource.of(layer.values(), layer.width()), layer.width(), layer.height(), width,
				height));
		return sources;
	}

	static void checkSize(int height, int width) {
		if (height < 1 || width < 1)
			throw new IllegalArgumentException("A map has at least one row and one column, found " + height + " x " + width);
	}

	/** The image score: the maximum of the map, NaN where the map holds one. */
	public static float score(float[] map) {
		float score = 0;
		for (float value : map)
			score = Math.max(score, value);
		return score;
	}
}
