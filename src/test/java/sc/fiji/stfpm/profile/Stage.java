package sc.fiji.stfpm.profile;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a sample's time was spent for, told by the methods that were being run. The first that applies counts: what surrounds all else
 * comes before its parts.
 */
enum Stage {
	ENGINE("engine started", in("network.EngineSetup")),
	MODEL_WRITTEN("model written", method("model.ModelFile", "write")),
	MODEL("model and teacher read", in("model.ModelFile", "teacher.TeacherStore", "teacher.EmbeddedTeacher", "teacher.DefaultTeacher")),
	READY("networks made ready", stack -> constructs(stack, "network.MemoryNetwork", "network.StudentTeacher", "network.FeatureSampler")
		|| stack.has(name("network.NearestNormal"), "prepare")),
	OVERLAY_DRAWN("overlay drawn", in("ui.OverlayPicture")),
	OVERLAY_WRITTEN("overlay written as PNG", method("ui.ResultFolder", "saveOverlay")),
	MAP_WRITTEN("map written as TIFF", method("ui.ResultFolder", "saveMap")),
	TABLES("tables written", in("ui.ResultTables", "ui.ImageRows", "ui.CoursePlot")),
	COPIED_BACK("copied back from the engine", stack -> stack.frames().stream().anyMatch(frame -> frame.type().startsWith("ai.djl.") && (frame
		.method().equals("toFloatArray") || frame.method().equals("toByteBuffer")))),
	COPIED("copied to the engine", in("network.InputBuffer")),
	LAYERS("teacher: layers", method("network.ResNetPyramid", "residual")),
	STEM("teacher: stem", in("network.ResNetPyramid")),
	NORMALISED("channels normalised", in("network.FeatureDistance")),
	POOLED("features averaged over 3 x 3", in("network.PooledFeatures")),
	MEANS("means of whole images", in("network.CellSums", "memory.CellMeans", "memory.ImageDescriptors", "memory.DescriptorLearner",
		"detect.Comparison")),
	SEARCH("nearest normal: search", method("network.NearestNormal", "nearest", "all", "byBlocks", "compareWithAll")),
	WHITENED("nearest normal: whitening", in("network.NearestNormal")),
	STATISTICS("statistics of features", in("network.FeatureSampler", "memory.FeatureStatistics")),
	CHOICE("normal vectors chosen", in("memory.KCentre")),
	LEARNED("candidates, whitening, banks", in("memory.LayerLearner", "memory.LearnedBank", "memory.Whitening", "train.ImageLook")),
	DECODED("image decoded", stack -> in("image.ImageFile", "image.RasterFile", "image.TiffFile", "image.PlaneReader", "image.ImageReader").test(stack)
		|| stack.frames().stream().anyMatch(frame -> frame.type().startsWith("javax.imageio."))),
	RESIZED("resized and normalised", in("model.Preprocessing", "train.TrainingImages")),
	GAUSSIAN("map: Gaussian", stack -> innermostRows(stack).equals("score.GaussianRows")),
	SUMMED("map: layers brought to one size and summed", stack -> stack.has(name("score.GaussianRows"))),
	UPSAMPLED("map: brought to the image's size", in("score.SummedMap", "score.AnomalyMap", "image.BilinearRows", "image.RowSource")),
	JUDGED("score, regions, decision", in("detect.DetectionResult", "score.Regions", "score.Calibration", "score.AreaOpening")),
	SURVEYED("images looked at before training", in("train.ImageSurvey", "dataset.Fingerprint", "dataset.ImageSet")),
	OTHER_DETECTION("networks, all else", in("network.MemoryNetwork", "network.NoGradient")),
	COMMAND_LINE("command line, all else", stack -> true);

	private static final String ROOT = "sc.fiji.stfpm.";

	private final String title;
	private final Predicate<Sample> rule;

	Stage(String title, Predicate<Sample> rule) {
		this.title = title;
		this.rule = rule;
	}

	static Stage of(Sample sample) {
		return Arrays.stream(values()).filter(stage -> stage.rule.test(sample)).findFirst().orElseThrow();
	}

	/** Whether the networks look at an image, so that all is ready. */
	boolean isNetwork() {
		return compareTo(COPIED) >= 0 && compareTo(WHITENED) <= 0;
	}

	@Override
	public String toString() {
		return title;
	}

	private static String name(String type) {
		return ROOT + type;
	}

	private static Predicate<Sample> in(String... types) {
		return stack -> Arrays.stream(types).anyMatch(type -> stack.has(name(type)));
	}

	private static Predicate<Sample> method(String type, String... methods) {
		return stack -> stack.has(name(type), methods);
	}

	private static boolean constructs(Sample stack, String... types) {
		return Arrays.stream(types).anyMatch(type -> stack.has(name(type), "<init>"));
	}

	/** The rows of a map are made of one another; those that are being made now. */
	private static String innermostRows(Sample stack) {
		for (Sample.Frame frame : stack.frames())
			for (String type : List.of("score.GaussianRows", "image.BilinearRows", "score.SummedMap"))
				if (frame.is(name(type))) return type;
		return "";
	}
}
