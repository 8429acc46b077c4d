package sc.fiji.stfpm.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import ij.ImagePlus;
import ij.ImageStack;
import sc.fiji.stfpm.evaluate.Curve;
import sc.fiji.stfpm.evaluate.Curves;
import sc.fiji.stfpm.score.Calibration;

/**
 * An evaluation as plots.
 *
 * @param plots those that are defined, in the order of a report
 * @param missing the titles of the others, with the reason
 */
record EvaluationPlots(List<PlotPicture> plots, Map<String, String> missing) {

	static EvaluationPlots of(SetEvaluation evaluation, Calibration calibration) {
		List<PlotPicture> plots = new ArrayList<>();
		Map<String, String> missing = new LinkedHashMap<>();
		if (evaluation.images().isEmpty()) missing.put("Scores of images", "no image could be judged");
		else {
			ScorePlots scores = new ScorePlots(evaluation.images(), calibration);
			plots.add(scores.histogram());
			if (scores.hasFewKinds()) plots.add(scores.byKind());
		}
		CurvePlots curves = new CurvePlots(evaluation.all());
		Curves known = evaluation.curves();
		String noImages = MetricText.figure(evaluation.all(), "Image AUROC").reason();
		String noPixels = MetricText.figure(evaluation.all(), "Pixel AUROC").reason();
		add(plots, missing, "ROC of images", noImages, known.imageRoc(), c -> curves.roc("image-roc", "images", c));
		add(plots, missing, "Precision and recall of images", noImages, known.imagePrecisionRecall(), c -> curves
			.precisionRecall("image-precision-recall", "images", c));
		add(plots, missing, "ROC of pixels", noPixels, known.pixelRoc(), c -> curves.roc("pixel-roc", "pixels", c));
		add(plots, missing, "Precision and recall of pixels", noPixels, known.pixelPrecisionRecall(), c -> curves
			.precisionRecall("pixel-precision-recall", "pixels", c));
		add(plots, missing, "Per-region overlap", noPixels, known.pro(), c -> curves.pro("pro", c));
		return new EvaluationPlots(plots, missing);
	}

	private static void add(List<PlotPicture> plots, Map<String, String> missing, String title, String reason,
		Optional<Curve> curve, Function<Curve, PlotPicture> draw)
	{
		if (curve.isPresent()) plots.add(draw.apply(curve.get()));
		else missing.put(title, reason);
	}

	/** All plots as slices, named by their titles; empty where there is none. */
	Optional<ImagePlus> stack() {
		if (plots.isEmpty()) return Optional.empty();
		ImageStack stack = new ImageStack(ChartPlot.WIDTH, ChartPlot.HEIGHT);
		for (PlotPicture plot : plots)
			stack.addSlice(plot.title(), plot.plot().getProcessor().convertToRGB());
		return Optional.of(new ImagePlus("Evaluation plots", stack));
	}
}
