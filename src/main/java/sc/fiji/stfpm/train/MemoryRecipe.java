package sc.fiji.stfpm.train;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * How a memory of normal features is made.
 *
 * @param layers that count, as indices of the backbone's stages, ascending
 * @param positionWeight how much it counts where in a whole image a feature lies; in tiles it never does
 * @param shrinkage share of the mean variance that whitening adds to all variances
 * @param candidates how many features of each layer and scale, drawn evenly over all images, a memory is chosen from; then as many
 *          again of those that are farthest from what was chosen
 * @param capacity how many of them it keeps at most
 * @param rareShare the part of them that is chosen at last, when the farthest ones are there, too
 */
record MemoryRecipe(List<Integer> layers, double positionWeight, double shrinkage, int candidates, int capacity,
	double rareShare)
	implements Recipe, Serializable
{
	private static final int MOST = 1_000_000;

	MemoryRecipe {
		layers = List.copyOf(layers);
		if (layers.isEmpty()) throw new IllegalArgumentException("A memory needs at least one layer");
		if (!(positionWeight >= 0 && positionWeight <= 100)) throw new IllegalArgumentException("The weight of positions "
			+ positionWeight + " must lie between 0 and 100");
		if (!(shrinkage > 0 && shrinkage <= 1000)) throw new IllegalArgumentException("The shrinkage " + shrinkage
			+ " must be a positive number");
		if (!(rareShare >= 0 && rareShare < 1)) throw new IllegalArgumentException("The share of rare features " + rareShare
			+ " must lie between 0 and 1");
		if (capacity < 1 || candidates < capacity || candidates > MOST) throw new IllegalArgumentException("A memory of "
			+ capacity + " vectors cannot be chosen from " + candidates + "; these may be " + MOST + " at most");
	}

	/** How many are chosen at first. */
	int first() {
		return (int) Math.max(1, Math.round(capacity * (1 - rareShare)));
	}

	@Override
	public Learned learn(TrainingTask task) throws IOException {
		return new MemoryTraining(this, task).run();
	}
}
