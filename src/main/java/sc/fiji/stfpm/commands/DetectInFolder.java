package sc.fiji.stfpm.commands;

import java.io.File;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.Detectors;
import sc.fiji.stfpm.report.CoursePlot;
import sc.fiji.stfpm.report.RunReport;
import sc.fiji.stfpm.ui.DetectionTables;
import sc.fiji.stfpm.ui.FolderDetection;
import sc.fiji.stfpm.ui.FolderSummary;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.JudgedWith;
import sc.fiji.stfpm.ui.LastModel;
import sc.fiji.stfpm.ui.MapFormat;
import sc.fiji.stfpm.ui.ResultFolder;
import sc.fiji.stfpm.ui.SummaryWindow;

/** Judges the image files of a folder and writes maps, overlays and tables; the tables are shown, too. */
@Plugin(type = Command.class, label = "Detect Anomalies in Folder...", visible = false,
	attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Judges all image files of a folder, and writes maps, overlays and tables into another one. A "
		+ "file that does not open is reported, and the run goes on.")
public class DetectInFolder extends ModelCommand {
	private static final String RESUME_LABEL = "Go on with an earlier run";
	private static final String STOPPED = "Stopped. To judge the rest, choose the same again, and tick '" + RESUME_LABEL + "'";

	@Parameter(label = "Folder", style = "directory", persist = false, description = "A folder of images to judge.")
	private File folder = NONE;

	@Parameter(label = "Also folders below", persist = false, description = "Judges the images in all folders below, too.")
	private boolean recursive = false;

	@Parameter(label = "Model", style = "open", persist = false, initializer = "offerLastModel", description = MODEL_HELP)
	private File model = NONE;

	@Parameter(label = "Results go to", style = "directory", persist = false,
		description = "A folder for maps, overlays, scores.csv and regions.csv; tables of an earlier run are replaced, or gone on"
			+ " with.")
	private File output = NONE;

	@Parameter(label = RESUME_LABEL, persist = false,
		description = "Judges only what an earlier run with the same model and folders has not.")
	private boolean resume = false;

	@Parameter(label = MINIMUM_LABEL, min = "1", max = "2147483647", persist = false, attrs = @Attr(name = ADVANCED), description = MINIMUM_HELP)
	private int minimum = 1;

	@Parameter(label = "Maps are written as", choices = { "TIFF", "OME-Zarr" }, persist = false, attrs = @Attr(name = ADVANCED),
		description = "TIFF: of planes beyond 64 megapixels in tiles with smaller copies. OME-Zarr: a folder of chunks and smaller copies, for"
			+ " napari, QuPath and BigDataViewer.")
	private String mapFormat = "TIFF";

	@Parameter(label = PIXELS_LABEL, choices = { AS_LEARNED, "Rescale", "Refuse", "Ignore" }, persist = false, attrs = @Attr(name = ADVANCED),
		description = PIXELS_HELP)
	private String pixelScale = AS_LEARNED;

	@Parameter(label = IGNORE_LABEL, persist = false, description = IGNORE_HELP,
		attrs = { @Attr(name = ADVANCED), @Attr(name = OFFER, value = IGNORED) })
	private String ignore = IgnoreRule.NOTHING;

	@Parameter(label = TEACHER_LABEL, required = false, persist = false, description = TEACHER_HELP,
		attrs = { @Attr(name = ADVANCED), @Attr(name = OFFER, value = MODEL_TEACHERS) })
	private String teacher = "";

	@Parameter(label = "Device", persist = false, description = SEVERAL_DEVICES_HELP,
		attrs = { @Attr(name = ADVANCED), @Attr(name = OFFER, value = SEVERAL_DEVICES) })
	private String device = AUTO;

	/** Images judged. */
	@Parameter(type = ItemIO.OUTPUT)
	private int judged;

	/** Images of them that are anomalous. */
	@Parameter(type = ItemIO.OUTPUT)
	private int anomalous;

