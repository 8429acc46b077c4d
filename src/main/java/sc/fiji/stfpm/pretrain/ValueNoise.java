package sc.fiji.stfpm.pretrain;

/** Smooth random values between 0 and 1 on the plane: a hashed integer lattice, interpolated. The same on every platform. */
public final class ValueNoise {
	private ValueNoise() {}

	/** The value at a point, for one of many such fields. */
	public static double at(double x, double y, long seed) {
		long left = (long) Math.floor(x);
		long top = (long) Math.floor(y);
		double u = smooth(x - left);
		double v = smooth(y - top);
		double above = mix(lattice(left, top, seed), lattice(left + 1, top, seed), u);
		double below = mix(lattice(left, top + 1, seed), lattice(left + 1, top + 1, seed), u);
		return mix(above, below, v);
	}

	/** SplitMix64's finaliser (Steele, Lea and Flood, OOPSLA 2014): neighbouring seeds give unrelated ones. */
	public static long scrambled(long seed) {
		long z = seed + 0x9E3779B97F4A7C15L;
		z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
		z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
		return z ^ (z >>> 31);
	}

	/** From 0 to 1 while t goes from 0 to 1, level at both ends; t outside is clamped. */
	public static double smooth(double t) {
		double s = Math.max(0, Math.min(1, t));
		return s * s * (3 - 2 * s);
	}

	/** From a to b while t goes from 0 to 1. */
	public static double mix(double a, double b, double t) {
		return a + (b - a) * t;
	}

	private static double lattice(long x, long y, long seed) {
		return (scrambled(scrambled(seed + x) + y) >>> 11) * 0x1p-53;
	}
}
