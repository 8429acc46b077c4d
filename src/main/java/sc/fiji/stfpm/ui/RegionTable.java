package sc.fiji.stfpm.ui;

import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Rectangle;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import ij.text.TextPanel;
import ij.text.TextWindow;
import sc.fiji.stfpm.score.Region;

/**
 * A row for every anomalous region in the table <em>Anomalies</em>. Without ImageJ's own window, with {@code -batch} or
 * no screen, no window opens; ImageJ then has no named tables, and the rows are kept here.
 */
public final class RegionTable {
	private static final String TITLE = "Anomalies";
	private static final List<String> COLUMNS = List.of("Image", "Slice", "Frame", "Region", "Area", "Unit", "X", "Y", "BX",
		"BY", "Width", "Height", "Mean", "Max");
	private static final int PATIENCE_MS = 500;
	private static final int POLL_MS = 10;
	private static final ResultsTable WINDOWLESS = new ResultsTable();
	/** The folder of rows that a macro added. */
	private static final String UNKNOWN = "";

	private final ResultsTable table = current();
	/** Image, folder and plane of the rows that were there before, of which those are replaced that are judged again; null to keep all. */
	private final Set<String> earlier;
	private boolean replaced;
	private float threshold = 1;

	/** @param forPerson whether a person is to look at it, who wants to see the regions of each plane once */
	RegionTable(boolean forPerson) {
		earlier = forPerson ? new HashSet<>() : null;
		for (int row = 0; forPerson && row < table.size(); row++)
			earlier.add(key(row));
	}

	private String key(int row) {
		String folder = table.columnExists("Folder") ? table.getStringValue("Folder", row) : UNKNOWN;
		return key(table.getStringValue("Image", row), folder, table.getValue("Slice", row), table.getValue("Frame", row));
	}

	private static String key(String image, String folder, double slice, double frame) {
		return image + "\n" + folder + "\n" + slice + "\n" + frame;
	}

	private static ResultsTable current() {
		if (IJ.getInstance() == null) return WINDOWLESS;
		return TableWindow.table(TITLE);
	}

	/**
	 * Adds a plane's regions.
	 *
	 * @param folder where the image's file is; empty where it has none
	 * @param height of the image in pixels, for calibrations whose Y axis points up
	 */
	void add(String image, String folder, PlaneRow plane, Calibration calibration, int height) {
		if (earlier != null) for (String from : List.of(UNKNOWN, folder))
			removeRows(key(image, from, plane.slice(), plane.frame()));
		threshold = plane.result().calibration().threshold();
		double width = calibration.pixelWidth, tall = calibration.pixelHeight;
		for (Region r : plane.result().regions()) {
			table.incrementCounter();
			table.addValue("Image", image);
			table.addValue("Slice", plane.slice());
			table.addValue("Frame", plane.frame());
			table.addValue("Region", r.label());
			table.addValue("Area", ScoreTable.area(r.area(), calibration));
			table.addValue("Unit", ScoreTable.areaUnit(calibration));
			table.addValue("X", calibration.getX(plane.bounds().x + r.centroidX()));
			table.addValue("Y", calibration.getY(plane.bounds().y + r.centroidY(), height));
			table.addValue("BX", calibration.getX(plane.bounds().x + r.x()));
			table.addValue("BY", calibration.getY(plane.bounds().y + r.y(), height));
			table.addValue("Width", r.width() * width);
			table.addValue("Height", r.height() * tall);
			table.addValue("Mean", r.mean());
			table.addValue("Max", r.max());
			if (!plane.result().channels().isEmpty() || table.columnExists("Channel")) table.addValue("Channel", plane.result().channel(r));
			if (earlier != null) table.addValue("Folder", folder);
		}
	}

	private void removeRows(String plane) {
		if (!earlier.remove(plane)) return;
		replaced = true;
		for (int row = table.size() - 1; row >= 0; row--)
			if (key(row).equals(plane)) table.deleteRow(row);
	}

