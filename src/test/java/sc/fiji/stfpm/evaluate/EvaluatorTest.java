package sc.fiji.stfpm.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;

class EvaluatorTest {
	private static final OptionalDouble NONE = OptionalDouble.empty();
	private static final Curve.Point START = new Curve.Point(0, 0, Float.POSITIVE_INFINITY);
	private final Evaluator evaluator = new Evaluator(0, Long.MAX_VALUE);

	private void normal(float score, float... map) {
		evaluator.add("good", "good", false, score, map, null, map.length, 1);
	}

	private void anomalous(String kind, float score, boolean[] mask, float... map) {
		evaluator.add(kind, kind, true, score, map, mask, map.length, 1);
	}

	@Test
	void theThresholdSplitsImagesIntoFalseAlarmsAndMisses() {
		normal(1, 0, 0);
		normal(2, 0, 0);
		normal(3, 0, 0);
		normal(5, 0, 0);
		anomalous("hole", 3, null);
		anomalous("hole", 2.5f, null);
		ImageMetrics image = evaluator.evaluate(OptionalDouble.of(3), 100).all().image();
		assertEquals(OptionalDouble.of(0.5), image.falseAlarmRate());
		assertEquals(OptionalDouble.of(0.5), image.missRate());
		// one found, two false alarms, one missed
		assertEquals(0.4, image.f1AtThreshold().getAsDouble(), 1e-15);
	}

	@Test
	void withoutAnomaliesOnlyFalseAlarmsAreDefined() {
		normal(1, 0, 0);
		Evaluation evaluation = evaluator.evaluate(OptionalDouble.of(2), 100).all();
		assertEquals(new ImageMetrics(NONE, NONE, NONE, NONE, NONE, OptionalDouble.of(0), NONE), evaluation.image());
		assertEquals(PixelMetrics.UNDEFINED, evaluation.pixel());
		List<String> texts = evaluation.figures().stream().map(Evaluation.Figure::text).toList();
		assertEquals("n/a (no anomalous image)", texts.get(0));
		assertEquals("0.00000", texts.get(5));
		assertEquals("n/a (no anomalous region)", texts.get(7));
	}

	@Test
	void withoutNormalImagesOnlyMissesAreDefined() {
		anomalous("hole", 3, new boolean[] { true, true }, 1, 2);
		Evaluation evaluation = evaluator.evaluate(OptionalDouble.of(2), 100).all();
		assertEquals(new ImageMetrics(NONE, NONE, NONE, NONE, NONE, NONE, OptionalDouble.of(0)), evaluation.image());
		assertEquals(PixelMetrics.UNDEFINED, evaluation.pixel());
		assertEquals("n/a (no normal image)", evaluation.figures().get(0).text());
	}

	@Test
	void withoutAThresholdTheTableSaysSo() {
		normal(1);
		assertEquals("n/a (no threshold)", evaluator.evaluate(NONE, 100).all().figures().get(5).text());
		assertEquals("n/a (no normal pixel)", evaluator.evaluate(NONE, 100).all().figures().get(7).text());
	}

	@Test
	void nothingAtAllIsUndefinedAndNoError() {
		Evaluation evaluation = evaluator.evaluate(OptionalDouble.of(1), 100).all();
		assertTrue(evaluation.figures().stream().allMatch(figure -> figure.value().isEmpty()));
		assertTrue(evaluator.evaluate(NONE, 100).byKind().isEmpty());
		assertTrue(evaluator.evaluate(NONE, 100).curves().pro().isEmpty());
	}

	@Test
	void constantScoresAreChance() {
		normal(1, 1, 1, 1);
		anomalous("hole", 1, new boolean[] { true, false, false }, 1, 1, 1);
		Evaluation evaluation = evaluator.evaluate(NONE, 100).all();
		assertEquals(OptionalDouble.of(0.5), evaluation.image().auroc());
		assertEquals(OptionalDouble.of(0.5), evaluation.pixel().auroc());
		assertEquals(1 / 6., evaluation.pixel().averagePrecision().getAsDouble(), 1e-15, "the prevalence");
		assertEquals(0.15, evaluation.pixel().aupro30().getAsDouble(), 1e-15, "half the limit");
	}

