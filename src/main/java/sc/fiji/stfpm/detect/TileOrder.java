package sc.fiji.stfpm.detect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import sc.fiji.stfpm.memory.CellMeans;

/**
 * The tiles of all scales that see a plane, in the order in which they are looked at: those of the first scale row by row, then those of
 * the next.
 *
 * @param scales a tiling for each scale
 */
record TileOrder(List<PlaneTiles> scales) {
	/** How many there are. */
	int count() {
		return scales.stream().mapToInt(PlaneTiles::count).reduce(0, Math::addExact);
	}

	/** The number of a scale's first tile. */
	int first(int scale) {
		return scales.subList(0, scale).stream().mapToInt(PlaneTiles::count).sum();
	}

	/** The scale that sees a tile. */
	int scale(int number) {
		int scale = 0;
		while (scale + 1 < scales.size() && first(scale + 1) <= number)
			scale++;
		return scale;
	}

	/** The tiles of the scale that sees a tile. */
	PlaneTiles tiles(int number) {
		return scales.get(scale(number));
	}

	/** The number of a tile within its scale. */
	int within(int number) {
		return number - first(scale(number));
	}

	/**
	 * The means of the features of the whole plane, see {@link AnomalyMapper.Look#means}: added tile by tile, whoever looked at them.
	 *
	 * @param store of all tiles
	 */
	float[] means(TileStore store) throws IOException {
		List<float[]> means = new ArrayList<>();
		for (int scale = 0; scale < scales.size(); scale++) {
			CellMeans sum = scales.get(scale).means();
			for (int tile = 0; tile < scales.get(scale).count(); tile++)
				sum.add(store.means(first(scale) + tile));
			means.add(sum.means());
		}
		return CellMeans.joined(means);
	}
}
