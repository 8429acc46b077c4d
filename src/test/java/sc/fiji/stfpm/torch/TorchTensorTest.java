package sc.fiji.stfpm.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.weights.DType;

class TorchTensorTest {
	private static final TorchStorage SIX = new TorchStorage("0", DType.F32, 6);

	private static long[] longs(long... values) {
		return values;
	}

	private static float[] values(long offset, long[] shape, long[] strides) {
		return new TorchTensor(SIX, offset, shape, strides).copyFrom(Checkpoints.floats(0, 1, 2, 3, 4, 5)).floats();
	}

	private static void assertRefused(String part, long offset, long[] shape, long[] strides) {
		String message = assertThrows(IllegalArgumentException.class, () -> new TorchTensor(SIX, offset, shape, strides)).getMessage();
		assertTrue(message.contains(part), message);
	}

	@Test
	void aViewMayReachTheEndOfItsStorageAndNoFarther() {
		assertArrayEquals(new float[] { 1, 2, 3, 4, 5 }, values(1, longs(5), longs(1)));
		assertArrayEquals(new float[] { 5 }, values(5, longs(), longs()));
		assertArrayEquals(new float[] { 1, 3, 5 }, values(1, longs(3, 1), longs(2, 77)));
		assertArrayEquals(new float[0], values(6, longs(0, 3), longs(3, 1)), "of nothing there is none beyond");
		assertRefused("reaches beyond the 6 elements of storage 0", 2, longs(5), longs(1));
		assertRefused("reaches beyond", 6, longs(), longs());
		assertRefused("reaches beyond", 0, longs(2, 2), longs(5, 1));
		assertRefused("reaches beyond", 7, longs(0), longs(1));
	}

	@Test
	void whatNoViewCanBeIsRefused() {
		assertRefused("a tensor of shape [2, 3] has strides [1] and offset 0", 0, longs(2, 3), longs(1));
		assertRefused("and offset -1", -1, longs(2), longs(1));
		assertRefused("the negative stride -1", 5, longs(2), longs(-1));
		assertRefused("the impossible strides", 0, longs(3), longs(Long.MAX_VALUE));
		assertRefused("the impossible strides", 2, longs(2), longs(Long.MAX_VALUE));
	}

	/** Beyond 16,777,216 elements. */
	@Test
	void aViewMayRepeatElementsButNotWithoutEnd() {
		assertArrayEquals(new float[] { 3, 3, 3 }, values(3, longs(3), longs(0)));
		assertEquals(1 << 24, new TorchTensor(SIX, 0, longs(1 << 12, 1 << 12), longs(0, 0)).shape()[0] << 12);
		assertRefused("too often", 0, longs((1 << 24) + 1), longs(0));
		TorchStorage large = new TorchStorage("1", DType.U8, 1 << 25);
		assertEquals(1 << 25, new TorchTensor(large, 0, longs(1 << 25), longs(1)).shape()[0], "without repeating there is no limit");
	}

	@Test
	void aStorageHasAsManyElementsAsBytesCanBeCounted() {
		assertEquals(Long.MAX_VALUE - 7, new TorchStorage("0", DType.F64, Long.MAX_VALUE / 8).bytes());
		assertEquals(0, new TorchStorage("0", DType.F64, 0).bytes());
		for (long size : new long[] { -1, Long.MAX_VALUE / 8 + 1 })
			assertEquals("storage 0 cannot have " + size + " elements", assertThrows(IllegalArgumentException.class,
				() -> new TorchStorage("0", DType.F64, size)).getMessage());
	}
}
