package sc.fiji.stfpm.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class QuarterMeansTest {
	private static final int WIDTH = 72, HEIGHT = 40;
	private static final List<QuarterMeans.Layer> LAYERS = List.of(new QuarterMeans.Layer(2, 4), new QuarterMeans.Layer(1, 8));

	/** A feature that says where it is. */
	private static float feature(int channel, int column, int row) {
		return channel == 0 ? column : 100 * row;
	}

	private static void add(QuarterMeans.Part part, int layer, int left, int top, int columns, int rows) {
		int channels = LAYERS.get(layer).channels();
		float[] members = part.membership(layer, columns, rows), sums = new float[QuarterMeans.QUARTERS * channels];
		for (int q = 0; q < QuarterMeans.QUARTERS; q++)
			for (int i = 0; i < columns * rows; i++)
				for (int c = 0; c < channels; c++)
					sums[q * channels + c] += members[q * columns * rows + i] * feature(c, left + i % columns, top + i / columns);
		part.add(layer, members, sums);
	}

	/** 18 x 10 and 9 x 5 features: the middle of an odd number goes to the right and below. */
	private static final float[] EXPECTED = { 4, 200, 1.5f, 13, 200, 6, 4, 700, 1.5f, 13, 700, 6 };

	@Test
	void everyQuarterHasItsOwnMeans() {
		QuarterMeans means = new QuarterMeans(LAYERS, WIDTH, HEIGHT);
		QuarterMeans.Part whole = means.whole();
		add(whole, 0, 0, 0, 18, 10);
		add(whole, 1, 0, 0, 9, 5);
		assertArrayEquals(EXPECTED, means.means(), 1e-5f);
	}

	/** Two parts that see more than what counts of them. */
	@Test
	void partsGiveWhatTheWholeDoes() {
		QuarterMeans means = new QuarterMeans(LAYERS, WIDTH, HEIGHT);
		QuarterMeans.Part left = means.part(0, 0, 0, 0, 48, HEIGHT), right = means.part(32, 0, 48, 0, 24, HEIGHT);
		add(left, 0, 0, 0, 16, 10);
		add(left, 1, 0, 0, 8, 5);
		add(right, 0, 8, 0, 10, 10);
		add(right, 1, 4, 0, 5, 5);
		assertArrayEquals(EXPECTED, means.means(), 1e-5f);
	}
}