	/** Images of them that cannot be compared with the normal images. */
	@Parameter(type = ItemIO.OUTPUT)
	private int notComparable;

	/** Files that could not be judged, or whose results could not be written wholly. */
	@Parameter(type = ItemIO.OUTPUT)
	private int failed;

	@Override
	public void check() {
		named("folder", folder, "the folder of images to judge");
		named("output", output, "the folder for the results");
		checkMinimum(minimum);
		choice("mapformat", mapFormat, MapFormat.values());
		checkPixelScale(pixelScale);
	}

	@Override
	public void checkFiles() {
		InputProblem.at("folder", () -> {
			FolderDetection.checkInput(List.of(folder.toPath()), recursive);
			return null;
		});
		readable(model);
		rule(ignore);
		if (output.exists() && !output.isDirectory()) throw new InputProblem("output", output + ": is no folder", "This is a file; name a folder");
	}

	@Override
	void work(ImageJProgress shown) throws IOException {
		File input = named("folder", folder, "the folder of images to judge");
		File results = named("output", output, "the folder for the results");
		try (Detectors.Lease lease = borrow(model, teacher, device)) {
			AnomalyDetector detector = withPixelRule(lease.detector(), pixelScale).withMinimumArea(minimum);
			IgnoreRule ignored = rule(ignore);
			JudgedWith made = JudgedWith.of(detector, model.getName()).ignoring(ignored);
			DetectionTables tables = new DetectionTables(detector, isForPerson(), input.toPath());
			FolderSummary found = new FolderSummary(made);
			FolderDetection.Listener all = isForPerson() ? FolderDetection.Listener.of(tables, found) : tables;
			shown.keepsOnCancel();
			shown.offerLater("Stops now. What was judged stays, and '" + RESUME_LABEL + "' does the rest.");
			Optional<CancellationException> stopped;
			String advice;
			try (RunReport page = new RunReport("Inspection of " + input.getName(), made)) {
				FolderDetection detection = new FolderDetection(detector, shown, FolderDetection.Listener.of(page, all)).ignoring(ignored);
				stopped = stopped(() -> detection.run(List.of(input.toPath()), recursive, () -> new ResultFolder(results.toPath(), made, resume,
					pictures())));
				CoursePlot.write(results.toPath());
				tables.show();
				stopped.ifPresent(e -> shown.note(e.getMessage()));
				tell(detection.summary(), shown, made);
				advice = stopped.isEmpty() ? before(detection.summary()) : STOPPED;
				page.notListed(detection.summary().before());
				if (stopped.isPresent()) page.stopped();
				page.write(ResultFolder.page(results.toPath()));
			}
			if (isForPerson()) SummaryWindow.show(found, results.toPath(), advice);
			if (stopped.isPresent()) throw stopped.get();
		}
	}

	private Set<ResultFolder.Picture> pictures() {
		return EnumSet.of(choice("mapformat", mapFormat, MapFormat.values()).picture(), ResultFolder.Picture.OVERLAYS);
	}

	private interface Judging {
		void run() throws IOException;
	}

	/** Empty where all was judged. */
	private static Optional<CancellationException> stopped(Judging judging) throws IOException {
		try {
			judging.run();
			return Optional.empty();
		}
		catch (CancellationException e) {
			return Optional.of(e);
		}
	}

	private static String before(FolderDetection.Summary summary) {
		return summary.before() == 0 ? "" : summary.before() + " were judged before, and are not counted here";
	}

	private void tell(FolderDetection.Summary summary, ImageJProgress shown, JudgedWith made) {
		judged = summary.judged();
		anomalous = summary.anomalous();
		notComparable = summary.notComparable();
		failed = summary.failed() + summary.incomplete();
		shown.note(summary.text(made.model().calibration().threshold()) + "; results in " + output);
	}

	@SuppressWarnings("unused")
	private void offerLastModel() {
		if (isNone(model)) model = LastModel.get();
	}
}
