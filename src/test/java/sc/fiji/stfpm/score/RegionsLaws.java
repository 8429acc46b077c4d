package sc.fiji.stfpm.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RegionsLaws {
	@Property(tries = 200)
	void regionsHoldEveryPixelThatReachesTheThresholdAndNoOther(@ForAll @IntRange(min = 1, max = 30) int width,
		@ForAll @IntRange(min = 1, max = 30) int height, @ForAll @IntRange(max = 9) int threshold, @ForAll long seed)
	{
		Random random = new Random(seed);
		float[] map = new float[width * height];
		int reaching = 0;
		for (int p = 0; p < map.length; p++) {
			map[p] = random.nextInt(10);
			if (map[p] >= threshold) reaching++;
		}
		List<Region> regions = Regions.find(map, width, height, threshold);
		assertEquals(reaching, regions.stream().mapToLong(Region::area).sum());
		long[] areas = new long[regions.size() + 1];
		int[] labels = Regions.labels(map, width, height, threshold);
		for (int p = 0; p < map.length; p++) {
			assertEquals(map[p] >= threshold, labels[p] > 0);
			areas[labels[p]]++;
		}
		for (Region region : regions)
			assertEquals(areas[region.label()], region.area());
	}
}
