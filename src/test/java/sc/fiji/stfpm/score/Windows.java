package sc.fiji.stfpm.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.Function;

import sc.fiji.stfpm.image.Columns;
import sc.fiji.stfpm.image.RowSource;

/** Compares parts of a map with the whole. */
final class Windows {
	private static final int[] SIZES = { 1, 2, 37, 64 };

	private Windows() {}

	/** Cuts the map into windows of several sizes, those at its borders smaller, and compares bit by bit. */
	static void check(float[] whole, int height, int width, Function<Columns, RowSource> rows) {
		for (int size : SIZES)
			for (int x = 0; x < width; x += size)
				for (int y = 0; y < height; y += Math.max(size, 29))
					check(whole, width, new Columns(x, Math.min(width, x + size)), y, Math.min(height, y + size), rows);
	}

	private static void check(float[] whole, int width, Columns columns, int from, int to, Function<Columns, RowSource> rows) {
		RowSource window = rows.apply(columns);
		float[] row = new float[columns.count()];
		for (int y = from; y < to; y++) {
			window.read(y, row);
			for (int x = columns.from(); x < columns.to(); x++)
				assertEquals(whole[y * width + x], row[x - columns.from()], 0, "row " + y + ", column " + x + " of columns " + columns);
		}
	}
}
