package sc.fiji.stfpm.ui;

import ij.measure.ResultsTable;
import sc.fiji.stfpm.score.Verdict;

/**
 * A row for every image of several planes in the table <em>Anomaly Images</em>, for people: its highest score, on which slice and frame,
 * and how many planes are what. An image that is judged again takes its old row.
 */
final class ImageTable {
	static final String TITLE = "Anomaly Images";

	private final ResultsTable table = TableWindow.table(TITLE);
	private boolean changed;
	private float threshold = 1;

	/** @param folder where the image's file is; empty where it has none */
	void add(ScoreCourse course, String folder) {
		if (course.points().size() < 2) return;
		changed = true;
		threshold = course.threshold();
		table.setNaNEmptyCells(true);
		int row = row(course.image(), folder);
		ScoreCourse.Point highest = course.highest();
		table.setValue("Image", row, course.image());
		table.setValue("Decision", row, course.verdict().toString());
		table.setValue("Score", row, highest.score());
		table.setValue("Threshold", row, course.threshold());
		table.setValue("Slice", row, highest.slice());
		table.setValue("Frame", row, highest.frame());
		table.setValue("Planes", row, course.points().size());
		table.setValue("Anomalous", row, course.count(Verdict.ANOMALOUS));
		table.setValue("Not comparable", row, course.count(Verdict.NOT_COMPARABLE));
		table.setValue("Folder", row, folder);
	}

	private int row(String image, String folder) {
		for (int row = 0; row < table.size(); row++)
			if (image.equals(table.getStringValue("Image", row)) && folder.equals(table.getStringValue("Folder", row))) return row;
		table.incrementCounter();
		return table.size() - 1;
	}

	void show() {
		if (!changed) return;
		for (String column : new String[] { "Score", "Threshold" })
			ScoreTable.setPlaces(table, column, threshold);
		TableWindow.show(table, TITLE);
	}
}
