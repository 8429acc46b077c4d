package sc.fiji.stfpm.report;

import java.util.List;

/**
 * A chart as data, which {@link ChartPlot} draws in ImageJ and {@link ChartSvg} in a page.
 *
 * @param x what the horizontal axis shows
 * @param y what the vertical axis shows
 * @param layers from the back to the front
 * @param names of horizontal bands of equal height, from top to bottom; the vertical axis then has no numbers
 */
record Chart(String title, String x, String y, Axis horizontal, Axis vertical, List<Layer> layers, List<String> names) {
	/** The part of a scale that is shown; a logarithmic one begins above 0. */
	record Axis(double low, double high, boolean logarithmic) {
		static Axis linear(double low, double high) {
			return new Axis(low, high, false);
		}

		/** From 0 at the lower to 1 at the upper end; what lies beyond is drawn at the end. */
		double position(double value) {
			double clamped = Math.max(low, Math.min(high, value));
			return logarithmic ? Math.log(clamped / low) / Math.log(high / low) : (clamped - low) / (high - low);
		}

		/** The value at a position from 0 to 1. */
		double at(double position) {
			return logarithmic ? low * Math.pow(high / low, position) : low + position * (high - low);
		}
	}

	/** What stands for what, in every picture. */
	enum Ink {
		NORMAL, ANOMALOUS, LIMIT, SECOND_LIMIT, GUIDE, TEXT
	}

	/** How points are drawn. */
	enum Kind {
		/** Connected. */
		LINE,
		/** Connected by dots. */
		GUIDE,
		/** Filled down to the horizontal axis. */
		AREA,
		/** Rings. */
		RINGS,
		/** Crosses. */
		CROSSES,
		/** One filled circle. */
		MARK
	}

	/**
	 * Points of one kind.
	 *
	 * @param label in the legend; empty for none
	 */
	record Layer(Kind kind, Ink ink, double[] x, double[] y, String label) {
		/** A vertical line. */
		static Layer upright(Ink ink, double x, double bottom, double top, String label) {
			return new Layer(Kind.LINE, ink, new double[] { x, x }, new double[] { bottom, top }, label);
		}

		/** A dotted line that is in no legend. */
		static Layer guide(double x1, double y1, double x2, double y2) {
			return new Layer(Kind.GUIDE, Ink.GUIDE, new double[] { x1, x2 }, new double[] { y1, y2 }, "");
		}
	}

	Chart {
		layers = List.copyOf(layers);
		names = List.copyOf(names);
	}

	/** Both axes from 0 to 1. */
	static Chart unit(String title, String x, String y, List<Layer> layers) {
		return new Chart(title, x, y, Axis.linear(0, 1), Axis.linear(0, 1), layers, List.of());
	}
}
