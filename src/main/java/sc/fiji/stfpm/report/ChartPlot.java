package sc.fiji.stfpm.report;

import java.awt.Color;
import java.awt.Font;

import ij.gui.Plot;

/** A chart as ImageJ draws it. */
final class ChartPlot {
	static final int WIDTH = 600;
	static final int HEIGHT = 420;
	private static final float FONT = 13;
	/** Leaves room above a band's name. */
	private static final double NAME_DOWN = 0.2;
	private static final double NAME_RIGHT = 0.99;
	private static final int DOT_DISTANCE = 3;

	private ChartPlot() {}

	// Okabe and Ito's colours, which differ for every kind of colour vision.
	static Color color(Chart.Ink ink) {
		return switch (ink) {
			case NORMAL -> new Color(0x0072b2);
			case ANOMALOUS -> new Color(0xd55e00);
			case LIMIT -> new Color(0xcc79a7);
			case SECOND_LIMIT -> new Color(0x009e73);
			case GUIDE -> new Color(0x8a8a8a);
			case TEXT -> Color.BLACK;
		};
	}

	static Plot of(Chart chart) {
		// Blank names of bands; without any the axis would show its ends as numbers.
		String y = chart.names().isEmpty() ? chart.y() : "{" + " ,".repeat(chart.names().size()) + "}";
		Plot plot = new Plot(chart.title(), chart.x(), y, Plot.X_NUMBERS | Plot.Y_NUMBERS | Plot.X_GRID | Plot.Y_GRID
			| Plot.X_LOG_TICKS);
		plot.setSize(WIDTH, HEIGHT);
		plot.setAntialiasedText(true);
		plot.setFont(Font.PLAIN, FONT);
		plot.setAxisLabelFont(Font.PLAIN, FONT);
		chart.layers().forEach(layer -> add(plot, layer));
		plot.setColor(Color.BLACK);
		plot.setLineWidth(1);
		// Within the frame: the space beside it is too narrow for long names. The threshold is rarely on the right.
		plot.setJustification(Plot.RIGHT);
		for (int i = 0; i < chart.names().size(); i++)
			plot.addLabel(NAME_RIGHT, (i + NAME_DOWN) / chart.names().size(), chart.names().get(i));
		plot.setAxisXLog(chart.horizontal().logarithmic());
		plot.setLimits(chart.horizontal().low(), chart.horizontal().high(), chart.vertical().low(), chart.vertical().high());
		if (chart.names().isEmpty()) plot.addLegend(null, "auto");
		return plot;
	}

	private static void add(Plot plot, Chart.Layer layer) {
		Color color = color(layer.ink());
		plot.setLineWidth(layer.kind() == Chart.Kind.GUIDE ? 1 : 2);
		plot.setColor(color);
		switch (layer.kind()) {
			case GUIDE -> {
				plot.drawDottedLine(layer.x()[0], layer.y()[0], layer.x()[1], layer.y()[1], DOT_DISTANCE);
				return;
			}
			case AREA -> {
				plot.setColor(light(color), light(color));
				plot.add("filled", layer.x(), layer.y());
			}
			case MARK -> {
				plot.setColor(color, color);
				plot.add("circle", layer.x(), layer.y());
			}
			case RINGS -> plot.add("circle", layer.x(), layer.y());
			case CROSSES -> plot.add("x", layer.x(), layer.y());
			case LINE -> plot.add("line", layer.x(), layer.y());
		}
		if (!layer.label().isEmpty()) plot.setLabel(-1, layer.label());
	}

	private static Color light(Color color) {
		return new Color(lightened(color.getRed()), lightened(color.getGreen()), lightened(color.getBlue()));
	}

	private static int lightened(int level) {
		return 255 - (255 - level) / 4;
	}
}
