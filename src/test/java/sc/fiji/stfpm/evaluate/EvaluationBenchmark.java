package sc.fiji.stfpm.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Random;

import sc.fiji.stfpm.Progress;

/**
 * Time and memory of evaluations on made-up maps: {@code mvn -q -Pbenchmark-evaluation}, with 2 GB of heap;
 * {@code -Dbenchmark.case=many} chooses one.
 */
final class EvaluationBenchmark {
	/** @param kinds of defects; half of the images are anomalous */
	private record Case(String name, int images, int side, int kinds, boolean masks) {}

	private static final List<Case> CASES = List.of(
		new Case("labels", 160, 256, 2, false),
		new Case("many", 10_000, 64, 5, true),
		new Case("one", 2, 256, 1, true),
		new Case("large", 3, 7000, 1, true),
		new Case("set", 500, 1024, 5, true));

	private EvaluationBenchmark() {}

	public static void main(String[] args) {
		for (Case each : CASES)
			if (args.length == 0 || List.of(args).contains(each.name())) run(each);
	}

	private static void run(Case of) {
		long adding = 0, began;
		try (Evaluator evaluator = new Evaluator()) {
			for (int i = 0; i < of.images(); i++) {
				boolean anomalous = i % 2 == 1;
				boolean[] mask = new boolean[of.side() * of.side()];
				float[] map = map(i, of.side(), anomalous, mask);
				began = System.nanoTime();
				evaluator.add("image " + i, anomalous ? "kind " + i / 2 % of.kinds() : "good", anomalous, i % 7, map,
					anomalous && of.masks() ? mask : null, of.side(), of.side());
				adding += System.nanoTime() - began;
			}
			long start = System.nanoTime();
			long[] ranked = { start };
			Evaluator.Results results = evaluator.evaluate(OptionalDouble.of(3), 500, new Progress() {
				@Override
				public void update(long done, long total, String message) {
					if (message.startsWith("Ranking")) ranked[0] = System.nanoTime();
				}
			});
			long evaluated = System.nanoTime();
			System.gc();
			Runtime java = Runtime.getRuntime();
			System.out.printf(Locale.ROOT, "%s: %d images of %d x %d added in %.1f s, ranked in %.1f s, intervals in %.1f s; %.0f MB are"
				+ " held%n", of.name(), of.images(), of.side(), of.side(), adding / 1e9, (ranked[0] - start) / 1e9, (evaluated
					- ranked[0]) / 1e9, (java.totalMemory() - java.freeMemory()) / 1e6);
			results.all().figures().forEach(figure -> System.out.println("  " + figure.name() + " " + figure.text() + " " + figure
				.interval().map(Interval::toString).orElse("")));
		}
	}

	/** Squares of higher scores in noise, so that hardly two pixels have the same score. */
	private static float[] map(int seed, int side, boolean anomalous, boolean[] mask) {
		Random random = new Random(seed);
		float[] map = new float[mask.length];
		for (int p = 0; p < map.length; p++) {
			int x = p % side, y = p / side;
			mask[p] = anomalous && x % 256 < 40 && y % 512 < 60;
			map[p] = random.nextFloat() + (mask[p] ? 0.5f : 0);
		}
		return map;
	}
}
