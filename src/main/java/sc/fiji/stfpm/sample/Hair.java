package sc.fiji.stfpm.sample;

import java.util.Random;

/** A thin curved fibre that lies on the fabric, casts a soft shadow and dips out of sight here and there. */
final class Hair {
	private static final double STEP = 1.0;

	private final double[] x;
	private final double[] y;
	private double left = Double.POSITIVE_INFINITY;
	private double right = Double.NEGATIVE_INFINITY;
	private double top = Double.POSITIVE_INFINITY;
	private double bottom = Double.NEGATIVE_INFINITY;
	private final double radius;
	private final double brightness;
	private final double opacity;
	private final double hidden;
	private final long seed;

	/**
	 * @param length in pixels
	 * @param radius in pixels
	 * @param brightness light it reflects along its ridge
	 * @param opacity between 0 and 1
	 * @param hidden about the share of its length that is out of sight
	 */
	Hair(Random random, double startX, double startY, double length, double radius, double brightness, double opacity,
		double hidden) {
		this.radius = radius;
		this.brightness = brightness;
		this.opacity = opacity;
		this.hidden = hidden;
		seed = random.nextLong();
		int points = (int) (length / STEP) + 1;
		x = new double[points];
		y = new double[points];
		double heading = random.nextDouble() * 2 * Math.PI;
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
		double shadow = 0.3 * opacity * coverage(px - 1.6, py - 1.6, 2.2 * radius);
		double light = below * (1 - shadow);
		double cover = opacity * coverage(px, py, radius);
		double gloss = 0.7 + 0.3 * cover;
		return ValueNoise.mix(light, brightness * gloss, cover);
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
		double seen = ValueNoise.smooth((ValueNoise.at(nearest / 9.0, 7, seed) - hidden) * 5);
		double end = Math.min(1, Math.min(nearest, x.length - 1 - nearest) * STEP / 4);
		return seen * end * ValueNoise.smooth(1.6 * (1 - Math.sqrt(best) / reach));
	}
}
