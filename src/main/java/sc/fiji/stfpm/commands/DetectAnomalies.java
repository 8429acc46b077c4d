package sc.fiji.stfpm.commands;

import java.io.File;
import java.io.IOException;
import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.WindowManager;
import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.Detectors;
import sc.fiji.stfpm.report.CoursePlot;
import sc.fiji.stfpm.ui.DetectionTables;
import sc.fiji.stfpm.ui.IgnoredAreas;
import sc.fiji.stfpm.ui.ImageDetection;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.LastModel;
import sc.fiji.stfpm.ui.MapDisplay;
import sc.fiji.stfpm.ui.PlaneResult;
import sc.fiji.stfpm.ui.ScoreCourse;
import sc.fiji.stfpm.ui.Selection;
import sc.fiji.stfpm.ui.Show;
import sc.fiji.stfpm.ui.UsedModel;

/** Judges the open image: a row for every plane, a row for every region, and maps in the form that was asked for. */
@Plugin(type = Command.class, label = "Detect Anomalies...", visible = false,
	attrs = @Attr(name = AnomalyCommand.NO_RECORD),
	description = "Judges the open image with a model: a row of scores for every plane (for macros in the Results), a row in the "
		+ "Anomalies table for every region, and a map in the form that you choose.")
public class DetectAnomalies extends ModelCommand {
	@Parameter(label = "Image", persist = false, description = "The open image.")
	private ImagePlus image;

	@Parameter(label = "Model", style = "open", persist = false, initializer = "offerLastModel", description = MODEL_HELP)
	private File model = NONE;

	@Parameter(label = "Slices and frames", choices = { "Current", "All" }, persist = false,
		description = "Current: the plane that is shown. All: every slice of every frame.")
	private String planes = "Current";

	@Parameter(label = "Selection", choices = { "Within", "Crop", "Ignore" }, persist = false,
		description = "Within: the image is judged whole, but only what lies inside the selection counts. Crop: the"
			+ " selection's bounding box is judged as an image of its own. Ignore: the selection has no effect.")
	private String selection = "Within";

	@Parameter(label = "Show", choices = { "Map and overlay", "Map", "Overlay", "Outlines", "ROI Manager", "Mask", "Labels",
		"Composite", "Tables only" }, persist = false,
		description = "The anomaly map as a 32-bit image; heat map and outlines over the image; the outlines alone, there or"
			+ " in the ROI Manager; a mask or label image of the regions; or the image with the map as one more channel.")
	private String show = "Map and overlay";

	@Parameter(label = "Plot scores over frames", persist = false,
		description = "With 'All': the score over frames, the highest of their slices where there are several, or over slices; with the threshold.")
	private boolean plot = false;

	@Parameter(label = MINIMUM_LABEL, min = "1", max = "2147483647", persist = false, attrs = @Attr(name = ADVANCED), description = MINIMUM_HELP)
	private int minimum = 1;

	@Parameter(label = PIXELS_LABEL, choices = { AS_LEARNED, "Rescale", "Refuse", "Ignore" }, persist = false, attrs = @Attr(name = ADVANCED),
		description = PIXELS_HELP)
	private String pixelScale = AS_LEARNED;

	@Parameter(label = IGNORE_LABEL, persist = false, attrs = { @Attr(name = ADVANCED), @Attr(name = OFFER, value = IGNORED_IN_IMAGE) },
		description = "Which pixels do not count: none; background, for parts on an empty background; selection, overlay or ROI Manager for what"
			+ " lies inside their ROIs, each on its own slice and frame; the same after 'outside'; the title of an open mask image that is above 0"
			+ " there; or the path of one.")
	private String ignore = IgnoreRule.NOTHING;

	@Parameter(label = TEACHER_LABEL, required = false, persist = false, description = TEACHER_HELP,
		attrs = { @Attr(name = ADVANCED), @Attr(name = OFFER, value = MODEL_TEACHERS) })
	private String teacher = "";

	@Parameter(label = "Device", persist = false, description = DEVICE_HELP,
		attrs = { @Attr(name = ADVANCED), @Attr(name = OFFER, value = DEVICES) })
	private String device = AUTO;

	/** The plot where no window shows it; null otherwise. */
	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus coursePlot;

	/** The new image, null where the choice makes none. */
	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus result;

	/** The highest score of all judged planes. */
	@Parameter(type = ItemIO.OUTPUT)
	private double score;

	/** Judged planes that are anomalous. */
	@Parameter(type = ItemIO.OUTPUT)
	private int anomalous;

	/** Judged planes that cannot be compared with the normal images. */
	@Parameter(type = ItemIO.OUTPUT)
	private int notComparable;

	/** A person wants to see how scores go over a stack. */
	@Override
	public void offer() {
		ImagePlus active = WindowManager.getCurrentImage();
		plot = active != null && active.getNSlices() * active.getNFrames() > 1;
	}

	@Override
	public void check() {
		choice("planes", planes, ImageDetection.Planes.values());
		choice("selection", selection, Selection.values());
		InputProblem.at("show", () -> {
			choice("show", show, Show.values()).check();
			return null;
		});
		checkMinimum(minimum);
		checkPixelScale(pixelScale);
		refusePlot("image", image);
	}

	@Override
	public void checkFiles() {
		readable(model);
		ignored();
	}

	@Override
	void work(ImageJProgress shown) throws IOException {
		ImageDetection.Planes which = choice("planes", planes, ImageDetection.Planes.values());
		Selection part = choice("selection", selection, Selection.values());
		Show form = choice("show", show, Show.values());
		try (Detectors.Lease lease = borrow(model, teacher, device)) {
			AnomalyDetector detector = withPixelRule(lease.detector(), pixelScale).withMinimumArea(minimum);
			List<PlaneResult> results = ImageDetection.run(detector, image, which, part, ignored(), shown);
			result = MapDisplay.show(form, image, results, origin(model, detector), UsedModel.of(model
				.toPath(), detector.model())).orElse(null);
			score = results.stream().mapToDouble(p -> p.result().score()).max().orElseThrow();
			anomalous = (int) results.stream().filter(p -> p.result().anomalous()).count();
			notComparable = (int) results.stream().filter(p -> !p.result().comparison().comparable()).count();
			DetectionTables tables = new DetectionTables(detector, isForPerson());
			tables.add(image, results);
			tables.show();
			if (plot) coursePlot = CoursePlot.show(ScoreCourse.of(image.getTitle(), results)).orElse(null);
		}
	}

	private IgnoredAreas ignored() {
		return InputProblem.at("ignore", () -> IgnoredAreas.of(ignore, image));
	}

	@SuppressWarnings("unused")
	private void offerLastModel() {
		if (isNone(model)) model = LastModel.get();
	}
}
