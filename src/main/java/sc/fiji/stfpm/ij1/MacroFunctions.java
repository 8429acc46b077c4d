package sc.fiji.stfpm.ij1;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.ExtensionDescriptor;
import ij.macro.Functions;
import ij.macro.Interpreter;
import ij.macro.MacroExtension;
import ij.plugin.PlugIn;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.correct.Corrections;
import sc.fiji.stfpm.correct.Part;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.ChannelScore;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.detect.Detectors;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImagePlusImg;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.score.Region;
import sc.fiji.stfpm.ui.DetectionTables;
import sc.fiji.stfpm.ui.ImageDetection;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.MapDisplay;
import sc.fiji.stfpm.ui.OwnPlot;
import sc.fiji.stfpm.ui.PartChoice;
import sc.fiji.stfpm.ui.PlaneResult;
import sc.fiji.stfpm.ui.RegionTable;
import sc.fiji.stfpm.ui.Selection;
import sc.fiji.stfpm.ui.Show;

/**
 * Functions for macros with tight loops: the model stays open, and no table or window is touched unasked.
 *
 * <pre>
 * run("Anomaly Macro Extensions");
 * Ext.openModel("/models/bottle.stfpm");
 * Ext.detect();
 * Ext.getScore(score);
 * Ext.closeModel();
 * </pre>
 *
 * A failure stops the macro with a message.
 */
public final class MacroFunctions implements PlugIn, MacroExtension {
	private static final int OUT = ARG_NUMBER | ARG_OUTPUT;

	private Path file;
	private Detectors.Lease lease;
	private ImagePlus image;
	private PlaneResult last;

	@Override
	public void run(String arg) {
		if (Interpreter.getInstance() == null) IJ.error("Anomaly Macro Extensions",
			"These functions are for macros: call run(\"Anomaly Macro Extensions\") in one.");
		else Functions.registerExtensions(this);
	}

	@Override
	public ExtensionDescriptor[] getExtensionFunctions() {
		return new ExtensionDescriptor[] { //
			function("openModel", ARG_STRING), //
			function("detect"), //
			function("getScore", OUT), //
			function("getPValue", OUT), //
			function("getThreshold", OUT), //
			function("isAnomalous", OUT), //
			function("isComparable", OUT), //
			function("getAnomalousArea", OUT), //
			function("getRegionCount", OUT), //
			function("getRegion", ARG_NUMBER, OUT, OUT, OUT, OUT, OUT, OUT), //
			function("getRegionChannel", ARG_NUMBER, OUT), //
			function("getChannelScore", ARG_NUMBER, OUT), //
			function("acceptAsNormal"), //
			function("acceptRegion", ARG_NUMBER), //
			function("markAsAnomalous"), //
			function("takeBack", ARG_NUMBER), //
			function("showMap"), //
			function("addRows"), //
			function("saveAnomalies", ARG_STRING), //
			function("clearAnomalies"), //
			function("closeModel") };
	}

	private ExtensionDescriptor function(String name, int... types) {
		return new ExtensionDescriptor(name, types, this);
	}

	@Override
	public String handleExtension(String name, Object[] args) {
		try {
			call(name, args);
		}
		catch (IOException | RuntimeException e) {
			Caller macro = new Caller(true, true, Caller.current().watched());
			new Failure(macro, "Ext." + name).report(Reasons.of(e));
		}
		return null;
	}

	private void call(String name, Object[] args) throws IOException {
		switch (name) {
			case "openModel" -> openModel((String) args[0]);
			case "detect" -> detect();
			case "getScore" -> set(args[0], result().result().score());
			case "getPValue" -> set(args[0], result().result().pValue());
			case "getThreshold" -> set(args[0], model().detector().model().calibration().threshold());
			case "isAnomalous" -> set(args[0], result().result().anomalous() ? 1 : 0);
			case "isComparable" -> set(args[0], result().result().comparison().comparable() ? 1 : 0);
			case "getAnomalousArea" -> set(args[0], result().result().anomalousArea() * image.getCalibration().pixelWidth
				* image.getCalibration().pixelHeight);
			case "getRegionCount" -> set(args[0], result().result().regions().size());
			case "getRegion" -> getRegion(args);
			case "getRegionChannel" -> set(args[1], region(args[0]).channel());
			case "getChannelScore" -> set(args[1], channelScore(((Double) args[0]).intValue()));
			case "acceptAsNormal" -> correct(ACCEPT, Set.of());
			case "acceptRegion" -> correct(ACCEPT, Set.of(((Double) args[0]).intValue() + 1));
			case "markAsAnomalous" -> correct(Corrections::mark, Set.of());
			case "takeBack" -> takeBack(((Double) args[0]).intValue());
			case "showMap" -> MapDisplay.show(Show.MAP, image, List.of(result()), "").ifPresent(ImagePlus::show);
			case "addRows" -> addRows();
			case "saveAnomalies" -> RegionTable.save(Path.of((String) args[0]));
			case "clearAnomalies" -> RegionTable.clear();
			case "closeModel" -> closeModel();
			default -> throw new IllegalArgumentException("There is no such function");
		}
	}

