package sc.fiji.stfpm.sample;

import java.util.List;
import java.util.Random;

import sc.fiji.stfpm.pretrain.ValueNoise;

/**
 * A plain weave under oblique light: warp threads run down, weft threads across, each passes over and under the other
 * set in turn. Threads differ in position, thickness and brightness and show their twisted fibres. Coordinates are
 * camera pixels; light is the share that is reflected, about 0 to 1.
 */
final class WovenFabric {
	private static final double GROUND = 0.07;
	private static final double CRIMP = 0.55;
	/** How far, in units of pitch, fibres of a broken thread reach into the gap at most. */
	private static final double FRAYED = 0.9;

	private final double cos;
	private final double sin;
	private final double pitchX;
	private final double pitchY;
	private final double originX;
	private final double originY;
	private final long seed;
	private Break gap;

	/** Where a thread is missing: along it from {@code from} to {@code to}, in units of pitch; only its flank beyond {@code flank}. */
	record Break(boolean warp, int thread, double from, double to, double flank) {}

	/** Where a broken thread ends, and in which direction the gap lies, in camera pixels and radians. */
	record End(double x, double y, double heading) {}

	/** A thread's surface at a point, null where the thread does not cover it. */
	private record Surface(double height, double light) {}

	WovenFabric(Random random) {
		double angle = (random.nextDouble() - 0.5) * 0.12;
		cos = StrictMath.cos(angle);
		sin = StrictMath.sin(angle);
		pitchX = 16.5 * (1 + 0.05 * (random.nextDouble() - 0.5));
		pitchY = 18.0 * (1 + 0.05 * (random.nextDouble() - 0.5));
		originX = random.nextDouble() * 400;
		originY = random.nextDouble() * 400;
		seed = random.nextLong();
	}

	/** Breaks a thread that runs near a point, and tells its ends. */
	List<End> breakThread(double x, double y, boolean warp, double length, double flank) {
		double u = across(x, y);
		double v = down(x, y);
		double middle = warp ? v : u;
		gap = new Break(warp, (int) Math.round(warp ? u : v), middle - length / 2, middle + length / 2, flank);
		double inset = 0.5 * FRAYED;
		return List.of(end(gap.from() + inset, 1), end(gap.to() - inset, -1));
	}

	private End end(double along, double direction) {
		double u = (gap.warp() ? gap.thread() : along) * pitchX - originX;
		double v = (gap.warp() ? along : gap.thread()) * pitchY - originY;
		double headingX = direction * (gap.warp() ? sin : cos);
		double headingY = direction * (gap.warp() ? cos : -sin);
		return new End(cos * u + sin * v, cos * v - sin * u, StrictMath.atan2(headingY, headingX));
	}

	/** Light reflected at a point. */
	double light(double x, double y) {
		double u = across(x, y);
		double v = down(x, y);
		Surface warp = surface(true, u, v, pitchX);
		Surface weft = surface(false, v, u, pitchY);
		Surface top = warp == null ? weft : weft == null || warp.height() > weft.height() ? warp : weft;
		double dye = 1 + 0.07 * (ValueNoise.at(x / 60, y / 60, seed + 5) - 0.5);
		if (top == null) return GROUND * dye;
		// What lies deep between other threads gets less light.
		double openness = ValueNoise.smooth((top.height() + 0.75) / 1.55);
		return dye * (GROUND + top.light() * (0.22 + 0.78 * openness));
	}

	private double across(double x, double y) {
		return (cos * x - sin * y + originX) / pitchX;
	}

	private double down(double x, double y) {
		return (sin * x + cos * y + originY) / pitchY;
	}

	private Surface surface(boolean warp, double position, double along, double pitch) {
		int thread = (int) Math.round(position);
		long own = ValueNoise.scrambled(seed + 2L * thread + (warp ? 0 : 1));
		double wander = 0.13 * (ValueNoise.at(along / 3.1, 0, own + 1) - 0.5) + 0.07 * (ValueNoise.at(0, 0, own + 2) - 0.5);
		double radius = 0.435 + 0.05 * (ValueNoise.at(along / 2.3, 0, own + 3) - 0.5);
		double t = (position - thread - wander) / radius;
		if (Math.abs(t) >= 1 || missing(warp, thread, along, t, own)) return null;
		double phase = Math.PI * along;
		double over = (thread & 1) == 0 ? 1 : -1;
		if (!warp) over = -over;
		double bulge = Math.sqrt(1 - t * t);
		double height = CRIMP * over * StrictMath.cos(phase) + 0.4 * bulge;
		double slope = CRIMP * over * StrictMath.sin(phase) * 0.8;
		return new Surface(height, shade(warp, t, bulge, slope) * fibres(t, along, own) * tone(warp, own));
	}

	private boolean missing(boolean warp, int thread, double along, double t, long own) {
		if (gap == null || gap.warp() != warp || gap.thread() != thread || t < gap.flank()) return false;
		double fray = FRAYED * ValueNoise.at(4 * t, 0, own + 8);
		return along > gap.from() + fray && along < gap.to() - FRAYED * ValueNoise.at(4 * t, 9, own + 8);
	}

	/** Lambert's law with the light from the upper left; the surface falls off to both sides and with the crimp. */
	private static double shade(boolean warp, double t, double bulge, double slope) {
		double nx = warp ? t : slope;
		double ny = warp ? slope : t;
		double nz = 0.35 + 0.65 * bulge;
		double norm = Math.sqrt(nx * nx + ny * ny + nz * nz);
		double cosine = (-0.38 * nx - 0.3 * ny + 0.87 * nz) / norm;
		return 0.16 + 0.74 * Math.max(0, cosine);
	}

	/** Twisted fibres: streaks that run obliquely around the thread. */
	private static double fibres(double t, double along, long own) {
		double around = StrictMath.asin(t);
		double coarse = ValueNoise.at(3.1 * around + 2.6 * along, 0.8 * along, own + 6);
		double fine = ValueNoise.at(7.3 * around + 6.1 * along, 1.7 * along, own + 7);
		return 1 + 0.5 * (coarse - 0.5) + 0.4 * (fine - 0.5);
	}

	private static double tone(boolean warp, long own) {
		return (warp ? 0.86 : 0.76) * (1 + 0.16 * (ValueNoise.at(0, 3, own + 4) - 0.5));
	}
}
