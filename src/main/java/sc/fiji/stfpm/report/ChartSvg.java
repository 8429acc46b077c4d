package sc.fiji.stfpm.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A chart as SVG inside a page, in the colours of its style sheet, light, dark or on paper; the legend is text below. */
final class ChartSvg {
	private static final int WIDTH = 480;
	private static final int HEIGHT = 300;
	private static final int LEFT = 50;
	private static final int RIGHT = 468;
	private static final int TOP = 10;
	private static final int BOTTOM = 252;
	private static final int NUMBERS_BELOW = 17;
	private static final int TICKS = 5;
	/** Steps of a scale within a power of ten. */
	private static final double[] STEPS = { 1, 2, 5, 10 };
	private static final double ROUNDING = 1e-9;

	private final Chart chart;
	private final StringBuilder svg = new StringBuilder();

	private ChartSvg(Chart chart) {
		this.chart = chart;
	}

	/** @param description for those who cannot see it */
	static String of(Chart chart, String description) {
		return new ChartSvg(chart).draw(description);
	}

	private String draw(String description) {
		svg.append("<svg class=\"chart\" viewBox=\"0 0 ").append(WIDTH).append(' ').append(HEIGHT).append(
			"\" role=\"img\" aria-label=\"").append(HtmlText.escaped(description)).append("\">\n");
		grid();
		chart.layers().forEach(this::layer);
		for (int i = 0; i < chart.names().size(); i++)
			text(RIGHT - 4, TOP + 14 + (BOTTOM - TOP) * (double) i / chart.names().size(), "end", chart.names().get(i));
		svg.append("<rect class=\"frame\" x=\"").append(LEFT).append("\" y=\"").append(TOP).append("\" width=\"").append(RIGHT
			- LEFT).append("\" height=\"").append(BOTTOM - TOP).append("\"/>\n");
		text((LEFT + RIGHT) / 2.0, HEIGHT - 10, "middle", chart.x());
		if (chart.names().isEmpty()) svg.append(String.format(Locale.ROOT,
			"<text transform=\"translate(13 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>\n", (TOP + BOTTOM) / 2, HtmlText.escaped(
				chart.y())));
		svg.append("</svg>\n");
		legend();
		return svg.toString();
	}

	private void grid() {
		for (double tick : ticks(chart.horizontal())) {
			line("grid", x(tick), TOP, x(tick), BOTTOM);
			text(x(tick), BOTTOM + NUMBERS_BELOW, "middle", number(tick));
		}
		if (chart.names().isEmpty()) for (double tick : ticks(chart.vertical())) {
			line("grid", LEFT, y(tick), RIGHT, y(tick));
			text(LEFT - 6, y(tick) + 4, "end", number(tick));
		}
	}

	private void layer(Chart.Layer layer) {
		String css = "class=\"" + css(layer.kind().name()) + " ink-" + css(layer.ink().name()) + "\"";
		switch (layer.kind()) {
			case LINE, GUIDE -> svg.append("<polyline ").append(css).append(" points=\"").append(points(layer)).append("\"/>\n");
			case AREA -> svg.append("<polygon ").append(css).append(" points=\"").append(ends(layer, 0)).append(points(layer)).append(
				ends(layer, layer.x().length - 1)).append("\"/>\n");
			case RINGS, CROSSES, MARK -> svg.append("<path ").append(css).append(" d=\"").append(marks(layer)).append("\"/>\n");
		}
	}

	private String points(Chart.Layer layer) {
		StringBuilder points = new StringBuilder();
		for (int i = 0; i < layer.x().length; i++)
			points.append(place(x(layer.x()[i]), y(layer.y()[i]))).append(' ');
		return points.toString();
	}

	/** A point of the horizontal axis. */
	private String ends(Chart.Layer layer, int i) {
		return place(x(layer.x()[i]), BOTTOM) + " ";
	}

	private String marks(Chart.Layer layer) {
		String mark = layer.kind() == Chart.Kind.CROSSES ? "m-3-3l6 6m0-6l-6 6" : "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0";
		StringBuilder marks = new StringBuilder();
		for (int i = 0; i < layer.x().length; i++)
			marks.append('M').append(place(x(layer.x()[i]), y(layer.y()[i]))).append(mark);
		return marks.toString();
	}

	private void legend() {
		List<Chart.Layer> named = chart.layers().stream().filter(layer -> !layer.label().isEmpty()).toList();
		if (named.isEmpty()) return;
		svg.append("<ul class=\"legend\">\n");
		for (Chart.Layer layer : named)
			svg.append("<li><svg viewBox=\"0 0 20 10\" aria-hidden=\"true\"><path class=\"").append(css(layer.kind().name())).append(" ink-")
				.append(css(layer.ink().name())).append("\" d=\"").append(sample(layer.kind())).append("\"/></svg> ").append(HtmlText.escaped(layer
					.label())).append("</li>\n");
		svg.append("</ul>\n");
	}

	private static String sample(Chart.Kind kind) {
		return switch (kind) {
			case LINE, GUIDE -> "M0 5H20";
			case AREA -> "M0 0H20V10H0z";
			case CROSSES -> "M7 2l6 6m0-6l-6 6";
			case RINGS, MARK -> "M7 5a3 3 0 1 0 6 0a3 3 0 1 0-6 0";
		};
	}

	private double x(double value) {
		return LEFT + (RIGHT - LEFT) * chart.horizontal().position(value);
	}

	private double y(double value) {
		return BOTTOM - (BOTTOM - TOP) * chart.vertical().position(value);
	}

	/** Round values within an axis. */
	static List<Double> ticks(Chart.Axis axis) {
		List<Double> ticks = new ArrayList<>();
		if (axis.logarithmic()) {
			boolean few = axis.high() / axis.low() < 100;
			for (double ten = Math.pow(10, Math.floor(Math.log10(axis.low()))); ten <= axis.high(); ten *= 10)
				for (double step : few ? new double[] { 1, 2, 5 } : new double[] { 1 })
					if (ten * step >= axis.low() && ten * step <= axis.high()) ticks.add(ten * step);
			return ticks;
		}
		double span = axis.high() - axis.low(), ten = Math.pow(10, Math.floor(Math.log10(span / TICKS))), step = ten;
		for (double factor : STEPS)
			if (span / (step = ten * factor) <= TICKS + ROUNDING) break;
		for (long i = (long) Math.ceil(axis.low() / step - ROUNDING); i * step <= axis.high() + ROUNDING * span; i++)
			ticks.add(i * step);
		return ticks;
	}

	private static String number(double value) {
		String text = value != 0 && Math.abs(value) < 0.001 || Math.abs(value) >= 100_000 ? String.format(Locale.ROOT, "%.0e", value)
			: String.format(Locale.ROOT, "%.3f", value);
		return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
	}

	private static String place(double x, double y) {
		return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
	}

	private void line(String css, double x1, double y1, double x2, double y2) {
		svg.append("<polyline class=\"").append(css).append("\" points=\"").append(place(x1, y1)).append(' ').append(place(x2, y2)).append(
			"\"/>\n");
	}

	private void text(double x, double y, String anchor, String text) {
		svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor)).append(HtmlText.escaped(text))
			.append("</text>\n");
	}

	private static String css(String name) {
		return name.toLowerCase(Locale.ROOT).replace('_', '-');
	}
}
