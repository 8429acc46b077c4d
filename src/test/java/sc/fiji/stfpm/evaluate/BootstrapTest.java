package sc.fiji.stfpm.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {
	private static final int SIDE = 24;
	private static final long FEW = 500;

	/** Images whose pixels are shifted together, as those of one image are, with a square that is brighter. */
	private static Evaluation evaluation(long seed, int images, int replicates) {
		Random random = new Random(seed);
		try (Evaluator evaluator = new Evaluator(replicates, FEW)) {
			for (int i = 0; i < 2 * images; i++) {
				boolean anomalous = i >= images;
				float[] map = new float[SIDE * SIDE];
				boolean[] mask = new boolean[map.length];
				double shift = 0.3 * random.nextGaussian();
				for (int p = 0; p < map.length; p++) {
					mask[p] = anomalous && p % SIDE >= 8 && p % SIDE < 14 && p / SIDE >= 5 && p / SIDE < 11;
					map[p] = (float) (shift + random.nextGaussian() + (mask[p] ? 1.2 : 0));
				}
				evaluator.add("image " + i, anomalous ? "hole" : "good", anomalous, (float) (random.nextGaussian() + (anomalous
					? 1 : 0)), map, anomalous ? mask : null, SIDE, SIDE);
			}
			return evaluator.evaluate(OptionalDouble.of(0.5), 100).all();
		}
	}

	@Test
	void theSameSetGivesTheSameIntervalsAroundItsMetrics() {
		Evaluation evaluation = evaluation(1, 20, 200);
		assertEquals(evaluation.intervals(), evaluation(1, 20, 200).intervals());
		assertEquals(11, evaluation.intervals().size(), "all figures but the two thresholds");
		for (Evaluation.Figure figure : evaluation.figures()) {
			if (figure.interval().isEmpty()) continue;
			Interval interval = figure.interval().get();
			assertTrue(0 <= interval.low() && interval.low() <= figure.value().getAsDouble() && figure.value()
				.getAsDouble() <= interval.high() && interval.high() <= 1, figure.name() + " " + figure.value() + " " + interval);
		}
		assertFalse(evaluation.intervals().containsKey("Pixel F1-max threshold"));
	}

	@Test
	void moreImagesNarrowTheInterval() {
		Interval few = evaluation(3, 8, 300).intervals().get("Image AUROC");
		Interval many = evaluation(3, 128, 300).intervals().get("Image AUROC");
		assertTrue(many.high() - many.low() < 0.5 * (few.high() - few.low()), few + " " + many);
	}

	/** True AUROC of the image scores: P(N(1, 1) > N(0, 1)) = Phi(1 / sqrt 2) = 0.76025. */
	@Test
	void nineteenOfTwentyIntervalsHoldTheTrueValue() {
		int held = 0, sets = 200;
		for (int s = 0; s < sets; s++) {
			Interval interval = evaluation(1000 + s, 40, 200).intervals().get("Image AUROC");
			if (interval.low() <= 0.76025 && 0.76025 <= interval.high()) held++;
		}
		assertTrue(held >= 0.88 * sets && held <= 0.99 * sets, held + " of " + sets);
	}

	/** What binning does to a metric is a small part of its interval. */
	@Test
	void binsChangePixelMetricsLittle() {
		Random random = new Random(5);
		ScoreStore store = new ScoreStore(Long.MAX_VALUE);
		List<Ranking.Run> runs = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			float[] normal = new float[4000], region = new float[100];
			for (int p = 0; p < normal.length; p++)
				normal[p] = (float) random.nextGaussian();
			for (int p = 0; p < region.length; p++)
				region[p] = (float) (1.5 + random.nextGaussian());
			runs.add(new Ranking.Run(i, 0, false, store.add(normal)));
			runs.add(new Ranking.Run(i, 0, true, store.add(region)));
		}
		Ranking ranking = new Ranking(runs, 1);
		int[] regions = new int[10], images = new int[10];
		for (int i = 0; i < 10; i++) {
			regions[i] = 1;
			images[i] = i;
		}
		PixelBins bins = new PixelBins(ranking.all(), regions);
		ranking.walk(bins, Stage.silent());
		RankSums binned = bins.sums(images), exact = ranking.all();
		assertEquals(exact.negatives(), binned.negatives());
		assertEquals(exact.positives(), binned.positives());
		assertEquals(exact.auroc(), binned.auroc(), 2e-4);
		assertEquals(exact.averagePrecision(), binned.averagePrecision(), 1e-2);
		assertEquals(exact.f1Max(), binned.f1Max(), 5e-3);
		assertEquals(exact.aupro30(), binned.aupro30(), 1e-3);
		assertEquals(exact.aupro05(), binned.aupro05(), 5e-3);
	}

	/** Wilson's interval for 0 of 20 and 1 of 20, from its formula worked out by hand. */
	@Test
	void sharesOfFewImagesHaveWilsonsInterval() {
		assertEquals(0, Bootstrap.ofRate(0, 20).low(), 1e-12);
		assertEquals(3.8414588 / 23.8414588, Bootstrap.ofRate(0, 20).high(), 1e-7);
		assertEquals(0.008881, Bootstrap.ofRate(0.05, 20).low(), 1e-5);
		assertEquals(0.236131, Bootstrap.ofRate(0.05, 20).high(), 1e-5);
	}

	/** Each resampled set is the set itself: what is left of an interval would be what bins do to a metric. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 40 })
	void imagesThatAreAlikeHaveIntervalsWithoutWidth(int replicates) {
		int side = 100;
		float[][] maps = new float[2][side * side];
		boolean[] mask = new boolean[side * side];
		Random random = new Random(8);
		for (int p = 0; p < mask.length; p++) {
			mask[p] = p % side < 8 && p / side % 50 < 8;
			maps[0][p] = (float) random.nextGaussian();
			maps[1][p] = (float) (random.nextGaussian() + (mask[p] ? 1.5 : 0));
		}
		Evaluation evaluation;
		try (Evaluator evaluator = new Evaluator(replicates, FEW)) {
			for (int i = 0; i < 4; i++)
				evaluator.add("image " + i, i < 2 ? "good" : "hole", i >= 2, 0.5f, maps[i / 2], i < 2 ? null : mask, side, side);
			evaluation = evaluator.evaluate(OptionalDouble.of(0.5), 100).all();
		}
		Set<String> shares = Set.of("False alarm rate", "Miss rate");
		for (Evaluation.Figure figure : evaluation.figures()) {
			if (figure.interval().isEmpty() || shares.contains(figure.name())) continue;
			assertEquals(figure.value().getAsDouble(), figure.interval().get().low(), 1e-12, figure.name());
			assertEquals(figure.value().getAsDouble(), figure.interval().get().high(), 1e-12, figure.name());
		}
		assertEquals(11, evaluation.intervals().size(), "all figures but the two thresholds");
	}

	@Test
	void withOneImageOfAClassOnlySharesHaveIntervals() {
		assertEquals(Set.of("False alarm rate", "Miss rate"), evaluation(1, 1, 50).intervals().keySet());
	}
}
