package sc.fiji.stfpm.ui;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import sc.fiji.stfpm.score.Region;

/**
 * A row for every anomalous region in the table <em>Anomalies</em>. Its window opens where there is a screen; without
 * one ImageJ has no named tables, and the rows are kept here.
 */
public final class RegionTable {
	/** The table's title. */
	public static final String TITLE = "Anomalies";
	private static ResultsTable windowless = new ResultsTable();

	private final ResultsTable table = current();
	private float threshold = 1;

	private static ResultsTable current() {
		if (GraphicsEnvironment.isHeadless()) return windowless;
		ResultsTable shown = ResultsTable.getResultsTable(TITLE);
		return shown == null ? new ResultsTable() : shown;
	}

	/** Adds the regions of an open image's planes, in its units. */
	public void add(ImagePlus image, List<PlaneResult> planes) {
		for (PlaneResult plane : planes)
			add(image.getTitle(), plane, image.getCalibration(), image.getHeight());
	}

	/** @param height of the image in pixels, for calibrations whose Y axis points up */
	void add(String image, PlaneResult plane, Calibration calibration, int height) {
		threshold = plane.result().calibration().threshold();
		double width = calibration.pixelWidth, tall = calibration.pixelHeight;
		for (Region r : plane.result().regions()) {
			table.incrementCounter();
			table.addValue("Image", image);
			table.addValue("Slice", plane.slice());
			table.addValue("Frame", plane.frame());
			table.addValue("Region", r.label());
			table.addValue("Area", r.area() * width * tall);
			table.addValue("Unit", ScoreTable.areaUnit(calibration));
			table.addValue("X", calibration.getX(plane.bounds().x + r.centroidX()));
			table.addValue("Y", calibration.getY(plane.bounds().y + r.centroidY(), height));
			table.addValue("BX", calibration.getX(plane.bounds().x + r.x()));
			table.addValue("BY", calibration.getY(plane.bounds().y + r.y(), height));
			table.addValue("Width", r.width() * width);
			table.addValue("Height", r.height() * tall);
			table.addValue("Mean", r.mean());
			table.addValue("Max", r.max());
		}
	}

	/** Brings the window up to date; none opens for an empty table. */
	public void show() {
		if (table.size() == 0) return;
		for (String column : List.of("Mean", "Max"))
			ScoreTable.setPlaces(table, column, threshold);
		table.show(TITLE);
	}

	/** Rows in the table. */
	public static int size() {
		return current().size();
	}

	/** Empties the table. */
	public static void clear() {
		ResultsTable table = current();
		table.reset();
		if (ResultsTable.getResultsTable(TITLE) != null) table.show(TITLE);
	}

	/** Writes the table as CSV, or tab-separated for another extension than {@code .csv}. */
	public static void save(Path file) throws IOException {
		if (!current().save(file.toString())) throw new IOException("Could not write " + file);
	}
}
