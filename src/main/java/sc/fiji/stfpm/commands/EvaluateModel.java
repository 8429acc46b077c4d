package sc.fiji.stfpm.commands;

import java.io.File;
import java.io.IOException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.detect.Detectors;
import sc.fiji.stfpm.report.EvaluationReport;
import sc.fiji.stfpm.report.EvaluationTable;
import sc.fiji.stfpm.report.ReportRows;
import sc.fiji.stfpm.report.SetEvaluation;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.LastModel;
import sc.fiji.stfpm.ui.OwnPlot;

/** Measures a model on labelled test images. */
@Plugin(type = Command.class, label = "Evaluate Model...", visible = false,
	attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Measures on labelled images how well a model tells normal from anomalous, by image and, where "
		+ "there are masks, by pixel.")
public class EvaluateModel extends ModelCommand {
	@Parameter(label = "Labelled folder", style = "directory", persist = false,
		description = "Has test/good, test/KIND and ground_truth/KIND, as MVTec AD has. Or the path of a CSV file that lists"
			+ " images.")
	private File folder = NONE;

	@Parameter(label = "Model", style = "open", persist = false, initializer = "offerLastModel", description = MODEL_HELP)
	private File model = NONE;

	@Parameter(label = "Metrics file (optional)", style = "save", required = false, persist = false, attrs = @Attr(name = ADVANCED),
		description = "Also writes the metrics as JSON.")
	private File output = NONE;

	@Parameter(label = "Report folder (optional)", style = "directory", required = false, persist = false,
		description = "Also writes a report: report.html, metrics.json, scores.csv, plots and the worst calls.")
	private File report = NONE;

	@Parameter(label = "Show plots and worst calls", required = false, persist = false,
		description = "Shows the plots as a stack, and the images that were judged worst with their maps.")
	private boolean plots;

	@Parameter(label = "Images in the report", required = false, persist = false, attrs = @Attr(name = ADVANCED),
		description = "false keeps pictures of the images out of the report, for those that must not be passed on.")
	private boolean pictures = true;

	@Parameter(label = IGNORE_LABEL, persist = false, description = IGNORE_HELP,
		attrs = { @Attr(name = ADVANCED), @Attr(name = OFFER, value = IGNORED) })
	private String ignore = IgnoreRule.NOTHING;

	@Parameter(label = TEACHER_LABEL, required = false, persist = false, description = TEACHER_HELP,
		attrs = { @Attr(name = ADVANCED), @Attr(name = OFFER, value = MODEL_TEACHERS) })
	private String teacher = "";

	@Parameter(label = "Device", persist = false, description = DEVICE_HELP,
		attrs = { @Attr(name = ADVANCED), @Attr(name = OFFER, value = DEVICES) })
	private String device = AUTO;

	/** A slice for every plot; null where none was asked for. */
	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus plotStack;

	/** The worst calls; null where they were not asked for, or without pictures. */
	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus worstSheet;

	@Override
	public void check() throws IOException {
		File set = named("folder", folder, "a folder of labelled test images");
		if (!isNone(report)) InputProblem.at("report", () -> {
			EvaluationReport.prepare(report.toPath(), set.toPath());
			return null;
		});
	}

	@Override
	public void checkFiles() {
		if (InputProblem.at("folder", () -> ImageSet.open(folder.toPath())).test().isEmpty()) throw new InputProblem("folder", folder
			+ ": has no labelled test images", "Has no labelled test images, such as test/good and test/scratch");
		readable(model);
		rule(ignore);
	}

	@Override
	void work(ImageJProgress shown) throws IOException {
		File set = folder;
		try (Detectors.Lease lease = borrow(model, teacher, device);
			ReportRows rows = new ReportRows(lease.detector().model(), pictures && !isNone(report)))
		{
			SetEvaluation evaluation = SetEvaluation.of(lease.detector(), set.toPath(), rows, rule(ignore), shown);
			if (!isNone(output)) evaluation.write(output.toPath(), lease.detector());
			EvaluationTable.show(evaluation, lease.detector(), isForPerson());
			if (plots || !isNone(report)) report(EvaluationReport.of(evaluation, lease.detector(), pictures, shown));
		}
	}

	private void report(EvaluationReport made) throws IOException {
		if (!isNone(report)) made.write(report.toPath());
		if (!plots) return;
		plotStack = made.plots().map(OwnPlot::mark).orElse(null);
		worstSheet = made.sheet().map(OwnPlot::mark).orElse(null);
	}

	@SuppressWarnings("unused")
	private void offerLastModel() {
		if (isNone(model)) model = LastModel.get();
	}
}
