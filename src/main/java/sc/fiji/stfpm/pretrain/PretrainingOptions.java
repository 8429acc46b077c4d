package sc.fiji.stfpm.pretrain;

import java.util.Locale;

/**
 * How a teacher is made.
 *
 * @param task what it learns
 * @param seed of the images, the formulas and the first weights
 * @param steps of stochastic gradient descent
 * @param batch images a step
 * @param side of an image in pixels
 * @param learningRate at the start; it falls to nothing by a cosine
 * @param classes of patterns to tell apart, where the task is that
 */
public record PretrainingOptions(PretrainingTask task, long seed, int steps, int batch, int side, double learningRate,
	int classes)
{
	public PretrainingOptions {
		if (steps < 1 || batch < 2 || side < 64 || side % 16 != 0) throw new IllegalArgumentException("Expected at least 1 step,"
			+ " 2 images a batch and a side that is a multiple of 16 from 64, found " + steps + ", " + batch + " and " + side);
		if (!(learningRate > 0)) throw new IllegalArgumentException("The learning rate must be positive, found " + learningRate);
		if (classes < 2) throw new IllegalArgumentException("Expected at least 2 classes, found " + classes);
	}

	/** All of it in words. */
	String describe(String imitated) {
		String what = switch (task) {
			case DISTIL -> "distilled from " + imitated;
			case CLASSIFY -> "taught to tell " + classes + " formulas apart";
			case NOTHING -> "untrained, batch norm statistics measured";
		};
		String schedule = task == PretrainingTask.NOTHING ? "" : String.format(Locale.ROOT,
			", %d steps of %d, learning rate %s", steps, batch, learningRate);
		return String.format(Locale.ROOT, "%s on synthetic images of %d x %d%s, seed %d", what, side, side, schedule, seed);
	}
}
