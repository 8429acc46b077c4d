package sc.fiji.stfpm.pretrain;

import java.util.random.RandomGenerator;

/**
 * A place, a direction and a scale on the image: from pixels to a shape's or pattern's own coordinates.
 *
 * @param scale pixels a unit
 */
record Pose(double x, double y, double cos, double sin, double scale) {
	/** Anywhere on a square image, in any direction. */
	static Pose anywhere(RandomGenerator random, int side, double scale) {
		double angle = 2 * Math.PI * random.nextDouble();
		return new Pose(side * random.nextDouble(), side * random.nextDouble(), Math.cos(angle), Math.sin(angle), scale);
	}

	double u(double px, double py) {
		return ((px - x) * cos + (py - y) * sin) / scale;
	}

	double v(double px, double py) {
		return ((py - y) * cos - (px - x) * sin) / scale;
	}
}
