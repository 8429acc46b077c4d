package sc.fiji.stfpm.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorTest {
	/** Values and bits by hand from IEEE 754: half precision has 10 mantissa bits, bias 15, subnormals of 2^-24. */
	@ParameterizedTest
	@CsvSource({ "0x1p0, 3c00", "-0x1p1, c000", "0x0p0, 0000", "-0x0p0, 8000", "65504, 7bff", "65519.996, 7bff", "65520, 7c00",
		"1e9, 7c00", "-Infinity, fc00", "0x1p-14, 0400", "0x1p-24, 0001", "0x1p-25, 0000", "0x1.8p-24, 0002", "0x1.000002p-25, 0001",
		"0x1.ff8p-15, 03ff", "0x1.ffep-15, 0400", "0x1.002p0, 3c00", "0x1.006p0, 3c02", "0x1.002002p0, 3c01", "1e-30, 0000" })
	void halfPrecisionRoundsToNearestEven(float value, String bits) {
		assertEquals(Integer.parseInt(bits, 16), Tensor.of(new float[] { value }).as(DType.F16).bytes().getShort() & 0xffff);
	}

	@ParameterizedTest
	@CsvSource({ "0x1p0, 3f80", "-0x1.8p1, c040", "0x1.01p0, 3f80", "0x1.03p0, 3f82", "0x1.010002p0, 3f81", "Infinity, 7f80",
		"0x1.ffp127, 7f80", "0x1.fep127, 7f7f", "0x1p-133, 0001", "-0x0p0, 8000" })
	void brainFloatRoundsToNearestEven(float value, String bits) {
		assertEquals(Integer.parseInt(bits, 16), Tensor.of(new float[] { value }).as(DType.BF16).bytes().getShort() & 0xffff);
	}

	@Test
	void every16BitPatternSurvivesTheWayThroughF32() {
		byte[] all = new byte[1 << 17];
		for (int i = 0; i < 1 << 16; i++) {
			all[2 * i] = (byte) i;
			all[2 * i + 1] = (byte) (i >> 8);
		}
		for (DType dtype : new DType[] { DType.F16, DType.BF16 }) {
			Tensor tensor = new Tensor(dtype, new long[] { 1 << 16 }, all);
			float[] values = tensor.floats();
			ByteBuffer back = tensor.as(DType.F32).as(dtype).bytes();
			for (int i = 0; i < values.length; i++)
				if (Float.isNaN(values[i]))
					assertTrue(Float.isNaN(new Tensor(dtype, new long[0], new byte[] { back.get(2 * i), back.get(2 * i + 1) }).floats()[0]));
				else
					assertEquals(i, back.getShort(2 * i) & 0xffff);
		}
	}

	@Test
	void halfPrecisionReadsByItsDefinition() {
		// (-1)^s 2^(e-15) (1 + m/1024), or 2^-14 m/1024 for e = 0
		short[] bits = { 0x3555, (short) 0x83ff, 0x0001, 0x7bff };
		float[] expected = { (float) (Math.pow(2, -2) * (1 + 0x155 / 1024.0)), (float) (-Math.pow(2, -14) * 1023 / 1024),
			(float) Math.pow(2, -24), 65504 };
		for (int i = 0; i < bits.length; i++)
			assertEquals(expected[i],
				new Tensor(DType.F16, new long[0], new byte[] { (byte) bits[i], (byte) (bits[i] >> 8) }).floats()[0]);
	}

	@Test
	void doublesAndIntegers() {
		assertArrayEquals(new float[] { 0.1f, -3 }, Tensor.of(new float[] { 0.1f, -3 }, 2).as(DType.F64).floats());
		assertArrayEquals(new long[] { -5, Long.MAX_VALUE }, Tensor.ofLongs(new long[] { -5, Long.MAX_VALUE }, 2).longs());
		assertArrayEquals(new long[] { 255 }, new Tensor(DType.U8, new long[] { 1 }, new byte[] { -1 }).longs());
		assertArrayEquals(new long[] { -1 }, new Tensor(DType.I16, new long[] { 1 }, new byte[] { -1, -1 }).longs());
	}

	@Test
	void kindsDoNotMixSilently() {
		assertTrue(assertThrows(IllegalStateException.class, () -> Tensor.ofLongs(new long[] { 1 }).floats()).getMessage()
			.contains("I64"));
		assertThrows(IllegalStateException.class, () -> Tensor.of(new float[] { 1 }).longs());
		assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[] { 1 }).as(DType.I64));
		assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[3], 2, 2));
		assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[2], -1, -2));
	}

	@Test
	void isImmutable() {
		float[] values = { 1, 2 };
		long[] shape = { 2 };
		Tensor tensor = Tensor.of(values, shape);
		values[0] = 9;
		shape[0] = 9;
		tensor.shape()[0] = 9;
		tensor.floats()[0] = 9;
		assertArrayEquals(new float[] { 1, 2 }, tensor.floats());
		assertArrayEquals(new long[] { 2 }, tensor.shape());
		assertTrue(tensor.bytes().isReadOnly());
	}
}
