package sc.fiji.stfpm.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.Tensor;

class MemoryBankTest {
	private static final Whitening WHITENING = new Whitening(new float[2], new float[] { 1, 0, 0, 1 });

	private static Tensor vectors(int count, int width) {
		return Tensor.of(new float[count * width], count, width).as(DType.F16);
	}

	private static String refused(Tensor vectors, float positionWeight, float scale) {
		return assertThrows(IllegalArgumentException.class, () -> new MemoryBank(1, WHITENING, vectors, positionWeight, scale))
			.getMessage();
	}

	@Test
	void oneVectorIsEnough() {
		MemoryBank bank = new MemoryBank(1, WHITENING, vectors(1, 2), 0, 3);
		assertEquals(1, bank.size());
		assertEquals(new MemoryBank(1, WHITENING, bank.vectors(), 0, 5), bank.withScale(5));
		assertEquals(4, new MemoryBank(1, WHITENING, vectors(4, 4), 0.5f, 3).size(), "with positions");
	}

	@Test
	void saysWhatDoesNotFit() {
		String expected = "The memory of layer 2 needs at least one half-precision vector of ";
		assertEquals(expected + "2 values, found F16[0, 2]", refused(vectors(0, 2), 0, 1));
		assertEquals(expected + "2 values, found F16[3, 4]", refused(vectors(3, 4), 0, 1));
		assertEquals(expected + "4 values, found F16[3, 2]", refused(vectors(3, 2), 1, 1));
		assertEquals(expected + "2 values, found F32[3, 2]", refused(Tensor.of(new float[6], 3, 2), 0, 1));
		assertEquals(expected + "2 values, found F16[2]", refused(Tensor.of(new float[2], 2).as(DType.F16), 0, 1));
		for (float scale : new float[] { 0, -1, Float.NaN, Float.POSITIVE_INFINITY })
			assertEquals("The scale of layer 2 must be a positive number, found " + scale, refused(vectors(1, 2), 0, scale));
		for (float weight : new float[] { -1, Float.NaN })
			assertEquals("The weight of positions must be 0 or a positive number, found " + weight, refused(vectors(1, 2), weight, 1));
		assertThrows(IllegalArgumentException.class, () -> new MemoryBank(1, WHITENING, vectors(1, 4), Float.POSITIVE_INFINITY, 1));
	}

	@Test
	void positionsRunFromMinusOneToOne() {
		assertEquals(-1, MemoryBank.position(0, 5));
		assertEquals(-0.5f, MemoryBank.position(1, 5));
		assertEquals(1, MemoryBank.position(4, 5));
		assertEquals(1, MemoryBank.position(1, 2));
		assertEquals(-1, MemoryBank.position(0, 1), "the only one");
	}
}
