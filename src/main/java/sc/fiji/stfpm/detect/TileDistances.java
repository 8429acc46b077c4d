package sc.fiji.stfpm.detect;

import java.util.List;
import java.util.function.IntFunction;

import sc.fiji.stfpm.network.DistanceMap;
import sc.fiji.stfpm.score.DistanceField;

/** The distances of a plane that is seen in tiles, put together from those of its tiles. */
final class TileDistances implements DistanceField {
	private final PlaneTiles tiles;
	private final IntFunction<List<DistanceMap>> distances;

	/** @param distances of a tile's core, of every layer, by the tile's number; asked for often */
	TileDistances(PlaneTiles tiles, IntFunction<List<DistanceMap>> distances) {
		this.tiles = tiles;
		this.distances = distances;
	}

	@Override
	public int height() {
		return tiles.height();
	}

	@Override
	public int width() {
		return tiles.width();
	}

	@Override
	public int count() {
		return tiles.strides().size();
	}

	@Override
	public int rows(int layer) {
		return Tiling.cells(tiles.height(), stride(layer));
	}

	@Override
	public int columns(int layer) {
		return Tiling.cells(tiles.width(), stride(layer));
	}

	private int stride(int layer) {
		return tiles.strides().get(layer);
	}

	@Override
	public void read(int layer, int row, int from, int to, float[] out) {
		int stride = stride(layer);
		for (int column = from; column < to;) {
			int number = tiles.at(column * stride, row * stride);
			Tiling.Tile tile = tiles.tile(number);
			DistanceMap map = distances.apply(number).get(layer);
			int x = column - tile.x() / stride, count = Math.min(to - column, map.width() - x);
			System.arraycopy(map.values(), (row - tile.y() / stride) * map.width() + x, out, column - from, count);
			column += count;
		}
	}
}
