package sc.fiji.stfpm.report;

import java.util.Locale;

import sc.fiji.stfpm.evaluate.Evaluation;
import sc.fiji.stfpm.evaluate.Evaluation.Figure;

/** Metrics in words: labels that hide no advantage, values with their intervals. */
final class MetricText {
	/** What everybody has to know of a figure whose threshold saw the labels. */
	static final String ORACLE = "threshold chosen on these images";
	private static final String F1_MAX = "F1-max";

	private MetricText() {}

	/** Whether a figure rests on a threshold that was chosen with the labels of the very images it is measured on. */
	static boolean isOracle(Figure figure) {
		return figure.name().contains(F1_MAX);
	}

	/** The figure's name, with a note where the figure flatters. */
	static String label(Figure figure) {
		return isOracle(figure) ? figure.name() + " (" + ORACLE + ")" : figure.name();
	}

	/** Whether it is a score rather than a share. */
	static boolean isThreshold(Figure figure) {
		return figure.name().endsWith("F1-max threshold");
	}

	/** For tables: three decimals of a share, four digits of a score, or {@code n/a}. */
	static String value(Figure figure) {
		if (figure.value().isEmpty()) return "n/a";
		double value = figure.value().getAsDouble();
		return isThreshold(figure) ? score(value) : share(value);
	}

	/** The interval's ends, or nothing where there is none. */
	static String interval(Figure figure) {
		if (figure.value().isEmpty()) return "";
		return figure.interval().map(i -> share(i.low()) + " to " + share(i.high())).orElse("");
	}

	/** For legends: the value and, where there is one, its interval. */
	static String legend(Figure figure) {
		String interval = interval(figure);
		return value(figure) + (interval.isEmpty() ? "" : " (95 %: " + interval + ")");
	}

	/** For the console: value and interval, or the reason why there is no value. */
	static String line(Figure figure) {
		if (figure.value().isEmpty()) return figure.text();
		String interval = interval(figure);
		return figure.text() + (interval.isEmpty() ? "" : "  (95 % interval " + interval + ")");
	}

	/** @throws IllegalArgumentException where no figure has that name */
	static Figure figure(Evaluation evaluation, String name) {
		return evaluation.figures().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow(
			() -> new IllegalArgumentException("There is no figure '" + name + "'"));
	}

	static String share(double value) {
		return String.format(Locale.ROOT, "%.3f", value);
	}

	/** Four digits, whatever the order of magnitude. */
	static String score(double value) {
		return String.format(Locale.ROOT, "%.4g", value);
	}
}
