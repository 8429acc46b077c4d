package sc.fiji.stfpm.evaluate;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * Time and memory of an evaluation on made-up maps: {@code mvn -q -Pbenchmark-evaluation}, 500 images of 1024 x 1024
 * with 2 GB of heap.
 */
final class EvaluationBenchmark {
	private static final int IMAGES = 500;
	private static final int SIDE = 1024;

	private EvaluationBenchmark() {}

	public static void main(String[] args) {
		long began = System.nanoTime();
		try (Evaluator evaluator = new Evaluator()) {
			for (int i = 0; i < IMAGES; i++) {
				boolean anomalous = i % 2 == 1;
				boolean[] mask = new boolean[SIDE * SIDE];
				evaluator.add("image " + i, anomalous ? "kind " + i % 5 : "good", anomalous, i % 7, map(i, anomalous, mask),
					anomalous ? mask : null, SIDE, SIDE);
			}
			System.out.printf(Locale.ROOT, "%d images of %d x %d kept after %.0f s%n", IMAGES, SIDE, SIDE, seconds(began));
			Evaluator.Results results = evaluator.evaluate(OptionalDouble.of(3), 500);
			System.out.printf(Locale.ROOT, "evaluated after %.0f s, heap limit %.2f GB%n", seconds(began), Runtime.getRuntime()
				.maxMemory() / 1e9);
			results.all().figures().forEach(figure -> System.out.println(figure.name() + " " + figure.text() + " " + figure
				.interval().map(Interval::toString).orElse("")));
		}
	}

	/** Squares of higher scores in noise, so that no two pixels have the same score. */
	private static float[] map(int seed, boolean anomalous, boolean[] mask) {
		Random random = new Random(seed);
		float[] map = new float[SIDE * SIDE];
		for (int p = 0; p < map.length; p++) {
			int x = p % SIDE, y = p / SIDE;
			mask[p] = anomalous && x % 256 < 40 && y % 512 < 60;
			map[p] = random.nextFloat() + (mask[p] ? 0.5f : 0);
		}
		return map;
	}

	private static double seconds(long began) {
		return (System.nanoTime() - began) / 1e9;
	}
}
