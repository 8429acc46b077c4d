package sc.fiji.stfpm.ui;

import java.util.List;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;

/**
 * A row for every judged plane or file in ImageJ's own <em>Results</em> table, which macros read with {@code getResult}
 * and save with {@code Table.save(path, "Results")}. The table exists in every mode; its window opens where there is a
 * screen.
 */
public final class ScoreTable {
	/** The name of ImageJ's own table. */
	public static final String RESULTS = "Results";
	private static final int PLACES = 6;
	/** Below it six places hide too much, and scores are written with an exponent. */
	private static final double SMALL = 0.01;
	private static final int EXPONENT_PLACES = -5;

	private final ResultsTable table = ResultsTable.getResultsTable();
	private final AnomalyDetector detector;

	ScoreTable(AnomalyDetector detector) {
		this.detector = detector;
		// Other rows may have other columns; 0 would be a value there.
		table.setNaNEmptyCells(true);
	}

	/** Adds the planes of an open image. */
	void add(ImagePlus image, List<PlaneResult> planes) {
		for (PlaneResult plane : planes)
			add(image.getTitle(), plane, image.getCalibration());
	}

	/** Adds one plane; areas are in the calibration's units. */
	void add(String image, PlaneResult plane, Calibration calibration) {
		DetectionResult r = plane.result();
		table.incrementCounter();
		table.addValue("Image", image);
		table.addValue("Slice", plane.slice());
		table.addValue("Channel", plane.channels());
		table.addValue("Frame", plane.frame());
		table.addValue("Score", r.score());
		table.addValue("Normalised", r.calibration().normalised(r.score()));
		table.addValue("P-value", r.pValue());
		table.addValue("Threshold", r.calibration().threshold());
		table.addValue("Decision", r.decision());
		table.addValue("Area", r.anomalousArea() * calibration.pixelWidth * calibration.pixelHeight);
		table.addValue("Unit", areaUnit(calibration));
		table.addValue("Regions", r.regions().size());
		if (r.minimumArea() > 1) table.addValue("Minimum area", r.minimumArea());
		if (!r.comparison().note().isEmpty()) table.addValue("Note", r.comparison().note());
		addOrigin("");
	}

	/** Adds a file that could not be judged. */
	void addFailure(String file, String reason) {
		table.incrementCounter();
		table.addValue("Image", file);
		table.addValue("Score", Double.NaN);
		table.addValue("Normalised", Double.NaN);
		table.addValue("P-value", Double.NaN);
		table.addValue("Threshold", detector.model().calibration().threshold());
		table.addValue("Decision", "failed");
		addOrigin(reason);
	}

	private void addOrigin(String error) {
		table.addValue("Teacher", detector.model().teacher().label());
		table.addValue("Device", detector.device().id());
		table.addValue("Error", error);
	}

	/** Brings the window up to date. */
	void show() {
		for (String column : List.of("Score", "Threshold"))
			setPlaces(table, column, detector.model().calibration().threshold());
		table.show(RESULTS);
	}

	/** Gives a column enough places for values as large as a typical one. */
	public static void setPlaces(ResultsTable table, String column, double typical) {
		int index = table.getColumnIndex(column);
		if (index != ResultsTable.COLUMN_NOT_FOUND) table.setDecimalPlaces(index, typical < SMALL ? EXPONENT_PLACES : PLACES);
	}

	static String areaUnit(Calibration calibration) {
		return (calibration.scaled() ? calibration.getUnit() : "pixel") + "^2";
	}
}
