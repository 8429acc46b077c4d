package sc.fiji.stfpm.report;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.stfpm.report.Chart.Ink;
import sc.fiji.stfpm.report.Chart.Kind;
import sc.fiji.stfpm.report.Chart.Layer;

/** How the scores of groups of images lie to the threshold. */
final class Histogram {
	private static final int FEWEST_BINS = 20;
	private static final int MOST_BINS = 40;
	/** A score at the threshold belongs to the bin above, whatever is lost in divisions. */
	private static final double ROUNDING = 1e-9;
	private static final double ROOM = 1.15;

	/**
	 * Images that are counted together.
	 *
	 * @param ratios scores divided by the threshold
	 * @param filled whether its bars are filled
	 */
	record Group(String name, Ink ink, double[] ratios, boolean filled) {}

	private Histogram() {}

	/** @param shares whether bars are per cent of each group, so that groups of different size compare, rather than images */
	static Chart of(String title, ScoreAxis axis, List<Group> groups, boolean shares) {
		int most = groups.stream().mapToInt(group -> group.ratios().length).sum();
		double width = binWidth(axis, most);
		int bins = (int) Math.ceil(1 / width - ROUNDING);
		double[] edges = new double[2 * bins + 2];
		for (int i = 0; i <= bins; i++)
			edges[2 * i] = edges[2 * i + 1] = axis.at(Math.min(1, i * width));
		List<Layer> layers = new ArrayList<>();
		double top = shares ? 0 : 1;
		for (Group group : groups) {
			double[] counts = counts(group.ratios(), axis, bins, width, shares);
			for (double count : counts)
				top = Math.max(top, count);
			if (group.filled()) layers.add(new Layer(Kind.AREA, group.ink(), edges, steps(counts), ""));
			layers.add(new Layer(Kind.LINE, group.ink(), edges, steps(counts), group.name() + " (" + group.ratios().length + ")"));
		}
		top = top == 0 ? 1 : top * ROOM;
		layers.add(Layer.upright(Ink.TEXT, ScoreAxis.THRESHOLD, 0, top, "Threshold"));
		return new Chart(title, ScoreAxis.LABEL, shares ? "Share of images, %" : "Images", axis.axis(), Chart.Axis.linear(0, top), layers, List
			.of());
	}

	/** As a part of the axis; the threshold is where one bin ends and another begins. */
	private static double binWidth(ScoreAxis axis, int images) {
		double bins = Math.max(FEWEST_BINS, Math.min(MOST_BINS, 2 * Math.sqrt(images)));
		double threshold = axis.position(ScoreAxis.THRESHOLD);
		return threshold / Math.max(1, Math.round(threshold * bins));
	}

	private static double[] counts(double[] ratios, ScoreAxis axis, int bins, double width, boolean shares) {
		double[] counts = new double[bins];
		for (double ratio : ratios)
			counts[Math.min(bins - 1, (int) (axis.position(ratio) / width + ROUNDING))] += shares ? 100.0 / ratios.length : 1;
		return counts;
	}

	/** The outline of bars, from the axis and back to it. */
	private static double[] steps(double[] counts) {
		double[] steps = new double[2 * counts.length + 2];
		for (int i = 0; i < counts.length; i++)
			steps[2 * i + 1] = steps[2 * i + 2] = counts[i];
		return steps;
	}
}
