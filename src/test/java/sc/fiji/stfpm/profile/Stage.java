package sc.fiji.stfpm.profile;

import static sc.fiji.stfpm.profile.StageRule.in;
import static sc.fiji.stfpm.profile.StageRule.inForeign;
import static sc.fiji.stfpm.profile.StageRule.innermost;

import java.util.Arrays;
import java.util.List;

/**
 * What a sample's time was spent for, told by the methods that were being run. The first that applies counts: what surrounds all else
 * comes before its parts.
 */
enum Stage {
	ENGINE("engine started", in("network.EngineSetup")),
	MODEL_WRITTEN("model written", in("model.ModelFile#write")),
	MODEL("model and teacher read", in("model.ModelFile", "teacher.TeacherStore", "teacher.EmbeddedTeacher", "teacher.DefaultTeacher")),
	READY("networks made ready", in("network.MemoryNetwork#<init>", "network.StudentTeacher#<init>", "network.FeatureSampler#<init>",
		"network.NearestNormal#<init>", "network.NearestNormal#prepare")),
	OVERLAY_DRAWN("overlay drawn", in("ui.OverlayPicture")),
	OVERLAY_WRITTEN("overlay written as PNG", in("ui.PlanePictures#saveOverlay")),
	MAP_WRITTEN("map written as TIFF", in("ui.PlanePictures#saveMap")),
	TABLES("tables written", in("ui.ResultTables", "ui.ImageRows")),
	COPIED_BACK("copied back from the engine", inForeign("ai.djl.ndarray.NDArray#toFloatArray", "ai.djl.pytorch.engine.PtNDArray#toByteBuffer")),
	COPIED("copied to the engine", in("network.InputBuffer")),
	LAYERS("teacher: layers", in("network.ResNetPyramid#residual")),
	STEM("teacher: stem", in("network.ResNetPyramid")),
	NORMALISED("channels normalised", in("network.FeatureDistance")),
	POOLED("features averaged over 3 x 3", in("network.PooledFeatures")),
	MEANS("means of whole images", in("network.CellSums", "memory.CellMeans", "memory.ImageDescriptors", "memory.DescriptorLearner", "detect.Comparison")),
	SEARCH("nearest normal: search", in("network.RowMinimum", "network.NearestNormal#all", "network.NearestNormal#byBlocks",
		"network.NearestNormal#compareWithAll")),
	WHITENED("nearest normal: whitening", in("network.NearestNormal")),
	STATISTICS("statistics of features", in("network.FeatureSampler", "memory.FeatureStatistics")),
	CHOICE("normal vectors chosen", in("memory.KCentre")),
	LEARNED("candidates, whitening, banks", in("memory.LayerLearner", "memory.LayerSamples", "memory.LearnedBank", "memory.Whitening", "train.ImageLook",
		"train.GatherLook")),
	DECODED("image decoded", in("image.ImageFile", "image.RasterFile", "image.TiffFile", "image.ImageReader").or(inForeign("javax.imageio.ImageIO",
		"javax.imageio.ImageReader"))),
	RESIZED("resized and normalised", in("model.Preprocessing", "train.TrainingImages")),
	GAUSSIAN("map: Gaussian", innermost("score.GaussianRows", "image.BilinearRows", "score.SummedMap")),
	SUMMED("map: layers brought to one size and summed", in("score.GaussianRows")),
	UPSAMPLED("map: brought to the image's size", in("score.SummedMap", "score.AnomalyMap", "image.BilinearRows", "image.RowSource")),
	JUDGED("score, regions, decision", in("detect.DetectionResult", "score.Regions", "score.Calibration", "score.AreaOpening")),
	SURVEYED("images looked at before training", in("train.ImageSurvey", "train.SurveyLook", "dataset.Fingerprint", "dataset.ImageSet")),
	NETWORKS("networks, all else", in("network.MemoryNetwork", "network.NoGradient")),
	REST("all else", new StageRule(List.of(), stack -> true));

	private final String title;
	private final StageRule rule;

	Stage(String title, StageRule rule) {
		this.title = title;
		this.rule = rule;
	}

	static Stage of(Sample sample) {
		return Arrays.stream(values()).filter(stage -> stage.rule.applies().test(sample)).findFirst().orElseThrow();
	}

	StageRule rule() {
		return rule;
	}

	/** Whether the networks look at an image, so that all is ready. */
	boolean isNetwork() {
		return compareTo(COPIED) >= 0 && compareTo(WHITENED) <= 0;
	}

	@Override
	public String toString() {
		return title;
	}
}
