package sc.fiji.stfpm.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import ij.ImagePlus;
import sc.fiji.stfpm.files.AtomicWrite;
import sc.fiji.stfpm.report.Chart.Axis;
import sc.fiji.stfpm.report.Chart.Ink;
import sc.fiji.stfpm.report.Chart.Kind;
import sc.fiji.stfpm.report.Chart.Layer;
import sc.fiji.stfpm.score.Verdict;
import sc.fiji.stfpm.ui.ImageRows;
import sc.fiji.stfpm.ui.OwnPlot;
import sc.fiji.stfpm.ui.ResultFolder;
import sc.fiji.stfpm.ui.ScoreCourse;
import sc.fiji.stfpm.ui.Session;

/**
 * How the score of an image goes over its frames, the highest of their slices where there are several, or over its slices; with the
 * threshold, and crosses where something is anomalous.
 */
public final class CoursePlot {
	/** Above the highest of scores and threshold. */
	private static final double ROOM = 1.15;

	private CoursePlot() {}

	/** Whether there is a course to plot: more than one plane was judged. */
	public static boolean is(ScoreCourse course) {
		return course.points().size() > 1;
	}

	/**
	 * Shows the plot.
	 *
	 * @return the plot where no window shows it; empty where one does, or there is none
	 */
	public static Optional<ImagePlus> show(ScoreCourse course) {
		if (!is(course)) return Optional.empty();
		PlotPicture picture = picture(course);
		if (Session.isSilent()) return Optional.of(OwnPlot.mark(picture.plot().getImagePlus()));
		OwnPlot.mark(picture.plot().show().getImagePlus());
		return Optional.empty();
	}

	/**
	 * Writes a PNG for every image of several planes into a folder of results; of an earlier run that was gone on with, too.
	 *
	 * @throws IOException if nothing can be written there
	 */
	public static void write(Path results) throws IOException {
		if (!ResultFolder.hasScores(results)) return;
		for (ScoreCourse course : ImageRows.read(results)) {
			if (!is(course)) continue;
			Path file = ResultFolder.course(results, course.image());
			Files.createDirectories(file.getParent());
			AtomicWrite.bytes(file, Png.of(picture(course).fine()));
		}
	}

	static PlotPicture picture(ScoreCourse course) {
		boolean frames = course.isOverFrames();
		Map<Integer, ScoreCourse.Point> highest = new TreeMap<>();
		for (ScoreCourse.Point point : course.points())
			highest.merge(frames ? point.frame() : point.slice(), point, (a, b) -> b.score() > a.score() ? b : a);
		double[] x = highest.keySet().stream().mapToDouble(i -> i).toArray(), y = highest.values().stream().mapToDouble(ScoreCourse.Point::score)
			.toArray();
		double low = x[0], high = Math.max(x[x.length - 1], low + 1), top = course.threshold();
		for (double score : y)
			top = Math.max(top, score);
		String title = "Scores of " + course.image(), axis = frames ? "Frame" : "Slice";
		List<Layer> layers = new ArrayList<>();
		layers.add(new Layer(Kind.LINE, Ink.LIMIT, new double[] { low, high }, new double[] { course.threshold(), course.threshold() }, "Threshold"));
		layers.add(new Layer(Kind.LINE, Ink.NORMAL, x, y, frames && course.slices() > 1 ? "Highest of " + course.slices() + " slices" : "Score"));
		points(highest, Verdict.ANOMALOUS, Kind.CROSSES, Ink.ANOMALOUS, layers);
		points(highest, Verdict.NOT_COMPARABLE, Kind.RINGS, Ink.SECOND_LIMIT, layers);
		Chart chart = new Chart(title, axis, "Score", Axis.linear(low, high), Axis.linear(0, ROOM * top), layers, List.of());
		return new PlotPicture("scores-over-planes", String.format(Locale.ROOT, "%s over %ss: from %.3g to %.3g, the threshold is at %.3g", title, axis
			.toLowerCase(Locale.ROOT), min(y), max(y), course.threshold()), chart);
	}

	private static void points(Map<Integer, ScoreCourse.Point> all, Verdict verdict, Kind kind, Ink ink, List<Layer> layers) {
		double[] x = all.entrySet().stream().filter(e -> e.getValue().verdict() == verdict).mapToDouble(Map.Entry::getKey).toArray();
		double[] y = all.values().stream().filter(point -> point.verdict() == verdict).mapToDouble(ScoreCourse.Point::score).toArray();
		String name = verdict.toString();
		if (x.length > 0) layers.add(new Layer(kind, ink, x, y, name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1)));
	}

	private static double min(double[] values) {
		double min = Double.POSITIVE_INFINITY;
		for (double value : values)
			min = Math.min(min, value);
		return min;
	}

	private static double max(double[] values) {
		double max = Double.NEGATIVE_INFINITY;
		for (double value : values)
			max = Math.max(max, value);
		return max;
	}
}