	@Test
	void anAnomalousImageWithoutMaskCountsForImageMetricsOnly() {
		normal(1, 0, 0);
		anomalous("hole", 2, null, 9, 9);
		Evaluation evaluation = evaluator.evaluate(NONE, 100).all();
		assertEquals(new Counts(1, 1, 2, 0, 0, 1, 0), evaluation.counts());
		assertEquals(OptionalDouble.of(1), evaluation.image().auroc());
	}

	@Test
	void anImageWithoutMapCountsForImageMetricsOnly() {
		evaluator.add("good", "good", false, 1, null, null, 2, 1);
		assertEquals(new Counts(1, 0, 0, 0, 0, 0, 1), evaluator.evaluate(NONE, 100).all().counts());
	}

	@Test
	void eachKindIsJudgedAgainstAllNormalImages() {
		normal(2, 0, 0);
		normal(4, 5, 0);
		anomalous("hole", 3, new boolean[] { true, false }, 2, 0);
		anomalous("stain", 9, new boolean[] { false, true }, 3, 8);
		var kinds = evaluator.evaluate(NONE, 100).byKind();
		assertEquals(List.of("hole", "stain"), List.copyOf(kinds.keySet()));
		assertEquals(OptionalDouble.of(0.5), kinds.get("hole").image().auroc());
		assertEquals(OptionalDouble.of(1), kinds.get("stain").image().auroc());
		assertEquals(0.8, kinds.get("hole").pixel().auroc().getAsDouble(), 1e-15, "beats 0, 0, 0, 0 but not 5; the 3 is of another kind");
		assertEquals(new Counts(2, 1, 5, 1, 1, 0, 0), kinds.get("hole").counts());
		assertEquals(0.75, evaluator.evaluate(NONE, 100).all().image().auroc().getAsDouble());
	}

	@Test
	void ignoredPixelsAreNeitherNormalNorAnomalous() {
		float[] map = { 0.9f, 0.1f, 0.2f, 0.8f, Float.NaN, 0.3f }, part = { 0.1f, 0.8f, 0.2f, 0.3f };
		boolean[] mask = { true, false, false, true, true, true };
		Evaluator some = new Evaluator(0, 100), few = new Evaluator(0, 100);
		for (Evaluator each : List.of(some, few))
			each.add("good.png", "good", false, 0.2f, new float[] { 0.2f, 0.85f }, null, 2, 1);
		// The first pixel would be a region of its own; the last but one is not a number, and parts two regions.
		some.add("a.png", "hole", true, 0.8f, map, mask, p -> p == 0 || p == 4, 6, 1);
		few.add("a.png", "hole", true, 0.8f, part, new boolean[] { false, true, false, true }, 4, 1);
		Evaluation expected = few.evaluate(OptionalDouble.of(0.5), 100).all(), found = some.evaluate(OptionalDouble.of(0.5), 100).all();
		assertEquals(2, found.counts().regions());
		assertEquals(expected.pixel(), found.pixel());
		some.close();
		few.close();
	}

	@Test
	void namesTheImageAndPositionOfANaN() {
		Exception e = assertThrows(IllegalArgumentException.class,
			() -> evaluator.add("a.png", "good", false, 1, new float[] { 0, 0, 0, Float.NaN, 0, 0 }, null, 2, 3));
		assertEquals("a.png: the score at x=1, y=1 is not a number", e.getMessage());
		e = assertThrows(IllegalArgumentException.class,
			() -> evaluator.add("b.png", "good", false, Float.NaN, null, null, 0, 0));
		assertEquals("b.png: the image score is not a number", e.getMessage());
	}

	@Test
	void refusesSizesAndLabelsThatContradictEachOther() {
		float[] map = new float[4];
		Exception e = assertThrows(IllegalArgumentException.class,
			() -> evaluator.add("a.png", "hole", true, 1, map, new boolean[3], 2, 2));
		assertEquals("a.png: a map of 2 x 2 pixels has 4 scores and 3 mask values", e.getMessage());
		e = assertThrows(IllegalArgumentException.class,
			() -> evaluator.add("a.png", "good", false, 1, map, new boolean[] { true, false, false, false }, 2, 2));
		assertEquals("a.png is labelled normal, but its mask marks an anomaly", e.getMessage());
	}

