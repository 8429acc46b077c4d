package sc.fiji.stfpm.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class RegionRowsTest {
	private static List<Region> rowByRow(float[] map, int width, float threshold, int minimumArea) {
		RegionRows rows = new RegionRows(width, threshold, minimumArea);
		for (int from = 0; from < map.length; from += width)
			rows.add(Arrays.copyOfRange(map, from, from + width));
		return rows.regions();
	}

	/** From single pixels to nearly everything: regions that meet, that end, and that are equally high. */
	@Test
	void theyAreThoseOfTheWholeMap() {
		Random random = new Random(1);
		for (int i = 0; i < 300; i++) {
			int width = 1 + random.nextInt(40), height = 1 + random.nextInt(40), minimumArea = 1 + random.nextInt(6);
			float[] map = new float[width * height];
			for (int p = 0; p < map.length; p++)
				map[p] = random.nextInt(20) == 0 ? Float.NaN : random.nextInt(16) / 16f;
			float threshold = random.nextInt(17) / 16f;
			List<Region> expected = Regions.find(map, width, height, threshold, minimumArea), found = rowByRow(map, width, threshold, minimumArea);
			assertEquals(expected.size(), found.size());
			for (int r = 0; r < expected.size(); r++)
				assertSame(expected.get(r), found.get(r));
		}
	}

	/** Sums are added in another order. */
	private static void assertSame(Region expected, Region found) {
		assertEquals(expected.centroidX(), found.centroidX(), 1e-9);
		assertEquals(expected.centroidY(), found.centroidY(), 1e-9);
		assertEquals(expected.mean(), found.mean(), 1e-6f);
		assertEquals(List.of(expected.label(), expected.area(), expected.x(), expected.y(), expected.width(), expected.height(), expected
			.max()), List.of(found.label(), found.area(), found.x(), found.y(), found.width(), found.height(), found.max()));
	}

	@Test
	void armsThatMeetBelowAreOneRegion() {
		float[] map = { 1, 0, 1, 0, 1,
			1, 0, 1, 0, 1,
			1, 1, 1, 1, 2 };
		List<Region> regions = rowByRow(map, 5, 1, 1);
		assertEquals(1, regions.size());
		assertEquals(11, regions.get(0).area());
		assertEquals(2, regions.get(0).max());
	}

	@Test
	void smallOnesAreForgottenOnTheWay() {
		RegionRows rows = new RegionRows(1000, 0.5f, 2);
		float[] dots = new float[1000], none = new float[1000];
		for (int x = 0; x < 1000; x += 2)
			dots[x] = 1;
		for (int y = 0; y < 1000; y++)
			rows.add(y % 2 == 0 ? dots : none);
		assertTrue(rows.regions().isEmpty());
	}
}
