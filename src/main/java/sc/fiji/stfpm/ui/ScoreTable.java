package sc.fiji.stfpm.ui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ij.WindowManager;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import ij.text.TextWindow;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.ChannelScore;
import sc.fiji.stfpm.detect.Judgement;

/**
 * A row for every judged plane or file. For macros and scripts the rows are added to ImageJ's own <em>Results</em> table, which they
 * read with {@code getResult} and save with {@code Table.save(path, "Results")}; it exists in every mode, and its window opens where
 * there is a screen. For a person they are in a window of their own, where a plane that is judged again takes its old row.
 */
public final class ScoreTable {
	/** The name of ImageJ's own table. */
	public static final String RESULTS = "Results";
	/** The window for people. */
	public static final String TITLE = "Anomaly Scores";
	/** Of separate channels, where something is anomalous. */
	private static final String CHANNELS = "Anomalous channels";
	/** Percent of the plane's pixels. */
	private static final String IGNORED = "Ignored";
	private static final int PLACES = 6;
	/** Below it six places hide too much, and scores are written with an exponent. */
	private static final double SMALL = 0.01;
	private static final int EXPONENT_PLACES = -5;

	private final ResultsTable table;
	private final AnomalyDetector detector;
	/** Rows by image, folder and plane; null where every plane gets a new row. */
	private final Map<String, Integer> rows;
	private int row;

	/**
	 * @param detector null where no row is added
	 * @param forPerson whether a person, not a macro or script, is to look at it
	 */
	ScoreTable(AnomalyDetector detector, boolean forPerson) {
		this.detector = detector;
		table = forPerson ? TableWindow.table(TITLE) : ResultsTable.getResultsTable();
		rows = forPerson ? new HashMap<>() : null;
		// Other rows may have other columns; 0 would be a value there.
		table.setNaNEmptyCells(true);
		for (int i = 0; forPerson && i < table.size(); i++)
			rows.put(key(table.getStringValue("Image", i), table.getStringValue("Folder", i), table.getValue("Slice", i), table.getValue(
				"Frame", i)), i);
	}

	private static String key(String image, String folder, double slice, double frame) {
		return image + "\n" + folder + "\n" + slice + "\n" + frame;
	}

	/**
	 * Adds one plane; areas are in the calibration's units.
	 *
	 * @param folder where the image's file is; empty where it has none
	 */
	void add(String image, String folder, PlaneRow plane, Calibration calibration) {
		if (rows != null) reuseFailed(image, folder, key(image, folder, plane.slice(), plane.frame()));
		start(image, folder, plane.slice(), plane.frame());
		decide(plane, calibration);
		set("Slice", plane.slice());
		set("Frame", plane.frame());
		set("Channel", plane.channels());
		setWhereThere("Minimum area", plane.result().minimumArea() > 1, plane.result().minimumArea());
		setWhereThere(IGNORED, plane.result().ignoredArea() > 0, plane.result().ignoredPercent());
		end("", folder);
	}

	/**
	 * Writes what another threshold makes of a plane into its row for people.
	 *
	 * @return whether there is one
	 */
	boolean update(String image, String folder, PlaneRow plane, Calibration calibration) {
		Integer there = rows.get(key(image, folder, plane.slice(), plane.frame()));
		if (there == null) return false;
		row = there;
		decide(plane, calibration);
		return true;
	}

	/** Brings the window up to date, which stays where it is. */
	static void refresh() {
		if (WindowManager.getFrame(TITLE) instanceof TextWindow window) TableWindow.refresh(window, TableWindow.table(TITLE));
	}

	private void decide(PlaneRow plane, Calibration calibration) {
		Judgement r = plane.result();
		set("Decision", r.decision());
		set("Score", r.score());
		set("Threshold", r.calibration().threshold());
		set("P-value", r.pValue());
		set("Normalised", r.calibration().normalised(r.score()));
		set("Regions", r.regions().size());
		set("Area", area(r.anomalousArea(), calibration));
		set("Unit", areaUnit(calibration));
		if (rows != null || !r.comparison().note().isEmpty()) set("Note", r.comparison().note());
		decideChannels(r);
	}

	/** What separate channels say, each on its own. */
	private void decideChannels(Judgement r) {
		if (!r.channels().isEmpty() || table.columnExists(CHANNELS)) set(CHANNELS, String.join(", ", r.anomalousChannels()));
		for (ChannelScore one : r.channels())
			set("Score C" + one.channel().number(), one.score());
	}

	/** The row that says that the file could not be judged becomes that of its first plane. */
	private void reuseFailed(String image, String folder, String plane) {
		Integer failed = rows.remove(key(image, folder, Double.NaN, Double.NaN));
		if (failed != null) rows.putIfAbsent(plane, failed);
	}

	private void setWhereThere(String column, boolean there, double value) {
		if (there || table.columnExists(column)) set(column, there ? value : Double.NaN);
	}

	/** Adds a file that could not be judged. */
	void addFailure(String image, String folder, String reason) {
		start(image, folder, Double.NaN, Double.NaN);
		set("Decision", "failed");
		set("Score", Double.NaN);
		set("Threshold", detector.model().calibration().threshold());
		// All columns in their order, also where this is the first row.
		for (String column : List.of("P-value", "Normalised", "Regions", "Area"))
			set(column, Double.NaN);
		set("Unit", "");
		if (rows != null) set("Note", "");
		set("Slice", Double.NaN);
		set("Frame", Double.NaN);
		set("Channel", "");
		end(reason, folder);
	}

	private void start(String image, String folder, double slice, double frame) {
		Integer earlier = rows == null ? null : rows.get(key(image, folder, slice, frame));
		if (earlier == null) table.incrementCounter();
		row = earlier == null ? table.size() - 1 : earlier;
		if (rows != null) rows.put(key(image, folder, slice, frame), row);
		set("Image", image);
	}

	private void end(String error, String folder) {
		set("Teacher", detector.model().teacher().label());
		set("Device", detector.devices().id());
		set("Error", error);
		if (rows != null) set("Folder", folder);
	}

	private void set(String column, double value) {
		table.setValue(column, row, value);
	}

	private void set(String column, String value) {
		table.setValue(column, row, value);
	}

	/** Brings the window up to date. */
	void show() {
		List<String> columns = new ArrayList<>(List.of("Score", "Threshold"));
		detector.model().separateChannels().forEach(channel -> columns.add("Score C" + channel.number()));
		for (String column : columns)
			setPlaces(table, column, detector.model().calibration().threshold());
		if (rows == null) TableWindow.showResults();
		else TableWindow.show(table, TITLE);
	}

	/** Gives a column enough places for values as large as a typical one. */
	public static void setPlaces(ResultsTable table, String column, double typical) {
		int index = table.getColumnIndex(column);
		if (index != ResultsTable.COLUMN_NOT_FOUND) table.setDecimalPlaces(index, typical < SMALL ? EXPONENT_PLACES : PLACES);
	}

	/** Of so many pixels, in the calibration's units. */
	static double area(long pixels, Calibration calibration) {
		return pixels * calibration.pixelWidth * calibration.pixelHeight;
	}

	static String areaUnit(Calibration calibration) {
		return (calibration.scaled() ? calibration.getUnit() : "pixel") + "^2";
	}
}
