package sc.fiji.stfpm.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import sc.fiji.stfpm.image.Columns;
import sc.fiji.stfpm.image.ComputedOnce;
import sc.fiji.stfpm.image.RowSource;
import sc.fiji.stfpm.model.ScoringModel;
import sc.fiji.stfpm.network.DistanceMap;
import sc.fiji.stfpm.score.DistanceField;

/** An anomaly map of which any part can be made from distances, bit by bit that of the whole. Thread-safe. */
final class PlaneMap {
	private final ScoringModel scoring;
	private final List<? extends DistanceField> fields;
	private final int width;
	private final int height;

	/** @param fields the distances of every scale */
	PlaneMap(ScoringModel scoring, List<? extends DistanceField> fields, int width, int height) {
		this.scoring = scoring;
		this.fields = fields;
		this.width = width;
		this.height = height;
	}

	/** Where the distances of a tile of a scale come from. */
	interface TileSource {
		List<DistanceMap> distances(int scale, int tile);
	}

	/**
	 * The map of a plane that is seen in tiles.
	 *
	 * @param scales a tiling for each scale
	 * @param bytes of distances that stay in memory
	 */
	static PlaneMap ofTiles(ScoringModel scoring, List<PlaneTiles> scales, long bytes, TileSource source) {
		List<DistanceField> fields = new ArrayList<>();
		for (int s = 0; s < scales.size(); s++) {
			int scale = s;
			ComputedOnce<List<DistanceMap>> kept = new ComputedOnce<>(bytes / scales.size(), PlaneMap::bytes, tile -> source.distances(scale,
				(int) tile));
			IntFunction<List<DistanceMap>> tiles = kept::get;
			fields.add(new TileDistances(scales.get(s), tiles));
		}
		return new PlaneMap(scoring, fields, scales.get(0).width(), scales.get(0).height());
	}

	private static long bytes(List<DistanceMap> maps) {
		return maps.stream().mapToLong(map -> (long) map.values().length * Float.BYTES).sum();
	}

	int width() {
		return width;
	}

	int height() {
		return height;
	}

	/** Some columns, a row at a time; the source is for one thread. */
	RowSource rows(Columns columns) {
		return scoring.rows(fields, height, width, columns);
	}

	/** A rectangle, row by row. */
	float[] part(int x, int y, int columns, int rows) {
		float[] values = new float[columns * rows], row = new float[columns];
		RowSource source = rows(new Columns(x, x + columns));
		for (int i = 0; i < rows; i++) {
			source.read(y + i, row);
			System.arraycopy(row, 0, values, i * columns, columns);
		}
		return values;
	}
}
