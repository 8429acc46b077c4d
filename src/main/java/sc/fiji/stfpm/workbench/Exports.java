package sc.fiji.stfpm.workbench;

import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.files.CsvText;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.report.RunReport;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.ui.JudgedWith;
import sc.fiji.stfpm.ui.MapDisplay;
import sc.fiji.stfpm.ui.PlaneResult;
import sc.fiji.stfpm.ui.Show;
import sc.fiji.stfpm.ui.UsedModel;

/** What leaves the workbench: tables, regions, images with their overlays, what was done as a macro or script. */
final class Exports {
	private static final List<String> COLUMNS = List.of("image", "verdict", "score", "threshold", "label", "note", "file", "slice", "frame",
		"model", "model_sha256", "software");
	private static final String TABLE = "Workbench Scores";

	private final Workbench workbench;

	Exports(Workbench workbench) {
		this.workbench = workbench;
	}

	/** Writes a row an image, by the threshold that is shown. */
	void csv(Path file) throws IOException {
		CsvText table = new CsvText(COLUMNS);
		Calibration calibration = workbench.calibration();
		String digest = workbench.model().map(model -> ModelFile.digest(calibration == null ? model : model.withCalibration(calibration))).orElse("");
		for (Entry entry : workbench.images.gallery.all())
			table.add(entry.image().name(), workbench.images.gallery.status(entry).toString(), Float.isNaN(entry.score()) ? "" : entry.score(),
				calibration == null ? "" : calibration.threshold(), entry.label().map(Label::toString).orElse(""), entry.problem().isEmpty() ? entry
					.note() : entry.problem(), entry.image().file().map(Path::toString).orElse(""), entry.image().slice(), entry.image().frame(),
				workbench.file().map(model -> model.getFileName().toString()).orElse(""), digest, SoftwareVersion.get());
		table.write(file);
	}

	/** Writes a page for whoever decides, for which all images are judged again, by the threshold that is shown. */
	void report(Path page, Runnable done) {
		List<Entry> entries = workbench.images.gallery.all();
		AnomalyModel model = workbench.model().orElseThrow().withCalibration(workbench.calibration());
		String name = workbench.file().orElseThrow().getFileName().toString();
		workbench.tasks.start("Writing the report", progress -> {
			report(page, entries, model, name, progress);
			return page;
		}, written -> done.run());
	}

	private static void report(Path page, List<Entry> entries, AnomalyModel model, String name, Progress progress) throws IOException {
		RunReport.prepare(page);
		try (AnomalyDetector detector = AnomalyDetector.open(model, Optional.empty(), "auto"); RunReport report = new RunReport(
			"Inspection by " + name, JudgedWith.of(detector, name)))
		{
			int done = 0;
			for (Entry entry : entries) {
				if (progress.isCancelled()) throw new CancellationException();
				try {
					ImagePlane plane = entry.image().source().read();
					report.add(entry.image().name(), plane, detector.detect(plane, Progress.withoutUpdates(progress)), Optional.empty());
				}
				catch (IOException | IllegalArgumentException e) {
					report.addFailure(entry.image().name(), Reasons.of(e));
				}
				progress.update(++done, entries.size(), entry.image().name());
			}
			report.write(page);
		}
	}

	/** Shows a row an image in one of ImageJ's tables, in the gallery's order. */
	void table() {
		Calibration calibration = workbench.calibration();
		ResultsTable table = new ResultsTable();
		table.setNaNEmptyCells(true);
		Gallery gallery = workbench.images.gallery;
		for (int i = 0; i < gallery.getSize(); i++) {
			Entry entry = gallery.getElementAt(i);
			table.incrementCounter();
			table.addValue("Image", entry.image().name());
			table.addValue("Decision", gallery.status(entry).toString());
			table.addValue("Score", entry.score());
			table.addValue("Threshold", calibration == null ? Double.NaN : calibration.threshold());
			table.addValue("Label", entry.label().map(Label::toString).orElse(""));
			table.addValue("Note", entry.note());
		}
		table.show(TABLE);
	}

	/** Opens an image in ImageJ, at its plane, with what was found drawn over it. */
	void open(Detail detail, Show how) {
		GalleryImage image = detail.entry().image();
		ImagePlus opened = shown(image);
		if (opened == null) {
			workbench.tasks.report("Opening " + image.name(), image.file().map(file -> file + " could not be opened by ImageJ").orElse(
				"The image was closed"));
			return;
		}
		opened.setPosition(1, image.slice(), image.frame());
		if (detail.result() == null || detail.result().width() != opened.getWidth() || detail.result().height() != opened.getHeight()) return;
		String channels = workbench.model().orElseThrow().preprocessing().channels().resolve(detail.plane()).toString();
		MapDisplay.show(how, opened, List.of(new PlaneResult(image.slice(), image.frame(), channels, new Rectangle(opened.getWidth(), opened
			.getHeight()), detail.result())), "", UsedModel.of(workbench.file().orElseThrow(), workbench.model().orElseThrow()));
	}

	/** The window of an image, which opens where it is closed; null where there is none to open. */
	private static ImagePlus shown(GalleryImage image) {
		ImagePlus open = image.open();
		if (open != null && open.isProcessor()) {
			if (open.getWindow() == null) open.show();
			else WindowManager.setCurrentWindow(open.getWindow());
			if (open.getWindow() != null) open.getWindow().toFront();
			return open;
		}
		if (image.file().isEmpty()) return null;
		ImagePlus opened = IJ.openImage(image.file().get().toString());
		if (opened != null) opened.show();
		return opened;
	}

	static void copy(String text) {
		Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(text), null);
	}
}
