package sc.fiji.stfpm.score;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;

/**
 * The exact sum of floats: whatever the order in which they come, and however they are put together from parts, the result is the same
 * to the last bit. Not thread-safe.
 */
final class FloatSum {
	/** Of the smallest float; the sum is a whole number of these. */
	private static final int UNIT_EXPONENT = -149;
	/** Of 32 bits: floats have 278, and there may be as many of them as there are pixels. */
	private static final int LIMBS = 10;
	/** Floats after which limbs are brought back below 32 bits, so that none overflows. */
	private static final int CARRY_AFTER = 1 << 29;

	/** From the lowest on; each may exceed 32 bits until the next carry. */
	private final long[] limbs = new long[LIMBS];
	private int sinceCarry;
	/** The sum of those that are infinite or not a number. */
	private double special;

	void add(float value) {
		if (!Float.isFinite(value)) {
			special += value;
			return;
		}
		int bits = Float.floatToRawIntBits(value), exponent = bits >>> 23 & 0xff;
		long mantissa = exponent == 0 ? bits & 0x7fffff : bits & 0x7fffff | 0x800000;
		int shift = Math.max(0, exponent - 1), limb = shift >>> 5;
		long shifted = mantissa << (shift & 31);
		if (bits < 0) {
			limbs[limb] -= shifted & 0xffff_ffffL;
			limbs[limb + 1] -= shifted >>> 32;
		}
		else {
			limbs[limb] += shifted & 0xffff_ffffL;
			limbs[limb + 1] += shifted >>> 32;
		}
		if (++sinceCarry == CARRY_AFTER) carry();
	}

	void add(FloatSum other) {
		carry();
		other.carry();
		for (int i = 0; i < LIMBS; i++)
			limbs[i] += other.limbs[i];
		carry();
		special += other.special;
	}

	private void carry() {
		for (int i = 0; i + 1 < LIMBS; i++) {
			limbs[i + 1] += limbs[i] >> 32;
			limbs[i] &= 0xffff_ffffL;
		}
		sinceCarry = 0;
	}

	/** The double next to the sum. */
	double value() {
		if (special != 0) return special;
		BigInteger sum = BigInteger.ZERO;
		for (int i = LIMBS - 1; i >= 0; i--)
			sum = sum.shiftLeft(32).add(BigInteger.valueOf(limbs[i]));
		return Math.scalb(sum.doubleValue(), UNIT_EXPONENT);
	}

	void write(DataOutput out) throws IOException {
		carry();
		for (long limb : limbs)
			out.writeLong(limb);
		out.writeDouble(special);
	}

	static FloatSum read(DataInput in) throws IOException {
		FloatSum sum = new FloatSum();
		for (int i = 0; i < LIMBS; i++)
			sum.limbs[i] = in.readLong();
		sum.special = in.readDouble();
		return sum;
	}
}
