package sc.fiji.stfpm.weights;

/** The two 16-bit float formats, to and from f32, rounding to nearest even. Java has no such conversion before version 20. */
final class HalfPrecision {
	private static final int F32_INFINITY = 0x7f800000;

	private HalfPrecision() {}

	static float fromHalf(short half) {
		int sign = (half & 0x8000) << 16;
		int exponent = half >> 10 & 0x1f;
		int mantissa = half & 0x3ff;
		if (exponent == 0x1f)
			return Float.intBitsToFloat(sign | F32_INFINITY | mantissa << 13);
		if (exponent == 0)
			return Float.intBitsToFloat(sign | Float.floatToRawIntBits(mantissa * 0x1p-24f));
		return Float.intBitsToFloat(sign | exponent + 127 - 15 << 23 | mantissa << 13);
	}

	static short toHalf(float value) {
		int bits = Float.floatToRawIntBits(value);
		int sign = bits >>> 16 & 0x8000;
		int magnitude = bits & 0x7fffffff;
		if (magnitude > F32_INFINITY)
			return (short) (sign | 0x7e00 | magnitude >> 13 & 0x1ff);
		if (magnitude >= 0x47800000) // 65536 and above
			return (short) (sign | 0x7c00);
		if (magnitude < 0x38800000) // subnormal in half precision: a whole number of 2^-24
			return (short) (sign | (int) Math.rint(Float.intBitsToFloat(magnitude) * 0x1p24));
		// A carry out of the mantissa raises the exponent, up to infinity, as it should.
		int rebased = magnitude - (127 - 15 << 23);
		return (short) (sign | rebased + 0xfff + (rebased >> 13 & 1) >> 13);
	}

	static float fromBrain(short brain) {
		return Float.intBitsToFloat(brain << 16);
	}

	static short toBrain(float value) {
		int bits = Float.floatToRawIntBits(value);
		if ((bits & 0x7fffffff) > F32_INFINITY)
			return (short) (bits >>> 16 | 0x40); // the quiet bit keeps a NaN whose payload is cut off a NaN
		return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
	}
}
