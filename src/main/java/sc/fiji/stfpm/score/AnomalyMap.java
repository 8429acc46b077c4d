package sc.fiji.stfpm.score;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.stfpm.image.BilinearRows;
import sc.fiji.stfpm.image.Columns;
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
		return rows(new LayerDistances(height, width, layers), formula, Columns.all(width)).readAll(height, width);
	}

	/**
	 * Some columns of the map, a row at a time: bit by bit those of the whole, of which no more is looked at than they need. Rows in
	 * ascending order are read fastest. Not thread-safe.
	 *
	 * @throws IllegalArgumentException without a layer
	 */
	public static RowSource rows(DistanceField field, MapFormula formula, Columns wanted) {
		if (field.count() == 0)
			throw new IllegalArgumentException("An anomaly map needs the distances of at least one layer, found none");
		if (formula != MapFormula.OFFICIAL) return product(field, 0.5f, field.height(), field.width(), wanted);
		int quarterHeight = quarter(field.height()), quarterWidth = quarter(field.width());
		RowSource quarter = product(field, 1, quarterHeight, quarterWidth, BilinearRows.needed(wanted, quarterWidth, field.width()));
		return new BilinearRows(quarter, quarterWidth, quarterHeight, field.width(), field.height(), wanted);
	}

	private static RowSource product(DistanceField field, float factor, int height, int width, Columns wanted) {
		List<RowSource> sources = resized(field, height, width, wanted);
		float[] one = new float[wanted.count()];
		return (y, row) -> {
			for (int i = 0; i < sources.size(); i++) {
				sources.get(i).read(y, one);
				for (int x = 0; x < one.length; x++)
					row[x] = i == 0 ? factor * one[x] : row[x] * factor * one[x];
			}
		};
	}

	/** A quarter of a side, rounded up as the network's strided convolutions do, so that the first layer stays as it is. */
	static int quarter(int side) {
		return (side + 3) / 4;
	}

	/** Some columns of each layer stretched to a size. */
	static List<RowSource> resized(DistanceField field, int height, int width, Columns wanted) {
		List<RowSource> sources = new ArrayList<>();
		for (int l = 0; l < field.count(); l++) {
			int layer = l;
			Columns needed = BilinearRows.needed(wanted, field.columns(layer), width);
			sources.add(new BilinearRows((y, row) -> field.read(layer, y, needed.from(), needed.to(), row), field.columns(layer), field.rows(
				layer), width, height, wanted));
		}
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
