package sc.fiji.stfpm.pretrain;

import java.util.concurrent.CompletableFuture;

/**
 * Batches of synthetic images, or of as many pieces of photographs between them, by number, each made while the one before is being
 * learned from. Not thread-safe.
 */
final class SceneBatches {
	private static final float[] MEAN = { 0.485f, 0.456f, 0.406f }, DEVIATION = { 0.229f, 0.224f, 0.225f };

	private final PretrainingOptions options;
	private final Formulas formulas;
	private final Photographs photographs;
	private long ahead = -1;
	private CompletableFuture<Batch> next;

	/**
	 * @param images normalised values, [N, 3, side, side]
	 * @param labels classes, [N, side, side]
	 */
	record Batch(float[] images, int[] labels) {}

	/** @param photographs for every other image; null for none */
	SceneBatches(PretrainingOptions options, Photographs photographs) {
		this.options = options;
		this.photographs = photographs;
		formulas = options.task().formulas(options);
	}

	/** The batch of a number; the same for the same options. */
	Batch get(long number) {
		Batch batch = ahead == number ? next.join() : make(number);
		ahead = number + 1;
		next = CompletableFuture.supplyAsync(() -> make(number + 1));
		return batch;
	}

	/** Ends with the batch in the making unused. */
	void stop() {
		if (next != null) next.cancel(true);
	}

	private Batch make(long number) {
		int n = options.batch(), side = options.side(), area = side * side;
		float[] images = new float[n * 3 * area];
		int[] labels = new int[n * area];
		for (int i = 0; i < n; i++) {
			long seed = ValueNoise.scrambled(ValueNoise.scrambled(options.seed()) + number * n + i);
			float[] rgb;
			if (photographs != null && i % 2 == 1) rgb = photographs.draw(seed, side);
			else {
				Scene scene = Scene.draw(seed, side, formulas, options.task().plainAllowed());
				rgb = scene.rgb();
				System.arraycopy(scene.labels(), 0, labels, i * area, area);
			}
			for (int v = 0; v < 3 * area; v++)
				images[i * 3 * area + v] = (rgb[v] - MEAN[v / area]) / DEVIATION[v / area];
		}
		return new Batch(images, labels);
	}
}
