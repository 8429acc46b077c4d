package sc.fiji.stfpm.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * A curve to plot, its thresholds from high to low.
 *
 * @param points at least one point, in the order of the walk
 */
public record Curve(List<Point> points) {
	public Curve {
		points = List.copyOf(points);
	}

	/**
	 * @param x abscissa, between 0 and 1
	 * @param y ordinate, between 0 and 1
	 * @param threshold the score from which on a pixel or image counts as found; infinite where nothing is
	 */
	public record Point(double x, double y, float threshold) {}

	/** Keeps the first and last point and, between them, only those that lie a step from the one kept before. */
	static final class Thinned {
		private final List<Point> kept = new ArrayList<>();
		private final double step;
		private double keptX = Double.NaN;
		private double keptY = Double.NaN;
		private double lastX;
		private double lastY;
		private float lastThreshold;
		private boolean skipped;

		Thinned(int resolution) {
			if (resolution < 1) throw new IllegalArgumentException("A curve's resolution must be positive, found " + resolution);
			step = 1.0 / resolution;
		}

		void add(double x, double y, float threshold) {
			lastX = x;
			lastY = y;
			lastThreshold = threshold;
			skipped = Math.abs(x - keptX) < step && Math.abs(y - keptY) < step;
			if (!skipped) keep();
		}

		private void keep() {
			kept.add(new Point(lastX, lastY, lastThreshold));
			keptX = lastX;
			keptY = lastY;
		}

		Curve curve() {
			if (skipped) keep();
			skipped = false;
			return new Curve(kept);
		}
	}
}
