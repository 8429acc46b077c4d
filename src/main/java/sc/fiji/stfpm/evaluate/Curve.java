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
		private Point skipped;

		Thinned(int resolution) {
			if (resolution < 1) throw new IllegalArgumentException("A curve's resolution must be positive, found " + resolution);
			step = 1.0 / resolution;
		}

		void add(double x, double y, float threshold) {
			Point point = new Point(x, y, threshold);
			Point last = kept.isEmpty() ? null : kept.get(kept.size() - 1);
			boolean near = last != null && Math.abs(x - last.x()) < step && Math.abs(y - last.y()) < step;
			if (near) {
				skipped = point;
				return;
			}
			kept.add(point);
			skipped = null;
		}

		Curve curve() {
			if (skipped != null) kept.add(skipped);
			return new Curve(kept);
		}
	}
}
