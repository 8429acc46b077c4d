package sc.fiji.stfpm.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class CellMeansTest {
	private static final int WIDTH = 72, HEIGHT = 36;
	private static final List<CellMeans.Layer> LAYERS = List.of(new CellMeans.Layer(2, 4), new CellMeans.Layer(1, 8));

	/** A feature that says where it is. */
	private static float feature(int channel, int column, int row) {
		return channel == 0 ? column : 100 * row;
	}

	private static void add(CellMeans.Part part, int layer, int left, int top, int columns, int rows) {
		int channels = LAYERS.get(layer).channels();
		float[] members = part.membership(layer, columns, rows), sums = new float[CellMeans.CELLS * channels];
		for (int q = 0; q < CellMeans.CELLS; q++)
			for (int i = 0; i < columns * rows; i++)
				for (int c = 0; c < channels; c++)
					sums[q * channels + c] += members[q * columns * rows + i] * feature(c, left + i % columns, top + i / columns);
		part.add(layer, members, sums);
	}

	/** 18 x 9 and 9 x 5 features; of the latter two rows, two and one belong to the rows of the grid. */
	private static final float[] EXPECTED = { 2.5f, 100, 1, 8.5f, 100, 4, 14.5f, 100, 7, 2.5f, 400, 1, 8.5f, 400, 4, 14.5f, 400, 7, 2.5f, 700,
		1, 8.5f, 700, 4, 14.5f, 700, 7 };

	@Test
	void everyQuarterHasItsOwnMeans() {
		CellMeans means = new CellMeans(LAYERS, WIDTH, HEIGHT);
		CellMeans.Part whole = means.whole();
		add(whole, 0, 0, 0, 18, 9);
		add(whole, 1, 0, 0, 9, 5);
		assertArrayEquals(EXPECTED, means.means(), 1e-5f);
	}

	/** Two parts that see more than what counts of them. */
	@Test
	void partsGiveWhatTheWholeDoes() {
		CellMeans means = new CellMeans(LAYERS, WIDTH, HEIGHT);
		CellMeans.Part left = means.part(0, 0, 0, 0, 48, HEIGHT), right = means.part(32, 0, 48, 0, 24, HEIGHT);
		add(left, 0, 0, 0, 16, 9);
		add(left, 1, 0, 0, 8, 5);
		add(right, 0, 8, 0, 10, 9);
		add(right, 1, 4, 0, 5, 5);
		assertArrayEquals(EXPECTED, means.means(), 1e-5f);
	}
}
