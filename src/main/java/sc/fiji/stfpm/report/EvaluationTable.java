package sc.fiji.stfpm.report;

import java.util.List;
import java.util.Locale;

import ij.measure.ResultsTable;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.evaluate.Evaluation;
import sc.fiji.stfpm.ui.ScoreTable;
import sc.fiji.stfpm.ui.TableWindow;

/**
 * Metrics as a table: a row for all images, then one for every kind of defect. For macros and scripts in ImageJ's own
 * <em>Results</em>, for a person in a window of its own.
 */
public final class EvaluationTable {
	private static final String TITLE = "Evaluation";
	private static final int PLACES = 4;
	private static final int NAME_WIDTH = 57;

	private EvaluationTable() {}

	/**
	 * Adds the rows; a metric that is not defined is NaN. F1-max is that of the threshold chosen on these images.
	 *
	 * @param forPerson whether a person is to look at it, not a macro or script to read it
	 */
	public static void show(SetEvaluation evaluation, AnomalyDetector detector, boolean forPerson) {
		ResultsTable table = forPerson ? TableWindow.table(TITLE) : ResultsTable.getResultsTable();
		table.setNaNEmptyCells(true);
		add(table, "all", evaluation.all(), evaluation, detector);
		evaluation.byKind().forEach((kind, metrics) -> add(table, kind, metrics, evaluation, detector));
		if (forPerson) TableWindow.show(table, TITLE);
		else TableWindow.showResults();
	}

	/** A figure as a line of a console, with its interval, or the reason why it has no value. */
	public static String line(Evaluation.Figure figure) {
		return String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s %s", MetricText.label(figure), MetricText.line(figure));
	}

	private static void add(ResultsTable table, String kind, Evaluation metrics, SetEvaluation whole,
		AnomalyDetector detector)
	{
		table.incrementCounter();
		table.addValue("Kind", kind);
		table.addValue("Normal", metrics.counts().normalImages());
		table.addValue("Anomalous", metrics.counts().anomalousImages());
		table.addValue("Skipped", whole.skipped().size());
		List<Evaluation.Figure> figures = metrics.figures();
		for (Evaluation.Figure figure : figures) {
			table.addValue(figure.name(), figure.value().orElse(Double.NaN));
			if (MetricText.isThreshold(figure)) ScoreTable.setPlaces(table, figure.name(), figure.value().orElse(1));
			else table.setDecimalPlaces(table.getColumnIndex(figure.name()), PLACES);
		}
		table.addValue("Teacher", detector.model().teacher().label());
		table.addValue("Device", detector.devices().id());
	}
}
