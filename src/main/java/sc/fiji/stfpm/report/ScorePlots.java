package sc.fiji.stfpm.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import ij.gui.Plot;
import sc.fiji.stfpm.report.SetEvaluation.Judged;
import sc.fiji.stfpm.score.Calibration;

/** How the scores of normal and anomalous images lie to the threshold. */
final class ScorePlots {
	private static final int FEWEST_BINS = 20;
	private static final int MOST_BINS = 40;
	/** A score at the threshold belongs to the bin above, whatever is lost in divisions. */
	private static final double ROUNDING = 1e-9;
	private static final Color LIGHT_NORMAL = new Color(0xbcd9ee);
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
		axis = ScoreAxis.of(images, calibration);
	}

	PlotPicture histogram() {
		String title = "Scores of images";
		Plot plot = PlotPicture.blank(title, ScoreAxis.LABEL, "Images");
		double width = binWidth();
		int bins = (int) Math.ceil(1 / width - ROUNDING);
		double[] normal = counts(false, bins, width), anomalous = counts(true, bins, width);
		double[] edges = new double[2 * bins + 2];
		for (int i = 0; i <= bins; i++)
			edges[2 * i] = edges[2 * i + 1] = axis.at(Math.min(1, i * width));
		plot.setColor(LIGHT_NORMAL, LIGHT_NORMAL);
		plot.add("filled", edges, steps(normal));
		line(plot, PlotPicture.NORMAL, edges, steps(normal), "Normal (" + sum(normal) + ")");
		line(plot, PlotPicture.ANOMALOUS, edges, steps(anomalous), "Anomalous (" + sum(anomalous) + ")");
		double top = 1;
		for (int i = 0; i < bins; i++)
			top = Math.max(top, Math.max(normal[i], anomalous[i]));
		top *= 1.25;
		threshold(plot, 0, top);
		axis.apply(plot, 0, top);
		plot.addLegend(null, "auto");
		return new PlotPicture("histogram", title, title + ": histogram of normal and anomalous images, threshold at 0.5",
			plot);
	}

	/** How many kinds there are, normal images included. */
	boolean hasFewKinds() {
		int kinds = kinds().size();
		return kinds > 1 && kinds <= MOST_KINDS;
	}

	/** A row of dots for every kind, in the order of the set from top to bottom. */
	PlotPicture byKind() {
		String title = "Scores by kind";
		List<String> kinds = new ArrayList<>(kinds());
		Collections.reverse(kinds);
		// Blank names of rows; without any the axis would show its ends as numbers.
		Plot plot = PlotPicture.blank(title, ScoreAxis.LABEL, "{" + " ,".repeat(kinds.size()) + "}");
		Random jitter = new Random(1);
		for (int row = 0; row < kinds.size(); row++) {
			String kind = kinds.get(row);
			if (row > 0) PlotPicture.guide(plot, axis.low(), row - 0.5, axis.high(), row - 0.5);
			List<Judged> shown = images.stream().filter(i -> i.sample().kind().equals(kind)).toList();
			double[] x = shown.stream().mapToDouble(i -> axis.at(axis.position(calibration.normalised(i.score())))).toArray();
			double[] y = new double[x.length];
			for (int i = 0; i < y.length; i++)
				y[i] = row - LOWERED + JITTER * (jitter.nextDouble() - 0.5);
			boolean anomalous = shown.get(0).sample().anomalous();
			plot.setColor(anomalous ? PlotPicture.ANOMALOUS : PlotPicture.NORMAL);
			plot.setLineWidth(2);
			plot.add(anomalous ? "x" : "circle", x, y);
			plot.setColor(Color.BLACK);
			// Names within the frame: the space beside it is too narrow for long ones. The threshold is rarely on the right.
			plot.setJustification(Plot.RIGHT);
			plot.addLabel(0.99, (kinds.size() - row - 1 + 0.2) / kinds.size(), kind);
		}
		threshold(plot, -0.5, kinds.size() - 0.5);
		axis.apply(plot, -0.5, kinds.size() - 0.5);
		return new PlotPicture("scores-by-kind", title, title + ": a dot for every image, a row for every kind", plot);
	}

	private Set<String> kinds() {
		Set<String> kinds = new LinkedHashSet<>();
		images.stream().filter(i -> !i.sample().anomalous()).forEach(i -> kinds.add(i.sample().kind()));
		images.forEach(i -> kinds.add(i.sample().kind()));
		return kinds;
	}

	private static void threshold(Plot plot, double bottom, double top) {
		line(plot, Color.BLACK, new double[] { ScoreAxis.THRESHOLD, ScoreAxis.THRESHOLD }, new double[] { bottom, top },
			"Threshold");
		plot.setLineWidth(1);
	}

	private static void line(Plot plot, Color color, double[] x, double[] y, String label) {
		plot.setColor(color);
		plot.setLineWidth(2);
		plot.add("line", x, y);
		PlotPicture.label(plot, label);
	}

	/** As a part of the axis; the threshold is where one bin ends and another begins. */
	private double binWidth() {
		double bins = Math.max(FEWEST_BINS, Math.min(MOST_BINS, 2 * Math.sqrt(images.size())));
		double threshold = axis.position(ScoreAxis.THRESHOLD);
		return threshold / Math.max(1, Math.round(threshold * bins));
	}

	private double[] counts(boolean anomalous, int bins, double width) {
		double[] counts = new double[bins];
		for (Judged image : images)
			if (image.sample().anomalous() == anomalous) {
				double position = axis.position(calibration.normalised(image.score()));
				counts[Math.min(bins - 1, (int) (position / width + ROUNDING))]++;
			}
		return counts;
	}

	/** The outline of bars, from the axis and back to it. */
	private static double[] steps(double[] counts) {
		double[] steps = new double[2 * counts.length + 2];
		for (int i = 0; i < counts.length; i++)
			steps[2 * i + 1] = steps[2 * i + 2] = counts[i];
		return steps;
	}

	private static int sum(double[] counts) {
		double sum = 0;
		for (double count : counts)
			sum += count;
		return (int) sum;
	}
}
