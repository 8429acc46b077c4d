package sc.fiji.stfpm.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against regions at every threshold there is. */
class AreaOpeningTest {
	private static final int WIDTH = 13, HEIGHT = 9;

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7, 20, 117, 118 })
	void reachesAThresholdExactlyWhereARegionOfEnoughPixelsDoes(int pixels) {
		for (int seed = 0; seed < 60; seed++) {
			float[] map = map(seed);
			float score = AreaOpening.score(map, WIDTH, HEIGHT, pixels);
			for (float threshold : map)
				if (threshold > 0) assertEquals(!Regions.find(map, WIDTH, HEIGHT, threshold, pixels).isEmpty(), score >= threshold, "seed "
					+ seed + ", threshold " + threshold);
		}
	}

	/** Few different values, so that many are equal, and in some maps pixels that do not count. */
	private static float[] map(int seed) {
		Random random = new Random(seed);
		float[] map = new float[WIDTH * HEIGHT];
		for (int i = 0; i < map.length; i++)
			map[i] = seed % 3 == 0 && random.nextInt(4) == 0 ? Float.NaN : random.nextInt(2 + seed) / 7f;
		return map;
	}

	@Test
	void smallRegionsAreNeitherListedNorLabelled() {
		float[] map = new float[WIDTH * HEIGHT];
		map[0] = 9;
		map[54] = map[55] = map[56] = 5;
		assertEquals(2, Regions.find(map, WIDTH, HEIGHT, 4).size());
		assertEquals(3, Regions.find(map, WIDTH, HEIGHT, 4, 3).get(0).area());
		assertEquals(1, Regions.find(map, WIDTH, HEIGHT, 4, 3).size());
		int[] labels = Regions.labels(map, WIDTH, HEIGHT, 4, 3);
		assertEquals(0, labels[0]);
		assertEquals(1, labels[55]);
		assertEquals(9, AreaOpening.score(map, WIDTH, HEIGHT, 1));
		assertEquals(5, AreaOpening.score(map, WIDTH, HEIGHT, 2));
		assertEquals(0, AreaOpening.score(map, WIDTH, HEIGHT, 4));
	}

	@Test
	void aRegionHasAtLeastOnePixel() {
		assertTrue(assertThrows(IllegalArgumentException.class, () -> AreaOpening.score(new float[4], 2, 2, 0)).getMessage().contains("found 0"));
	}
}
