package sc.fiji.stfpm.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.score.Calibration;

/** Plots as they are drawn without a screen. */
class EvaluationPlotsTest {
	private static final Calibration AT_ONE = Calibration.given(1, "made up by a test");
	@TempDir
	private static Path folder;
	private static AnomalyDetector detector;
	private static SetEvaluation evaluation;

	@BeforeAll
	static void evaluate() throws Exception {
		detector = Evaluations.detector(0.01f);
		evaluation = Evaluations.of(detector, Evaluations.set(folder));
	}

	@AfterAll
	static void close() {
		detector.close();
	}

	@Test
	void allPlotsAreSlicesOfOneStack() {
		EvaluationPlots plots = EvaluationPlots.of(evaluation, detector.model().calibration());
		assertEquals(Map.of(), plots.missing());
		ImagePlus stack = plots.stack().orElseThrow();
		assertEquals(List.of("Scores of images", "Scores by kind", "ROC of images", "Precision and recall of images",
			"ROC of pixels", "Precision and recall of pixels", "Per-region overlap"), IntStream.rangeClosed(1, stack.getStackSize())
				.mapToObj(stack.getStack()::getSliceLabel).toList());
		assertEquals(ChartPlot.WIDTH, stack.getWidth());
	}

	@Test
	void everyPlotIsDrawnInItsColours() {
		for (PlotPicture plot : EvaluationPlots.of(evaluation, detector.model().calibration()).plots()) {
			assertTrue(pixels(plot, ChartPlot.color(Chart.Ink.NORMAL).getRGB()) > 50, plot.title());
			if (plot.name().equals("pro")) {
				assertTrue(pixels(plot, ChartPlot.color(Chart.Ink.LIMIT).getRGB()) > 100, "the limit of 0.3");
				assertTrue(pixels(plot, ChartPlot.color(Chart.Ink.SECOND_LIMIT).getRGB()) > 100, "the limit of 0.05");
			}
		}
	}

	private static long pixels(PlotPicture plot, int rgb) {
		var picture = plot.fine();
		assertEquals(2 * ChartPlot.WIDTH, picture.getWidth());
		return java.util.Arrays.stream(picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture
			.getWidth())).filter(p -> (p & 0xffffff) == (rgb & 0xffffff)).count();
	}

	@Test
	void withNormalImagesAloneThereAreNoCurvesAndTheReasonIsGiven(@TempDir Path normal) throws Exception {
		Files.createDirectories(normal.resolve("test/good"));
		for (String name : List.of("0.png", "1.png"))
			Files.copy(folder.resolve("test/good").resolve(name), normal.resolve("test/good").resolve(name));
		SetEvaluation half = Evaluations.of(detector, normal);
		EvaluationPlots plots = EvaluationPlots.of(half, detector.model().calibration());
		assertEquals(List.of("histogram"), plots.plots().stream().map(PlotPicture::name).toList());
		assertEquals("no anomalous image", plots.missing().get("ROC of images"));
		assertEquals("no anomalous region", plots.missing().get("Per-region overlap"));
		assertEquals(5, plots.missing().size());
	}

	@Test
	void withoutAnImageThereIsNothingToPlot() {
		SetEvaluation empty = Evaluations.with(evaluation, List.of(), Map.of());
		assertEquals("no image could be judged", EvaluationPlots.of(empty, AT_ONE).missing().get("Scores of images"));
	}

	@Test
	void scoresAroundTheThresholdHaveALinearAxisFromZero() {
		ScoreAxis axis = ScoreAxis.of(new double[] { 0, 0.4, 1.5 });
		assertFalse(axis.axis().logarithmic());
		assertEquals(0, axis.axis().low());
		assertEquals(2, axis.axis().high(), "up to twice the threshold at least");
		assertEquals(0.5, axis.position(ScoreAxis.THRESHOLD));
	}

	@Test
	void scoresFarAboveTheThresholdHaveALogarithmicAxisThatKeepsIt() {
		ScoreAxis axis = ScoreAxis.of(new double[] { 0, 0.4, 1e9 });
		assertTrue(axis.axis().logarithmic());
		assertTrue(axis.axis().low() < ScoreAxis.THRESHOLD, "the threshold is on the axis");
		ScoreAxis wide = ScoreAxis.of(new double[] { 0.1, 200 });
		assertTrue(wide.position(ScoreAxis.THRESHOLD) > 0.1 && wide.position(ScoreAxis.THRESHOLD) < 0.5);
		assertEquals(100, wide.at(wide.position(100)), 1e-9);
		assertEquals(0, wide.position(0), "a score of 0 is drawn at the axis' lower end");
	}
}
