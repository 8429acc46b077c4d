package sc.fiji.stfpm.commands;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import org.scijava.ItemIO;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

import ij.ImagePlus;
import sc.fiji.stfpm.correct.Part;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.detect.Detectors;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImagePlusImg;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.ui.DetectionTables;
import sc.fiji.stfpm.ui.ImageDetection;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.LastModel;
import sc.fiji.stfpm.ui.MapDisplay;
import sc.fiji.stfpm.ui.PartChoice;
import sc.fiji.stfpm.ui.PlaneResult;
import sc.fiji.stfpm.ui.Selection;
import sc.fiji.stfpm.ui.UsedModel;

/** Tells a model what a part of the open image is, and draws anew what it then finds there. */
abstract class CorrectionCommand extends ModelCommand {
	private static final String ALL = "all";

	@Parameter(label = "Image", persist = false, description = "The open image; of a stack the plane that is shown.")
	private ImagePlus image;

	@Parameter(label = "Model", style = "open", persist = false, initializer = "offerLastModel", description = MODEL_HELP
		+ " It is changed in place, and the change can be taken back.")
	private File model = NONE;

	@Parameter(label = "Part", choices = { "Auto", "Selection", "Anomalies", "Whole image" }, persist = false,
		description = "Selection: what lies inside the area selection. Anomalies: what the model finds anomalous in the image. Auto: the"
			+ " rows that are selected in the table Anomalies, else the selection, else all anomalies.")
	private String part = "Auto";

	@Parameter(label = "Regions", persist = false, attrs = @Attr(name = WHEN, value = "part=Auto|Anomalies"), description = "For 'Anomalies': all, or their numbers in the column Region of the"
		+ " table Anomalies, separated by commas.")
	private String regions = ALL;

	@Parameter(label = TEACHER_LABEL, required = false, persist = false, description = TEACHER_HELP,
		attrs = { @Attr(name = ADVANCED), @Attr(name = OFFER, value = MODEL_TEACHERS) })
	private String teacher = "";

	@Parameter(label = "Device", persist = false, description = DEVICE_HELP,
		attrs = { @Attr(name = ADVANCED), @Attr(name = OFFER, value = DEVICES) })
	private String device = AUTO;

	/** The image's score by the changed model. */
	@Parameter(type = ItemIO.OUTPUT)
	private double score;

	/** What was done, and what came of it. */
	@Parameter(type = ItemIO.OUTPUT)
	private String report;

	/** Changes the model file. */
	abstract AnomalyModel change(Path file, AnomalyDetector detector, Part what, DetectionResult found, ImageJProgress shown) throws IOException;

	/** What was done, the start of a sentence. */
	abstract String done(AnomalyModel before, AnomalyModel after, Part what);

	@Override
	public void check() {
		choice("part", part, PartChoice.values());
		wanted();
		refusePlot("image", image);
	}

	@Override
	public void checkFiles() {
		readable(model);
	}

	@Override
	void work(ImageJProgress shown) throws IOException {
		PartChoice choice = choice("part", part, PartChoice.values());
		Set<Integer> wanted = wanted();
		String text;
		double before;
		try (Detectors.Lease lease = borrow(model, teacher, device)) {
			AnomalyDetector detector = lease.detector();
			ImagePlane plane = ImagePlusImg.described(ImagePlane.of(ImagePlusImg.plane(image, image.getZ(), image.getT())), image);
			DetectionResult found = detector.detect(plane, shown);
			before = found.score();
			Part what = choice.of(image, plane, found, wanted);
			text = done(detector.model(), change(model.toPath(), detector, what, found, shown), what);
		}
		try (Detectors.Lease lease = borrow(model, teacher, device)) {
			List<PlaneResult> now = ImageDetection.run(lease.detector(), image, ImageDetection.Planes.CURRENT, Selection.IGNORE, shown);
			MapDisplay.showAgain(image, now, UsedModel.of(model.toPath(), lease.detector().model()));
			if (isForPerson()) showInTables(lease.detector(), now);
			DetectionResult result = now.get(0).result();
			score = result.score();
			String scores = String.format(Locale.ROOT, "The image's score was %.4g and is %.4g, the threshold %.4g: %s", before, score, result
				.calibration().threshold(), result.decision());
			shown.note(text);
			shown.note(scores);
			report = text + ". " + scores;
		}
	}

	private void showInTables(AnomalyDetector detector, List<PlaneResult> now) {
		DetectionTables tables = new DetectionTables(detector, true);
		tables.add(image, now);
		tables.show();
	}

	private Set<Integer> wanted() {
		Set<Integer> numbers = new TreeSet<>();
		if (!regions.trim().equalsIgnoreCase(ALL)) for (String number : list("regions", regions))
			numbers.add(whole("regions", number, 1, Integer.MAX_VALUE));
		return numbers;
	}

	@SuppressWarnings("unused")
	private void offerLastModel() {
		if (isNone(model)) model = LastModel.get();
	}
}
