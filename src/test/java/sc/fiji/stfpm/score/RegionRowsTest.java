package sc.fiji.stfpm.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.image.PlaneGrid;
import sc.fiji.stfpm.image.PlanePart;

class RegionRowsTest {
	private static List<Region> rowByRow(float[] map, int width, float threshold, int minimumArea) {
		return inBlocks(map, width, threshold, minimumArea, Math.max(width, map.length / width));
	}

	/** Each block by itself, and through bytes, as other processes do it. */
	private static List<Region> inBlocks(float[] map, int width, float threshold, int minimumArea, int side) {
		PlaneGrid grid = new PlaneGrid(width, map.length / width, side);
		List<BlockRegions> blocks = new ArrayList<>();
		for (int i = 0; i < grid.count(); i++) {
			PlanePart part = grid.part(i);
			RegionRows rows = new RegionRows(part, threshold, minimumArea);
			for (int y = part.y(); y < part.bottom(); y++)
				rows.add(Arrays.copyOfRange(map, y * width + part.x(), y * width + part.right()), x -> (part.x() + x) % 3);
			blocks.add(throughBytes(part, rows.regions()));
		}
		return BlockRegions.joined(grid, blocks, minimumArea);
	}

	private static BlockRegions throughBytes(PlanePart part, BlockRegions regions) {
		try {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			regions.write(new DataOutputStream(bytes));
			return BlockRegions.read(part, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** From single pixels to nearly everything: regions that meet, that end, and that are equally high. */
	@Test
	void theyAreThoseOfTheWholeMapToTheLastBit() {
		Random random = new Random(1);
		for (int i = 0; i < 600; i++) {
			int width = 1 + random.nextInt(40), height = 1 + random.nextInt(40), minimumArea = 1 + random.nextInt(6);
			float[] map = new float[width * height];
			for (int p = 0; p < map.length; p++)
				map[p] = random.nextInt(20) == 0 ? Float.NaN : random.nextInt(16) / 17f;
			float threshold = random.nextInt(17) / 17f;
			List<Region> expected = Regions.find(map, width, height, threshold, minimumArea, p -> p % width % 3);
			assertEquals(expected, rowByRow(map, width, threshold, minimumArea));
			assertEquals(expected, inBlocks(map, width, threshold, minimumArea, 1 + random.nextInt(12)));
		}
	}

	/** Over borders in both directions, through corners, and back into blocks that it left before. */
	@Test
	void aSnakeThroughManyBlocksIsOneRegion() {
		int side = 61;
		float[] map = new float[side * side];
		Random random = new Random(2);
		for (int y = 0; y < side; y++)
			for (int x = 0; x < side; x++)
				if (y % 4 == 0 || (y % 8 < 4 ? x == side - 1 : x == 0)) map[y * side + x] = 1 + random.nextFloat() * 1000;
		List<Region> expected = Regions.find(map, side, side, 1, 1, p -> p % side % 3);
		assertEquals(1, expected.size());
		for (int block : new int[] { 1, 2, 7, 16, 60 })
			assertEquals(expected, inBlocks(map, side, 1, 1, block));
	}

	@Test
	void aRegionThatIsLargeEnoughOnlyAcrossBlocksCounts() {
		float[] map = new float[8 * 8];
		map[3 * 8 + 4] = 3;
		map[4 * 8 + 3] = 5;
		assertEquals(List.of(5f), inBlocks(map, 8, 1, 2, 4).stream().map(Region::max).toList());
		assertEquals(List.of(), inBlocks(map, 8, 1, 3, 4));
	}

	@Test
	void blocksThatAreMissingOrMixedUpAreRefused() {
		PlaneGrid grid = new PlaneGrid(4, 2, 2);
		BlockRegions left = new RegionRows(grid.part(0), 1, 1).regions(), right = new RegionRows(grid.part(1), 1, 1).regions();
		assertThrows(IllegalArgumentException.class, () -> BlockRegions.joined(grid, List.of(left), 1));
		assertThrows(IllegalArgumentException.class, () -> BlockRegions.joined(grid, List.of(right, left), 1));
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
		PlaneGrid grid = new PlaneGrid(1000, 1000, 1000);
		RegionRows rows = new RegionRows(grid.part(0), 0.5f, 2);
		float[] dots = new float[1000], none = new float[1000];
		for (int x = 0; x < 1000; x += 2)
			dots[x] = 1;
		for (int y = 0; y < 1000; y++)
			rows.add(y % 2 == 0 ? dots : none);
		assertTrue(BlockRegions.joined(grid, List.of(rows.regions()), 2).isEmpty());
	}
}
