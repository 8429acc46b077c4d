package sc.fiji.stfpm.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.stfpm.Progress;

/** Sets with few labels or few images, and what is heard of an evaluation. */
class UnusualSetsTest {
	private static final int SIDE = 12;
	private static final OptionalDouble THRESHOLD = OptionalDouble.of(0.5);
	private final Random random = new Random(3);
	private final Evaluator evaluator = new Evaluator(40, 1000);

	private static final class Heard implements Progress {
		final List<String> messages = new ArrayList<>();
		final List<Double> parts = new ArrayList<>();
		String cancelAt = "";

		@Override
		public void update(long done, long total, String message) {
			if (!messages.contains(message)) messages.add(message);
			parts.add((double) done / total);
		}

		@Override
		public boolean isCancelled() {
			return messages.contains(cancelAt);
		}
	}

	private void add(String kind, boolean masked) {
		boolean anomalous = !kind.equals("good");
		float[] map = new float[SIDE * SIDE];
		boolean[] mask = new boolean[map.length];
		for (int p = 0; p < map.length; p++) {
			mask[p] = anomalous && p % SIDE > 8;
			map[p] = (float) random.nextGaussian() + (mask[p] ? 1 : 0);
		}
		evaluator.add(kind, kind, anomalous, random.nextFloat(), map, masked ? mask : null, SIDE, SIDE);
	}

	private void add(String kind, boolean masked, int images) {
		for (int i = 0; i < images; i++)
			add(kind, masked);
	}

	@Test
	void aSetLabelledByImagesAloneNeedsNoWorkOnPixels() {
		add("good", false, 5);
		add("hole", false, 5);
		Heard heard = new Heard();
		Evaluator.Results results = evaluator.evaluate(THRESHOLD, 100, heard);
		assertEquals(List.of("Confidence intervals"), heard.messages);
		assertEquals(PixelMetrics.UNDEFINED, results.all().pixel());
		assertEquals(new Counts(5, 5, 5 * SIDE * SIDE, 0, 0, 5, 0), results.all().counts());
		assertTrue(results.curves().pixelRoc().isEmpty() && results.curves().imageRoc().isPresent());
		assertEquals(Set.of("Image AUROC", "Image average precision", "Image F1-max", "Image F1 at threshold",
			"False alarm rate", "Miss rate"), results.all().intervals().keySet());
	}

	@Test
	void theFirstMaskMayComeLast() {
		add("good", false, 5);
		add("scratch", false, 4);
		add("hole", true, 2);
		Evaluator.Results results = evaluator.evaluate(THRESHOLD, 100);
		assertTrue(results.all().intervals().containsKey("Pixel AUROC"));
		assertTrue(results.byKind().get("hole").intervals().containsKey("Pixel AUROC"));
		assertEquals(PixelMetrics.UNDEFINED, results.byKind().get("scratch").pixel());
		assertTrue(results.byKind().get("scratch").intervals().containsKey("Image AUROC"));
	}

	@Test
	void oneImageOfEachLabelHasMetricsAndNoIntervalsOfRanks() {
		add("good", false);
		add("hole", true);
		Evaluation all = evaluator.evaluate(THRESHOLD, 100).all();
		assertTrue(all.image().auroc().isPresent() && all.pixel().auroc().isPresent());
		assertEquals(Set.of("False alarm rate", "Miss rate"), all.intervals().keySet());
	}

	@Test
	void aKindWithOneImageTakesNothingFromTheOthers() {
		add("good", false, 4);
		add("hole", true, 3);
		add("scratch", true, 1);
		Evaluator.Results results = evaluator.evaluate(THRESHOLD, 100);
		assertTrue(results.byKind().get("scratch").pixel().aupro30().isPresent());
		assertFalse(results.byKind().get("scratch").intervals().containsKey("Pixel AUROC"));
		assertTrue(results.byKind().get("hole").intervals().containsKey("Pixel AUROC"));
		assertTrue(results.all().intervals().containsKey("Pixel AUROC"));
	}

	@Test
	void bothStagesAreReportedToTheirEnds() {
		add("good", false, 4);
		add("hole", true, 3);
		add("scratch", true, 1);
		add("stain", false, 2);
		Heard heard = new Heard();
		evaluator.evaluate(THRESHOLD, 100, heard);
		assertEquals(List.of("Ranking the scores of all pixels", "Confidence intervals"), heard.messages);
		assertEquals(2, heard.parts.stream().filter(part -> part == 1).count());
		assertEquals(1, heard.parts.get(heard.parts.size() - 1));
		assertTrue(heard.parts.size() > 100 && heard.parts.size() <= 2 * 202, heard.parts.size() + " reports");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Ranking the scores of all pixels", "Confidence intervals" })
	void aCancelEndsTheStageItComesIn(String stage) {
		add("good", false, 4);
		add("hole", true, 3);
		Heard heard = new Heard();
		heard.cancelAt = stage;
		assertThrows(CancellationException.class, () -> evaluator.evaluate(THRESHOLD, 100, heard));
		assertEquals(stage, heard.messages.get(heard.messages.size() - 1));
		assertTrue(heard.parts.get(heard.parts.size() - 1) < 0.5, heard.parts.toString());
	}
}