	@Test
	void curvesRunFromNothingToEverythingAndStayThin() {
		LcgScores scores = new LcgScores(777, false);
		Curves curves = scores.evaluator().evaluate(NONE, 50).curves();
		for (Curve curve : List.of(curves.pixelRoc().get(), curves.pro().get(), curves.imageRoc().get())) {
			Curve.Point last = curve.points().get(curve.points().size() - 1);
			assertEquals(START, curve.points().get(0));
			assertEquals(1, last.x());
			assertEquals(1, last.y());
			assertTrue(curve.points().size() <= 102, "at most a point a step in either direction");
		}
		double area = 0;
		List<Curve.Point> points = curves.pixelRoc().get().points();
		for (int i = 1; i < points.size(); i++)
			area += (points.get(i).x() - points.get(i - 1).x()) * (points.get(i).y() + points.get(i - 1).y()) / 2;
		assertEquals(scores.evaluator().evaluate(NONE, 100).all().pixel().auroc().getAsDouble(), area, 0.01);
		assertEquals(1, curves.pixelPrecisionRecall().get().points().get(0).y(), "the highest score is a true find");
	}

	/**
	 * Normal pixels 6, 4, 2 and 0; a region of 7 and 3, and one of 5 alone. From high to low: half of the first region, a false alarm,
	 * the second region, a false alarm, the rest of the first region, two false alarms.
	 */
	@Test
	void curvesAreThoseWorkedOutByHand() {
		normal(1, 6, 4, 2);
		anomalous("hole", 2, null);
		anomalous("dent", 3, new boolean[] { true, true, false, true }, 7, 3, 0, 5);
		Curves curves = evaluator.evaluate(NONE, 4).curves();
		double third = 1 / 3.0, twoThirds = 2 / 3.0;
		assertEquals(List.of(START, point(0, 0.25, 7), point(0.25, 0.25, 6), point(0.25, 0.75, 5), point(0.5, 0.75, 4), point(0.5, 1,
			3), point(0.75, 1, 2), point(1, 1, 0)), curves.pro().get().points(), "points just a step apart stay");
		assertEquals(List.of(START, point(0, third, 7), point(0.25, third, 6), point(0.25, twoThirds, 5), point(0.5, twoThirds, 4),
			point(0.5, 1, 3), point(0.75, 1, 2), point(1, 1, 0)), curves.pixelRoc().get().points());
		curves = evaluator.evaluate(NONE, 1000).curves();
		assertEquals(List.of(point(third, 1, 7), point(third, 0.5, 6), point(twoThirds, twoThirds, 5), point(twoThirds, 0.5, 4),
			point(1, 0.6, 3), point(1, 0.5, 2), point(1, 3 / 7.0, 0)), curves.pixelPrecisionRecall().get().points());
		assertEquals(List.of(point(0.5, 1, 3), point(1, 1, 2), point(1, twoThirds, 1)), curves.imagePrecisionRecall().get()
			.points());
		assertEquals(List.of(START, point(0.25, twoThirds, 5), point(0.75, 1, 2), point(1, 1, 0)), evaluator.evaluate(NONE, 2)
			.curves().pixelRoc().get().points(), "of points nearer than half only the last");
		assertEquals(List.of(START, point(0.5, 1, 3), point(1, 1, 0)), evaluator.evaluate(NONE, 1).curves().pixelRoc().get()
			.points());
		assertThrows(IllegalArgumentException.class, () -> evaluator.evaluate(NONE, 0));
	}

	private static Curve.Point point(double x, double y, float threshold) {
		return new Curve.Point(x, y, threshold);
	}

	/** The scores that are in memory could be evaluated again, those of the file are gone. */
	@Test
	void resultsOutlastTheEvaluatorAndItsFileDoesNot() {
		Evaluator closed = new Evaluator(0, 0);
		closed.add("good", "good", false, 1, new float[] { 1, 2 }, null, 2, 1);
		closed.add("hole", "hole", true, 2, new float[] { 1, 3 }, new boolean[] { false, true }, 2, 1);
		Evaluator.Results results = closed.evaluate(NONE, 100);
		closed.close();
		assertEquals(OptionalDouble.of(1), results.all().pixel().auroc());
		assertThrows(UncheckedIOException.class, () -> closed.evaluate(NONE, 100));
	}
}
