package sc.fiji.stfpm.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.stfpm.cells.BoundedCache;
import sc.fiji.stfpm.cells.CachedCells;
import sc.fiji.stfpm.image.Columns;
import sc.fiji.stfpm.image.PixelMask;
import sc.fiji.stfpm.image.RowSource;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.network.DistanceMap;
import sc.fiji.stfpm.score.DistanceField;

/** An anomaly map of which any part can be made from distances, bit by bit that of the whole. Thread-safe. */
final class PlaneMap {
	/** Side of the cells of {@link #image}, in pixels. */
	private static final int CELL = 512;
	private static final long IMAGE_BYTES = 128L << 20;
	/** Distances that stay in memory: those of several rows of tiles of a plane of 100,000 columns. */
	private static final long KEPT_BYTES = 128L << 20;

	private final AnomalyModel model;
	/** The distances of every scale, which may be looked for when they are needed first. */
	private final Supplier<List<? extends DistanceField>> fields;
	private final int width;
	private final int height;
	/** Pixels that are NaN. */
	private final PixelMask ignored;

	private PlaneMap(AnomalyModel model, Supplier<List<? extends DistanceField>> fields, int width, int height, PixelMask ignored) {
		this.model = model;
		this.fields = fields;
		this.width = width;
		this.height = height;
		this.ignored = ignored;
	}

	/** @param fields the distances of every scale */
	static PlaneMap of(AnomalyModel model, List<? extends DistanceField> fields, int width, int height) {
		return new PlaneMap(model, () -> fields, width, height, PixelMask.NONE);
	}

	/** The same where they are looked for once, when they are needed first. */
	static PlaneMap later(AnomalyModel model, Supplier<List<? extends DistanceField>> look, int width, int height) {
		BoundedCache<List<? extends DistanceField>> once = new BoundedCache<>(0, only -> new BoundedCache.Sized<>(look.get(), 0));
		return new PlaneMap(model, () -> once.get(0), width, height, PixelMask.NONE);
	}

	/** The same, NaN where pixels do not count. */
	PlaneMap ignoring(PixelMask pixels) {
		return new PlaneMap(model, fields, width, height, pixels);
	}

	/** Which pixels do not count. */
	PixelMask ignored() {
		return ignored;
	}

	/** Where the distances of a tile of a scale come from. */
	interface TileSource {
		List<DistanceMap> distances(int scale, int tile) throws Exception;
	}

	/**
	 * The map of a plane that is seen in tiles.
	 *
	 * @param scales a tiling for each scale
	 * @param bytes of distances that stay in memory
	 */
	static PlaneMap ofTiles(AnomalyModel model, List<PlaneTiles> scales, long bytes, TileSource source) {
		List<DistanceField> fields = new ArrayList<>();
		for (int s = 0; s < scales.size(); s++) {
			int scale = s;
			BoundedCache<List<DistanceMap>> kept = new BoundedCache<>(bytes / scales.size(), tile -> sized(source.distances(scale, (int) tile)));
			fields.add(new TileDistances(scales.get(s), kept::get));
		}
		return of(model, fields, scales.get(0).imageWidth(), scales.get(0).imageHeight());
	}

	/** The same where the tiles are looked at already. */
	static PlaneMap ofTiles(AnomalyModel model, TileOrder order, TileStore store) {
		return ofTiles(model, order.scales(), KEPT_BYTES, (scale, tile) -> store.distances(order.first(scale) + tile));
	}

	private static BoundedCache.Sized<List<DistanceMap>> sized(List<DistanceMap> maps) {
		return new BoundedCache.Sized<>(maps, maps.stream().mapToLong(map -> (long) map.values().length * Float.BYTES).sum());
	}

	int width() {
		return width;
	}

	int height() {
		return height;
	}

	/** How many channels are looked at one by one; 1 where they are seen together. */
	int parts() {
		return model.scoring().parts();
	}

	/** The number of the channel that such a part is of, from 1; 0 where channels are seen together. */
	int channel(int part) {
		return model.separateChannels().isEmpty() ? 0 : model.separateChannels().get(part).number();
	}

	/** Some columns of a channel's own map, a row at a time; the source is for one thread. */
	RowSource rows(int part, Columns columns) {
		return counting(model.scoring().rows(part, fields.get(), height, width, columns), columns);
	}

	/** A rectangle, row by row. */
	float[] part(int x, int y, int columns, int rows) {
		Columns some = new Columns(x, x + columns);
		return read(counting(model.scoring().rows(fields.get(), height, width, some), some), y, columns, rows);
	}

	/** A rectangle of a channel's own map, row by row. */
	float[] part(int part, int x, int y, int columns, int rows) {
		return read(rows(part, new Columns(x, x + columns)), y, columns, rows);
	}

	private RowSource counting(RowSource source, Columns columns) {
		if (ignored == PixelMask.NONE) return source;
		return (y, row) -> {
			source.read(y, row);
			for (int x = columns.from(); x < columns.to(); x++)
				if (ignored.contains(x, y)) row[x - columns.from()] = Float.NaN;
		};
	}

	private static float[] read(RowSource source, int y, int columns, int rows) {
		float[] values = new float[columns * rows], row = new float[columns];
		for (int i = 0; i < rows; i++) {
			source.read(y + i, row);
			System.arraycopy(row, 0, values, i * columns, columns);
		}
		return values;
	}

	/** All of it, of which cells are made when they are looked at. */
	RandomAccessibleInterval<FloatType> image() {
		return CachedCells.floats(new long[] { width, height }, new int[] { CELL, CELL }, IMAGE_BYTES, (min, size, values) -> System.arraycopy(
			part((int) min[0], (int) min[1], size[0], size[1]), 0, values, 0, values.length));
	}
}
