package sc.fiji.stfpm.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import sc.fiji.stfpm.evaluate.Counts;
import sc.fiji.stfpm.evaluate.Curve;
import sc.fiji.stfpm.evaluate.Evaluation;
import sc.fiji.stfpm.report.Chart.Ink;
import sc.fiji.stfpm.report.Chart.Kind;
import sc.fiji.stfpm.report.Chart.Layer;

/** Curves on axes from 0 to 1, with the metric in the legend and a circle where the model's threshold is. */
final class CurvePlots {
	private static final double PRO_LIMIT = 0.3;
	private static final double STRICT_PRO_LIMIT = 0.05;

	private final Evaluation evaluation;

	CurvePlots(Evaluation evaluation) {
		this.evaluation = evaluation;
	}

	/** @param what images or pixels, for people */
	PlotPicture roc(String name, String what, Curve curve) {
		String title = "ROC of " + what;
		String value = legend(what.equals("images") ? "Image AUROC" : "Pixel AUROC");
		List<Layer> layers = List.of(Layer.guide(0, 0, 1, 1), line(curve.points(), value));
		return finished(name, title, "False positive rate", "True positive rate", layers, curve, value);
	}

	/** As steps, whose area is the average precision. */
	PlotPicture precisionRecall(String name, String what, Curve curve) {
		boolean images = what.equals("images");
		String title = "Precision and recall of " + what;
		Counts counts = evaluation.counts();
		double share = images ? (double) counts.anomalousImages() / (counts.anomalousImages() + counts.normalImages())
			: (double) counts.anomalousPixels() / (counts.anomalousPixels() + counts.normalPixels());
		String value = legend(images ? "Image average precision" : "Pixel average precision");
		List<Layer> layers = List.of(Layer.guide(0, share, 1, share), line(steps(curve.points()), value));
		return finished(name, title, "Recall", "Precision", layers, curve, value);
	}

	/** With the area that counts. */
	PlotPicture pro(String name, Curve curve) {
		String title = "Per-region overlap", value = legend("AUPRO at 0.3"), strict = legend("AUPRO at 0.05");
		List<Curve.Point> counted = upTo(curve.points(), PRO_LIMIT);
		List<Layer> layers = List.of(new Layer(Kind.AREA, Ink.NORMAL, array(counted, Curve.Point::x), array(counted, Curve.Point::y), ""), Layer
			.upright(Ink.LIMIT, PRO_LIMIT, 0, 1, value), Layer.upright(Ink.SECOND_LIMIT, STRICT_PRO_LIMIT, 0, 1, strict), line(curve.points(),
				"Overlap"));
		return finished(name, title, "False positive rate of pixels", "Mean overlap with a region", layers, curve, value + ", " + strict);
	}

	private static Layer line(List<Curve.Point> points, String label) {
		return new Layer(Kind.LINE, Ink.NORMAL, array(points, Curve.Point::x), array(points, Curve.Point::y), label);
	}

	private PlotPicture finished(String name, String title, String x, String y, List<Layer> behind, Curve curve, String values) {
		List<Layer> layers = new ArrayList<>(behind);
		at(curve).ifPresent(point -> layers.add(new Layer(Kind.MARK, Ink.ANOMALOUS, new double[] { point.x() }, new double[] { point.y() },
			"At the model's threshold")));
		return new PlotPicture(name, title + ": " + values, Chart.unit(title, x, y, layers));
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