	/**
	 * Brings the window up to date; none opens for an empty table. A window that is open stays where it is: in front, a
	 * macro's {@code saveAs("Results")} would save it instead of the Results.
	 */
	void show() {
		if (table.size() == 0 && !replaced) return;
		for (String column : List.of("Mean", "Max"))
			ScoreTable.setPlaces(table, column, threshold);
		if (WindowManager.getFrame(TITLE) instanceof TextWindow window) {
			if (replaced) TableWindow.refresh(window, table);
			else append(window.getTextPanel());
		}
		else if (table != WINDOWLESS && table.size() > 0) open();
	}

	private void append(TextPanel panel) {
		panel.setColumnHeadings(table.getColumnHeadings());
		for (int i = panel.getLineCount(); i < table.size(); i++)
			panel.appendWithoutUpdate(table.getRowAsString(i));
		panel.updateDisplay();
	}

	/**
	 * Waits until the new window is in front, so that it does not come there later, over the Results, and until ImageJ has
	 * heard of both windows' turns, which it does on another thread.
	 */
	private void open() {
		TableWindow.open(table, TITLE);
		if (earlier != null) return;
		waitFor(() -> WindowManager.getFrame(TITLE) instanceof TextWindow window && window.isActive());
		Frame results = WindowManager.getFrame(ScoreTable.RESULTS);
		if (results == null) return;
		results.toFront();
		waitFor(results::isActive);
		WindowManager.setWindow(results);
	}

	private static void waitFor(BooleanSupplier turn) {
		for (int waited = 0; waited < PATIENCE_MS && !turn.getAsBoolean(); waited += POLL_MS)
			IJ.wait(POLL_MS);
		if (EventQueue.isDispatchThread()) return;
		try {
			EventQueue.invokeAndWait(() -> {});
		}
		catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		catch (InvocationTargetException e) {
			throw new IllegalStateException("Nothing was called that could fail", e);
		}
	}

	/**
	 * Bounding boxes, in pixels, of the regions whose rows are selected in the window, of the plane that an image shows; empty where
	 * none is. Their numbers may be of an earlier detection.
	 */
	static List<Rectangle> selected(ImagePlus image) {
		List<Rectangle> boxes = new ArrayList<>();
		if (!(WindowManager.getFrame(TITLE) instanceof TextWindow window)) return boxes;
		ResultsTable table = current();
		TextPanel panel = window.getTextPanel();
		for (int row = panel.getSelectionStart(); row >= 0 && row <= panel.getSelectionEnd() && row < table.size(); row++)
			if (image.getTitle().equals(table.getStringValue("Image", row)) && table.getValue("Slice", row) == image.getZ() && table.getValue(
				"Frame", row) == image.getT()) boxes.add(box(table, row, image.getCalibration(), image.getHeight()));
		return boxes;
	}

	private static Rectangle box(ResultsTable table, int row, Calibration calibration, int height) {
		return new Rectangle((int) Math.round(calibration.getRawX(table.getValue("BX", row))), (int) Math.round(calibration.getRawY(table
			.getValue("BY", row), height)), (int) Math.round(table.getValue("Width", row) / calibration.pixelWidth), (int) Math.round(table
				.getValue("Height", row) / calibration.pixelHeight));
	}

	/** Empties the table. */
	public static void clear() {
		ResultsTable table = current();
		table.reset();
		if (WindowManager.getFrame(TITLE) instanceof TextWindow window) window.getTextPanel().clear();
	}

	/** Writes the table as CSV, or tab-separated for another extension than {@code .csv}; headings alone where it is empty. */
	public static void save(Path file) throws IOException {
		ResultsTable table = current();
		if (table.size() == 0) Files.writeString(file, String.join(",", COLUMNS) + "\n");
		else if (!table.save(file.toString())) throw new IOException("Could not write " + file);
	}
}
