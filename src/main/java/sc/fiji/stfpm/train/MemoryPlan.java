package sc.fiji.stfpm.train;

import java.io.Serializable;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.MemoryModel.Scale;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.weights.Backbone;

/**
 * What is to be known to look at normal images for a memory, but for images and teacher.
 *
 * @param seed of everything random
 * @param augment in which orientations images are learned
 * @param scales what is seen, in the order of the memory's
 * @param units what is learned from
 */
record MemoryPlan(MemoryRecipe recipe, long seed, Augment augment, Preprocessing preprocessing, List<ScaleInput> scales, NormalUnits units)
	implements Serializable
{
	/** Up to so many images one image's features change the statistics by more than other seeds change scores (docs/thresholds.md). */
	static final int FEW = 30;

	static MemoryPlan of(MemoryRecipe recipe, TrainingTask task, NormalUnits units) {
		boolean tiles = task.preprocessing().mode() == Mode.TILES;
		List<Integer> sizes = tiles ? List.of(task.preprocessing().size()) : task.options().sizes();
		List<ScaleInput> scales = IntStream.range(0, task.preprocessing().channels().parts().size()).boxed().flatMap(part -> sizes.stream().map(
			size -> new ScaleInput(part, size))).toList();
		return new MemoryPlan(recipe, task.options().seed(), task.options().augment(), task.preprocessing(), scales, units);
	}

	/**
	 * Whether images are so few that each is left out of the statistics of features, too, to judge it as if it were new: of many, one changes them little.
	 */
	boolean leavesOutStatistics() {
		return units.patches() == null && units.count() <= FEW;
	}

	/** How much it counts where a feature lies. */
	float positionWeight() {
		return preprocessing.mode() == Mode.TILES ? 0 : (float) recipe.positionWeight();
	}

	/** Of the channel mapping. */
	int parts() {
		return 1 + scales.get(scales.size() - 1).part();
	}

	/** Something for each of the layers that count, of every scale. */
	<T> List<List<T>> layers(Function<Integer, T> made) {
		return scales.stream().map(scale -> recipe.layers().stream().map(made).toList()).toList();
	}

	/**
	 * The model of some memories.
	 *
	 * @param banks of every scale
	 * @param gains see {@link MemoryModel}
	 */
	MemoryModel model(Backbone backbone, List<List<MemoryBank>> banks, List<Float> gains) {
		return new MemoryModel(backbone, IntStream.range(0, banks.size()).mapToObj(s -> new Scale(scales.get(s).part(), scales.get(s).size(),
			banks.get(s))).toList(), List.of(), gains);
	}
}
