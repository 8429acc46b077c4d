package sc.fiji.stfpm.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.stfpm.image.RowSource;
import sc.fiji.stfpm.network.DistanceMap;

class SummedMapTest {
	private static DistanceMap map(int height, int width, long seed) {
		Random random = new Random(seed);
		float[] values = new float[height * width];
		for (int i = 0; i < values.length; i++)
			values[i] = random.nextFloat();
		return new DistanceMap(height, width, values);
	}

	private static LayerDistances constant(int side, float... values) {
		return new LayerDistances(side, side, java.util.stream.IntStream.range(0, values.length).mapToObj(l -> {
			int cells = side >> (2 + l);
			float[] map = new float[cells * cells];
			Arrays.fill(map, values[l]);
			return new DistanceMap(cells, cells, map);
		}).toList());
	}

	@Test
	void layersAndScalesAreAdded() {
		float[] map = SummedMap.fuse(List.of(constant(64, 1, 2, 4), constant(128, 8, 16)), 50, 70);
		assertEquals(50 * 70, map.length);
		for (float value : map)
			assertEquals(31, value, 1e-4);
	}

	@Test
	void windowsAreThoseOfTheWholeMapBitByBit() {
		int height = 201, width = 155;
		List<LayerDistances> scales = List.of(new LayerDistances(201, 155, List.of(map(51, 39, 1), map(26, 20, 2), map(13, 10, 3))),
			new LayerDistances(64, 64, List.of(map(16, 16, 4), map(8, 8, 5))));
		Windows.check(SummedMap.fuse(scales, height, width), height, width, columns -> SummedMap.rows(scales, height, width, columns));
	}

	/** 16 x 16 distances are a quarter of 64 x 64 already, so that only the Gaussian spreads them. */
	@Test
	void aPeakIsSmoothedWithSigmaOneAtAQuarter() {
		float[] peak = new float[16 * 16];
		peak[8 * 16 + 8] = 1;
		float[] map = SummedMap.fuse(List.of(new LayerDistances(64, 64, List.of(new DistanceMap(16, 16, peak)))), 16, 16);
		double norm = 0;
		for (int k = -4; k <= 4; k++)
			norm += Math.exp(-k * k / 2.0);
		for (int dy = -4; dy <= 4; dy++)
			for (int dx = -4; dx <= 4; dx++) {
				double expected = 8 + dy >= 16 || 8 + dx >= 16 ? 0 : Math.exp(-(dx * dx + dy * dy) / 2.0) / (norm * norm);
				if (8 + dy < 16 && 8 + dx < 16) assertEquals(expected, map[(8 + dy) * 16 + 8 + dx], 1e-6);
			}
	}

	@ParameterizedTest
	@CsvSource({ "1, 1, 1", "2, 3, 1", "5, 40, 1", "40, 5, 1", "33, 17, 1", "33, 40, 1.5" })
	void theGaussianIsTheOneOfTheDefinitionAlsoAtBorders(int width, int height, double sigma) {
		DistanceMap source = map(height, width, 7);
		float[] row = new float[width];
		GaussianRows rows = new GaussianRows(RowSource.of(source.values(), width), width, height, sigma);
		// Not in order: a row does not depend on those read before.
		for (int y : new int[] { height - 1, 0, height / 2 }) {
			rows.read(y, row);
			for (int x = 0; x < width; x++)
				assertEquals(direct(source, x, y, sigma), row[x], 1e-5, x + ", " + y);
		}
	}

	/** Cut off at four standard deviations. */
	private static double direct(DistanceMap source, int x, int y, double sigma) {
		int radius = (int) Math.round(4 * sigma);
		double sum = 0, norm = 0;
		for (int dy = -radius; dy <= radius; dy++)
			for (int dx = -radius; dx <= radius; dx++) {
				double weight = Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
				norm += weight;
				sum += weight * source.values()[mirrored(y + dy, source.height()) * source.width() + mirrored(x + dx, source
					.width())];
			}
		return sum / norm;
	}

	/** The border itself counts twice. */
	private static int mirrored(int i, int size) {
		while (i < 0 || i >= size)
			i = i < 0 ? -1 - i : 2 * size - 1 - i;
		return i;
	}

	@Test
	void nothingToAddIsAnError() {
		assertThrows(IllegalArgumentException.class, () -> SummedMap.fuse(List.of(), 8, 8));
		assertEquals("A map has at least one row and one column, found 0 x 8", assertThrows(IllegalArgumentException.class,
			() -> SummedMap.fuse(List.of(constant(64, 1)), 0, 8)).getMessage());
	}

	@Test
	void distancesKnowWhatTheyTakeInMemory() {
		assertEquals(4 * (16 * 16 + 8 * 8), constant(64, 1, 2).bytes());
	}

	@Test
	void theInputIsNotChanged() {
		DistanceMap layer = map(16, 16, 1);
		float[] before = layer.values().clone();
		SummedMap.fuse(List.of(new LayerDistances(64, 64, List.of(layer))), 64, 64);
		assertArrayEquals(before, layer.values());
	}
}
