package sc.fiji.stfpm.sample;

import java.util.Random;

import sc.fiji.stfpm.pretrain.ValueNoise;

/** A thin curved fibre that lies on the fabric, casts a soft shadow and dips out of sight here and there. */
final class Hair {
	private static final double STEP = 1.0;

	private final double[] x;
	private final double[] y;
	private double left = Double.POSITIVE_INFINITY;
	private double right = Double.NEGATIVE_INFINITY;
	private double top = Double.POSITIVE_INFINITY;
	private double bottom = Double.NEGATIVE_INFINITY;
	private final Look look;
	private final long seed;

	/**
	 * What a hair is made of.
	 *
	 * @param radius in pixels
	 * @param brightness light it reflects along its ridge
	 * @param opacity between 0 and 1
	 * @param hidden about the share of its length that is out of sight
	 */
	record Look(double radius, double brightness, double opacity, double hidden) {}

	/**
	 * @param heading in which it starts, in radians
	 * @param length in pixels
	 */
	Hair(Random random, double startX, double startY, double heading, double length, Look look) {
		this.look = look;
		seed = random.nextLong();
		int points = (int) (length / STEP) + 1;
		x = new double[points];
		y = new double[points];
		double bend = (random.nextDouble() - 0.5) * 0.05;
		x[0] = startX;
		y[0] = startY;
		for (int i = 1; i < points; i++) {
			heading += bend + 0.13 * (ValueNoise.at(i / 14.0, 0, seed) - 0.5);
			x[i] = x[i - 1] + STEP * StrictMath.cos(heading);
			y[i] = y[i - 1] + STEP * StrictMath.sin(heading);
		}
		for (int i = 0; i < points; i++) {
			left = Math.min(left, x[i]);
			right = Math.max(right, x[i]);
			top = Math.min(top, y[i]);
			bottom = Math.max(bottom, y[i]);
		}
	}

	/** The light at a point, with the hair on what reflected {@code below}. */
	double over(double px, double py, double below) {
		double shadow = 0.3 * look.opacity * coverage(px - 1.6, py - 1.6, 2.2 * look.radius);
		double light = below * (1 - shadow);
		double cover = look.opacity * coverage(px, py, look.radius);
		double gloss = 0.7 + 0.3 * cover;
		return ValueNoise.mix(light, look.brightness * gloss, cover);
	}

	private double coverage(double px, double py, double reach) {
		if (px < left - reach || px > right + reach || py < top - reach || py > bottom + reach) return 0;
		double best = reach * reach;
		int nearest = -1;
		for (int i = 0; i < x.length; i++) {
			double dx = px - x[i];
			double dy = py - y[i];
			double square = dx * dx + dy * dy;
			if (square < best) {
				best = square;
				nearest = i;
			}
		}
		if (nearest < 0) return 0;
		double seen = ValueNoise.smooth((ValueNoise.at(nearest / 9.0, 7, seed) - look.hidden) * 5);
		double end = Math.min(1, Math.min(nearest, x.length - 1 - nearest) * STEP / 4);
		return seen * end * ValueNoise.smooth(1.6 * (1 - Math.sqrt(best) / reach));
	}
}
