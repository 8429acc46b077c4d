package sc.fiji.stfpm.score;

import java.util.List;

import sc.fiji.stfpm.image.RowSource;

/** The highest of several maps at every place. */
public final class HighestRows {
	private HighestRows() {}

	/**
	 * @param maps at least one
	 * @param columns of each
	 */
	public static RowSource of(List<RowSource> maps, int columns) {
		if (maps.size() == 1) return maps.get(0);
		float[] one = new float[columns];
		return (y, row) -> {
			maps.get(0).read(y, row);
			for (RowSource map : maps.subList(1, maps.size())) {
				map.read(y, one);
				for (int x = 0; x < columns; x++)
					row[x] = Math.max(row[x], one[x]);
			}
		};
	}
}
