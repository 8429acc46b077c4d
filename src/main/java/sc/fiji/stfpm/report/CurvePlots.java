package sc.fiji.stfpm.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import ij.gui.Plot;
import sc.fiji.stfpm.evaluate.Counts;
import sc.fiji.stfpm.evaluate.Curve;
import sc.fiji.stfpm.evaluate.Evaluation;

/** Curves on axes from 0 to 1, with the metric in the legend and a circle where the model's threshold is. */
final class CurvePlots {
	private static final Color LIGHT = new Color(0xcfe3f2);
	private static final double PRO_LIMIT = 0.3;
	private static final double STRICT_PRO_LIMIT = 0.05;

	private final Evaluation evaluation;

	CurvePlots(Evaluation evaluation) {
		this.evaluation = evaluation;
	}

	/** @param what images or pixels, for people */
	PlotPicture roc(String name, String what, Curve curve) {
		String title = "ROC of " + what;
		Plot plot = PlotPicture.blank(title, "False positive rate", "True positive rate");
		PlotPicture.guide(plot, 0, 0, 1, 1);
		String value = legend(what.equals("images") ? "Image AUROC" : "Pixel AUROC");
		line(plot, curve.points(), value);
		return finished(name, title, plot, curve, value);
	}

	/** As steps, whose area is the average precision. */
	PlotPicture precisionRecall(String name, String what, Curve curve) {
		boolean images = what.equals("images");
		String title = "Precision and recall of " + what;
		Plot plot = PlotPicture.blank(title, "Recall", "Precision");
		Counts counts = evaluation.counts();
		double share = images ? (double) counts.anomalousImages() / (counts.anomalousImages() + counts.normalImages())
			: (double) counts.anomalousPixels() / (counts.anomalousPixels() + counts.normalPixels());
		PlotPicture.guide(plot, 0, share, 1, share);
		String value = legend(images ? "Image average precision" : "Pixel average precision");
		line(plot, steps(curve.points()), value);
		return finished(name, title, plot, curve, value);
	}

	/** With the area that counts. */
	PlotPicture pro(String name, Curve curve) {
		String title = "Per-region overlap";
		Plot plot = PlotPicture.blank(title, "False positive rate of pixels", "Mean overlap with a region");
		List<Curve.Point> counted = upTo(curve.points(), PRO_LIMIT);
		plot.setColor(LIGHT, LIGHT);
		plot.add("filled", array(counted, Curve.Point::x), array(counted, Curve.Point::y));
		String value = legend("AUPRO at 0.3"), strict = legend("AUPRO at 0.05");
		limit(plot, PRO_LIMIT, PlotPicture.LIMIT, value);
		limit(plot, STRICT_PRO_LIMIT, PlotPicture.SECOND_LIMIT, strict);
		line(plot, curve.points(), "Overlap");
		return finished(name, title, plot, curve, value + ", " + strict);
	}

	private static void limit(Plot plot, double x, Color color, String label) {
		plot.setColor(color);
		plot.setLineWidth(2);
		plot.add("line", new double[] { x, x }, new double[] { 0, 1 });
		PlotPicture.label(plot, label);
	}

	private static void line(Plot plot, List<Curve.Point> points, String label) {
		plot.setColor(PlotPicture.NORMAL);
		plot.setLineWidth(2);
		plot.add("line", array(points, Curve.Point::x), array(points, Curve.Point::y));
		PlotPicture.label(plot, label);
	}

	private PlotPicture finished(String name, String title, Plot plot, Curve curve, String values) {
		at(curve).ifPresent(point -> {
			plot.setColor(PlotPicture.ANOMALOUS, PlotPicture.ANOMALOUS);
			plot.setLineWidth(2);
			plot.add("circle", new double[] { point.x() }, new double[] { point.y() });
			PlotPicture.label(plot, "At the model's threshold");
		});
		plot.setColor(Color.BLACK);
		plot.setLineWidth(1);
		plot.setLimits(0, 1, 0, 1);
		plot.addLegend(null, "auto");
		return new PlotPicture(name, title, title + ": " + values, plot);
	}

	/** Where the model's threshold is on the curve; empty where nothing reaches it. */
	private Optional<Curve.Point> at(Curve curve) {
		if (evaluation.threshold().isEmpty()) return Optional.empty();
		double threshold = evaluation.threshold().getAsDouble();
		return curve.points().stream().filter(p -> p.threshold() >= threshold).reduce((a, b) -> b);
	}

	private String legend(String figure) {
		String name = figure.replaceFirst("^(Image|Pixel) ", "");
		return Character.toUpperCase(name.charAt(0)) + name.substring(1) + ": " + MetricText.legend(MetricText.figure(evaluation,
			figure));
	}

	private static List<Curve.Point> steps(List<Curve.Point> points) {
		List<Curve.Point> steps = new ArrayList<>();
		double from = 0;
		for (Curve.Point p : points) {
			// Without a new hit the step ends where it began.
			if (p.x() == from && !steps.isEmpty()) continue;
			steps.add(new Curve.Point(from, p.y(), p.threshold()));
			steps.add(p);
			from = p.x();
		}
		return steps;
	}

	/** The part of a curve up to a limit, its last point interpolated. */
	private static List<Curve.Point> upTo(List<Curve.Point> points, double limit) {
		List<Curve.Point> part = new ArrayList<>();
		Curve.Point before = points.get(0);
		for (Curve.Point p : points) {
			if (p.x() > limit) {
				double share = (limit - before.x()) / (p.x() - before.x());
				part.add(new Curve.Point(limit, before.y() + share * (p.y() - before.y()), p.threshold()));
				return part;
			}
			part.add(p);
			before = p;
		}
		return part;
	}

	private static double[] array(List<Curve.Point> points, ToDoubleFunction<Curve.Point> value) {
		return points.stream().mapToDouble(value).toArray();
	}
}
