package sc.fiji.stfpm.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class RegionsTest {
	private static final float[] MAP = {
		.875f, .1f, .1f, .1f, .5f,
		.1f, .625f, .1f, .1f, .75f,
		.1f, .1f, .1f, .1f, .1f,
		.5f, .5f, .5f, .1f, .95f };

	@Test
	void measuresInPixelCentreCoordinatesStrongestFirst() {
		List<Region> regions = Regions.find(MAP, 5, 4, .5f);
		assertEquals(4, regions.size());
		assertEquals(new Region(1, 1, 4.5, 3.5, 4, 3, 1, 1, .95f, .95f), regions.get(0));
		assertEquals(new Region(2, 2, 1, 1, 0, 0, 2, 2, .75f, .875f), regions.get(1));
		assertEquals(new Region(3, 2, 4.5, 1, 4, 0, 1, 2, .625f, .75f), regions.get(2));
		assertEquals(new Region(4, 3, 1.5, 3.5, 0, 3, 3, 1, .5f, .5f), regions.get(3));
	}

	@Test
	void labelImageCarriesTheRegionsLabels() {
		assertArrayEquals(new int[] {
			2, 0, 0, 0, 3,
			0, 2, 0, 0, 3,
			0, 0, 0, 0, 0,
			4, 4, 4, 0, 1 }, Regions.labels(MAP, 5, 4, .5f));
	}

	@Test
	void pixelsThatAreNotANumberBelongToNoRegion() {
		assertTrue(Regions.find(new float[] { Float.NaN, Float.NaN }, 2, 1, 0).isEmpty());
	}

	@Test
	void refusesAMapOfAnotherSize() {
		Exception e = assertThrows(IllegalArgumentException.class, () -> Regions.find(MAP, 4, 4, .5f));
		assertEquals("An image of 4 x 4 pixels needs 16 values, found 20", e.getMessage());
		assertThrows(IllegalArgumentException.class, () -> Labelling.of(new boolean[15], 4, 4));
		assertThrows(IllegalArgumentException.class, () -> Labelling.of(new boolean[16], -4, -4));
	}

	@Test
	void anImageWithoutPixelsHasNoRegion() {
		assertEquals(0, Labelling.of(new boolean[0], 0, 3).count());
		assertEquals(0, Labelling.of(new boolean[0], 3, 0).count());
	}

	@Test
	void agreesWithAFloodFillOnRandomMasks() {
		Random random = new Random(5);
		for (int round = 0; round < 300; round++) {
			int width = 1 + random.nextInt(24), height = 1 + random.nextInt(24);
			double density = random.nextDouble();
			boolean[] mask = new boolean[width * height];
			for (int p = 0; p < mask.length; p++)
				mask[p] = random.nextDouble() < density;
			assertArrayEquals(flooded(mask, width, height), Labelling.of(mask, width, height).labels());
		}
	}

	@Test
	void aSpiralOfAMillionPixelsIsOneRegion() {
		int size = 2001;
		boolean[] mask = spiral(size);
		assertEquals(1, Labelling.of(mask, size, size).count());
	}

	/** A one-pixel wide path that winds inwards with one pixel between its turns. */
	private static boolean[] spiral(int size) {
		boolean[] mask = new boolean[size * size];
		int x = 0, y = 0, dx = 1, dy = 0;
		mask[0] = true;
		for (int length = size - 1, leg = 0; length > 0; leg++) {
			for (int i = 0; i < length; i++) {
				x += dx;
				y += dy;
				mask[y * size + x] = true;
			}
			int turned = dx;
			dx = -dy;
			dy = turned;
			if (leg >= 2 && leg % 2 == 0) length -= 2;
		}
		return mask;
	}

	private static int[] flooded(boolean[] mask, int width, int height) {
		int[] labels = new int[mask.length];
		int count = 0;
		for (int start = 0; start < mask.length; start++) {
			if (!mask[start] || labels[start] != 0) continue;
			labels[start] = ++count;
			ArrayDeque<Integer> open = new ArrayDeque<>(List.of(start));
			while (!open.isEmpty()) {
				int p = open.pop();
				for (int y = Math.max(0, p / width - 1); y <= Math.min(height - 1, p / width + 1); y++)
					for (int x = Math.max(0, p % width - 1); x <= Math.min(width - 1, p % width + 1); x++) {
						int q = y * width + x;
						if (!mask[q] || labels[q] != 0) continue;
						labels[q] = count;
						open.push(q);
					}
			}
		}
		return labels;
	}
}
