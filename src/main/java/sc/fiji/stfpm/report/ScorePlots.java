package sc.fiji.stfpm.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import sc.fiji.stfpm.Seed;
import sc.fiji.stfpm.report.Chart.Ink;
import sc.fiji.stfpm.report.Chart.Kind;
import sc.fiji.stfpm.report.Chart.Layer;
import sc.fiji.stfpm.report.SetEvaluation.Judged;
import sc.fiji.stfpm.score.Calibration;

/** How the scores of normal and anomalous images lie to the threshold. */
final class ScorePlots {
	/** More rows than these cannot be told apart. */
	private static final int MOST_KINDS = 12;
	private static final double JITTER = 0.5;
	/** Leaves room for a row's name above its dots. */
	private static final double LOWERED = 0.15;

	private final List<Judged> images;
	private final Calibration calibration;
	private final ScoreAxis axis;

	ScorePlots(List<Judged> images, Calibration calibration) {
		this.images = images;
		this.calibration = calibration;
		axis = ScoreAxis.of(ratios(images.stream()));
	}

	private double[] ratios(Stream<Judged> some) {
		return some.mapToDouble(image -> calibration.ratio(image.score())).toArray();
	}

	PlotPicture histogram() {
		String title = "Scores of images";
		List<Histogram.Group> groups = List.of(new Histogram.Group("Normal", Ink.NORMAL, ratios(false), true), new Histogram.Group("Anomalous",
			Ink.ANOMALOUS, ratios(true), false));
		return new PlotPicture("histogram", title + ": histogram of normal and anomalous images, threshold at 1", Histogram.of(title, axis,
			groups, false));
	}

	private double[] ratios(boolean anomalous) {
		return ratios(images.stream().filter(image -> image.sample().anomalous() == anomalous));
	}

	/** How many kinds there are, normal images included. */
	boolean hasFewKinds() {
		int kinds = kinds().size();
		return kinds > 1 && kinds <= MOST_KINDS;
	}

	/** A row of marks for every kind, in the order of the set from top to bottom. */
	PlotPicture byKind() {
		String title = "Scores by kind";
		List<String> names = List.copyOf(kinds()), kinds = new ArrayList<>(names);
		Collections.reverse(kinds);
		List<Layer> layers = new ArrayList<>();
		Random jitter = new Random(Seed.DEFAULT);
		for (int row = 0; row < kinds.size(); row++) {
			String kind = kinds.get(row);
			if (row > 0) layers.add(Layer.guide(axis.at(0), row - 0.5, axis.at(1), row - 0.5));
			List<Judged> shown = images.stream().filter(i -> i.sample().kind().equals(kind)).toList();
			double[] x = ratios(shown.stream()), y = new double[x.length];
			for (int i = 0; i < y.length; i++) {
				x[i] = axis.at(axis.position(x[i]));
				y[i] = row - LOWERED + JITTER * (jitter.nextDouble() - 0.5);
			}
			boolean anomalous = shown.get(0).sample().anomalous();
			layers.add(new Layer(anomalous ? Kind.CROSSES : Kind.RINGS, anomalous ? Ink.ANOMALOUS : Ink.NORMAL, x, y, ""));
		}
		double top = kinds.size() - 0.5;
		layers.add(Layer.upright(Ink.TEXT, ScoreAxis.THRESHOLD, -0.5, top, "Threshold"));
		return new PlotPicture("scores-by-kind", title + ": a mark for every image, a row for every kind", new Chart(title, ScoreAxis.LABEL, "",
			axis.axis(), Chart.Axis.linear(-0.5, top), layers, names));
	}

	private Set<String> kinds() {
		Set<String> kinds = new LinkedHashSet<>();
		images.stream().filter(i -> !i.sample().anomalous()).forEach(i -> kinds.add(i.sample().kind()));
		images.forEach(i -> kinds.add(i.sample().kind()));
		return kinds;
	}
}
