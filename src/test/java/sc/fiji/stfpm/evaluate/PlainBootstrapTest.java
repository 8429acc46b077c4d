package sc.fiji.stfpm.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.ToDoubleFunction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a bootstrap that works out the metrics of every resampled set from all its pixels. */
class PlainBootstrapTest {
	private static final int IMAGES = 6;
	private static final int REPLICATES = 150;

	private record Pixels(float[] map, boolean[] mask) {}

	/** The 6 x 6 images have a bin for each score, the others one for several. */
	@ParameterizedTest
	@CsvSource({ "6, 1e-12", "24, 2e-3" })
	void intervalsOfPixelAurocAreThoseOfAPlainBootstrap(int side, double tolerance) {
		List<Pixels> images = images(side);
		assertAgree(plain(images, PlainBootstrapTest::auroc), intervals(images, side).get(Evaluation.PIXEL_AUROC), tolerance);
	}

	@Test
	void intervalsOfAuproAreThoseOfAPlainBootstrap() {
		List<Pixels> images = images(6);
		Map<String, Interval> found = intervals(images, 6);
		assertAgree(plain(images, drawn -> pro(drawn, 0.3)), found.get(Evaluation.AUPRO_30), 1e-12);
		assertAgree(plain(images, drawn -> pro(drawn, 0.05)), found.get(Evaluation.AUPRO_05), 1e-12);
	}

	private static void assertAgree(Interval plain, Interval found, double tolerance) {
		assertEquals(plain.low(), found.low(), tolerance);
		assertEquals(plain.high(), found.high(), tolerance);
	}

	/** Normal ones, then anomalous ones. */
	private static List<Pixels> images(int side) {
		Random random = new Random(11);
		List<Pixels> images = new ArrayList<>();
		for (int i = 0; i < 2 * IMAGES; i++)
			images.add(pixels(random, side, i >= IMAGES));
		return images;
	}

	private static Map<String, Interval> intervals(List<Pixels> images, int side) {
		try (Evaluator evaluator = new Evaluator(REPLICATES, Long.MAX_VALUE)) {
			for (int i = 0; i < images.size(); i++)
				evaluator.add("image " + i, i < IMAGES ? "good" : "hole", i >= IMAGES, i, images.get(i).map(), i < IMAGES ? null
					: images.get(i).mask(), side, side);
			return evaluator.evaluate(OptionalDouble.empty(), 100).all().intervals();
		}
	}

	private static Pixels pixels(Random random, int side, boolean anomalous) {
		float[] map = new float[side * side];
		boolean[] mask = new boolean[map.length];
		double shift = 0.4 * random.nextGaussian();
		for (int p = 0; p < map.length; p++) {
			mask[p] = anomalous && p % side < 4 && p / side >= 2 && p / side < 6;
			map[p] = (float) (shift + random.nextGaussian() + (mask[p] ? 1 : 0));
		}
		return new Pixels(map, mask);
	}

	/** Draws normal images, then anomalous ones, in the order in which the evaluation draws them. */
	private static Interval plain(List<Pixels> images, ToDoubleFunction<List<Pixels>> metric) {
		Random random = new Random(0);
		double[] values = new double[REPLICATES];
		for (int r = 0; r < REPLICATES; r++) {
			List<Pixels> drawn = new ArrayList<>();
			for (int i = 0; i < 2 * IMAGES; i++)
				drawn.add(images.get(random.nextInt(IMAGES) + (i < IMAGES ? 0 : IMAGES)));
			values[r] = metric.applyAsDouble(drawn);
		}
		Arrays.sort(values);
		return new Interval(quantile(values, 0.025), quantile(values, 0.975));
	}

	private static double auroc(List<Pixels> images) {
		float[] normal = of(images, false), anomalous = of(images, true);
		double won = 0;
		for (float a : anomalous)
			for (float n : normal)
				won += a > n ? 1 : a == n ? 0.5 : 0;
		return won / normal.length / anomalous.length;
	}

	/** Each anomalous image has one region. */
	private static double pro(List<Pixels> images, double limit) {
		List<float[]> regions = images.subList(IMAGES, images.size()).stream().map(image -> of(List.of(image), true)).toList();
		return BruteForceTest.walkedPro(of(images, false), regions, limit);
	}

	private static float[] of(List<Pixels> images, boolean anomalous) {
		float[] scores = new float[images.stream().mapToInt(image -> image.map().length).sum()];
		int n = 0;
		for (Pixels image : images)
			for (int p = 0; p < image.map().length; p++)
				if (image.mask()[p] == anomalous) scores[n++] = image.map()[p];
		return Arrays.copyOf(scores, n);
	}

	private static double quantile(double[] ascending, double q) {
		double position = q * (ascending.length - 1);
		int below = (int) position;
		return ascending[below] + (position - below) * (ascending[below + 1] - ascending[below]);
	}
}
