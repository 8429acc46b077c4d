package sc.fiji.stfpm.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.Tensor;

class NeighbourhoodsTest {
	private static MemoryBank bank(float scale) {
		Random random = new Random(1);
		float[] values = new float[400 * 3];
		for (int i = 0; i < values.length; i++)
			values[i] = i % 3 == 0 ? 0 : random.nextFloat() * 2 - 1;
		return new MemoryBank(0, new Whitening(new float[1], new float[] { 1 }), Tensor.of(values, 400, 3).as(DType.F16), 1,
			scale);
	}

	@Test
	void whatIsLeftOutIsFartherThanTheRadiusFromEveryPlace() {
		MemoryBank bank = bank(0.02f);
		List<Neighbourhoods.Block> blocks = Neighbourhoods.of(bank, 33, 40);
		boolean[] covered = new boolean[33 * 40];
		float[] vectors = bank.vectors().floats();
		for (Neighbourhoods.Block block : blocks) {
			boolean[] near = new boolean[400];
			for (int i : block.vectors())
				near[i] = true;
			for (int y = block.y(); y < block.y() + block.height(); y++)
				for (int x = block.x(); x < block.x() + block.width(); x++) {
					covered[y * 40 + x] = true;
					for (int i = 0; i < 400; i++) {
						float dx = MemoryBank.position(x, 40) - vectors[3 * i + 1], dy = MemoryBank.position(y, 33) - vectors[3 * i + 2];
						assertTrue(near[i] || dx * dx + dy * dy > block.squaredRadius(), "vector " + i + " at " + x + ", " + y);
					}
				}
		}
		for (boolean place : covered)
			assertTrue(place);
		assertTrue(blocks.stream().mapToInt(b -> b.vectors().length).average().orElseThrow() < 200, "most are left out");
	}

	@Test
	void whereAllIsNearThereAreNoBlocks() {
		assertEquals(List.of(), Neighbourhoods.of(bank(3), 64, 64));
	}

	@Test
	void blocksCoverAMapWithoutOverlapAndNoneIsEmpty() {
		for (int[] size : new int[][] { { 32, 48 }, { 33, 40 } }) {
			List<Neighbourhoods.Block> blocks = Neighbourhoods.of(bank(0.02f), size[0], size[1]);
			assertTrue(blocks.stream().allMatch(block -> block.width() > 0 && block.height() > 0));
			assertEquals(size[0] * size[1], blocks.stream().mapToInt(block -> block.width() * block.height()).sum());
		}
	}

	@Test
	void aBlockPicksTheRowsOfItsVectors() {
		Neighbourhoods.Block block = new Neighbourhoods.Block(0, 0, 1, 1, new int[] { 1, 3 }, 1);
		assertArrayEquals(new float[] { 3, 4, 5, 9, 10, 11 }, block.rows(new float[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 }, 3));
	}
}
