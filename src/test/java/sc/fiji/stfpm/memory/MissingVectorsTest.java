package sc.fiji.stfpm.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.Tensor;

class MissingVectorsTest {
	private static final float[] NOWHERE = { 0, 0 };

	/** One vector at the origin of a plane; normal places are 0.5 away from it, squared. */
	private static MemoryBank bank(float positionWeight) {
		int width = positionWeight > 0 ? 4 : 2;
		float root = (float) Math.sqrt(2);
		return new MemoryBank(0, new Whitening(new float[2], new float[] { root, 0, 0, root }), Tensor.of(new float[width], 1, width).as(
			DType.F16), positionWeight, 0.5f);
	}

	private static void add(MissingVectors missing, float x, float y) {
		missing.add(new float[] { x, y }, NOWHERE, (x * x + y * y) / 0.5f);
	}

	@Test
	void theFarthestIsTakenFirstAndWhatLiesNearItNotAtAll() {
		MissingVectors missing = new MissingVectors(bank(0));
		add(missing, 0.5f, 0);
		add(missing, 3, 0.25f);
		add(missing, 3, 0);
		add(missing, 0, 2);
		Tensor chosen = missing.choose();
		assertArrayEquals(new float[] { 3, 0.25f, 0, 2 }, chosen.floats());
		assertArrayEquals(new long[] { 2, 2 }, chosen.shape());
		assertEquals(DType.F16, chosen.dtype());
	}

	@Test
	void whereNothingIsMissingThereAreNoVectors() {
		MissingVectors missing = new MissingVectors(bank(0));
		add(missing, 0.5f, 0.5f);
		assertArrayEquals(new long[] { 0, 2 }, missing.choose().shape());
	}

	@Test
	void positionsCountByTheirWeight() {
		MissingVectors missing = new MissingVectors(bank(2));
		missing.add(new float[] { 0, 0 }, new float[] { -1, 0.5f }, 10);
		assertArrayEquals(new float[] { 0, 0, -2, 1 }, missing.choose().floats());
	}

	@Test
	void aBankTakesThemBehindItsOwn() {
		Tensor more = Tensor.of(new float[] { 1, 2, 3, 4 }, 2, 2).as(DType.F16), none = Tensor.of(new float[0], 0, 2).as(DType.F16);
		assertArrayEquals(new float[] { 0, 0, 1, 2, 3, 4 }, bank(0).with(List.of(none, more)).vectors().floats());
		IllegalArgumentException wide = assertThrows(IllegalArgumentException.class, () -> bank(2).with(List.of(more)));
		assertTrue(wide.getMessage().contains("vectors of 4 values, found F16[2, 2]"), wide.getMessage());
	}
}