	private void openModel(String path) throws IOException {
		closeModel();
		file = Path.of(path);
		lease = Detectors.shared().borrow(file, Optional.empty(), "auto");
	}

	private interface Change {
		AnomalyModel of(Path model, AnomalyDetector detector, Part part, DetectionResult found) throws IOException;
	}

	private static final Change ACCEPT = (model, detector, part, found) -> Corrections.accept(model, detector, part, found, Progress.NONE);

	/** Of the image judged last: the selection where there is one and no region is named, else what is anomalous; judges it again. */
	private void correct(Change change, Set<Integer> regions) throws IOException {
		result();
		ImagePlane plane = ImagePlusImg.described(ImagePlane.of(ImagePlusImg.plane(image, last.slice(), last.frame())), image);
		AnomalyDetector detector = model().detector();
		PartChoice choice = regions.isEmpty() ? PartChoice.AUTO : PartChoice.ANOMALIES;
		DetectionResult found = detector.detect(plane, Progress.NONE);
		change.of(file, detector, choice.of(image, plane, found, regions), found);
		ImagePlus judged = image;
		openModel(file.toString());
		detect(judged);
	}

	private void takeBack(int number) throws IOException {
		model();
		Corrections.takeBack(file, number);
		openModel(file.toString());
	}

	private void detect() {
		ImagePlus current = WindowManager.getCurrentImage();
		if (current == null) throw new IllegalStateException("There is no image open");
		OwnPlot.refuse(current);
		detect(current);
	}

	private void detect(ImagePlus current) {
		image = current;
		try (ImageJProgress progress = new ImageJProgress(null, "Detect")) {
			last = ImageDetection.run(model().detector(), image, ImageDetection.Planes.CURRENT, Selection.WITHIN, progress).get(
				0);
		}
	}

	/** Index, then bounding box in pixels of the image, mean and maximum. */
	private void getRegion(Object[] args) {
		Region region = region(args[0]);
		set(args[1], last.bounds().x + region.x());
		set(args[2], last.bounds().y + region.y());
		set(args[3], region.width());
		set(args[4], region.height());
		set(args[5], region.mean());
		set(args[6], region.max());
	}

	private Region region(Object number) {
		List<Region> regions = result().result().regions();
		int index = ((Double) number).intValue();
		if (index < 0 || index >= regions.size()) throw new IllegalArgumentException("There is no region " + index + ", only "
			+ regions.size() + ", counted from 0");
		return regions.get(index);
	}

	private float channelScore(int channel) {
		List<ChannelScore> scores = result().result().channels();
		return scores.stream().filter(one -> one.channel().number() == channel).findFirst().orElseThrow(() -> new IllegalArgumentException(
			scores.isEmpty() ? "The model sees channels together; none has a score of its own" : "The model does not look at channel " + channel
				+ ", only at " + scores.stream().map(one -> one.channel().toString()).collect(Collectors.joining(", ")))).score();
	}

	private void addRows() {
		DetectionTables tables = new DetectionTables(model().detector(), false);
		tables.add(image, List.of(result()));
		tables.show();
	}

	private void closeModel() {
		if (lease != null) lease.close();
		lease = null;
		last = null;
		image = null;
	}

	private Detectors.Lease model() {
		if (lease == null) throw new IllegalStateException("No model is open; call Ext.openModel(path) first");
		return lease;
	}

	private PlaneResult result() {
		if (last == null) throw new IllegalStateException("Nothing was judged yet; call Ext.detect() first");
		return last;
	}

	private static void set(Object variable, double value) {
		((Double[]) variable)[0] = value;
	}
}
