package sc.fiji.stfpm.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import sc.fiji.stfpm.detect.FeatureTiles;
import sc.fiji.stfpm.detect.FeatureTiles.Part;
import sc.fiji.stfpm.detect.Tiling;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.Orientation.Rectangle;
import sc.fiji.stfpm.image.PixelMask;
import sc.fiji.stfpm.memory.LayerLearner;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.network.FeatureSampler;
import sc.fiji.stfpm.network.FeatureSampler.LayerSample;

/**
 * Shows a normal image, or a patch of one, at one scale, to those who learn its layers: all of it to the statistics and a few places of it, drawn at
 * random, as candidates; or, at a second look, the places that are farthest from what was kept.
 */
final class ImageLook {
	/** One place and how far it is from the memory. */
	private record Rare(float distance, float[] feature, float[] position) {}

	/**
	 * What is looked at.
	 *
	 * @param plane the image, in the orientation in which it is learned
	 * @param patch of the plane; null for all of it
	 * @param unit number of the image or patch
	 * @param copy number of the orientation, 0 for the image as it is
	 */
	record Seen(ImagePlane plane, Rectangle patch, int unit, int copy) {}

	private final FeatureSampler sampler;
	/** Of each part of the channel mapping. */
	private final List<FeatureTiles> parts;
	private final MemoryRecipe recipe;
	private final TrainingTask task;
	private final int units;
	private final int copies;

	/** @param units how many images or patches share the candidates evenly, in as many orientations as the options say */
	ImageLook(FeatureSampler sampler, MemoryRecipe recipe, TrainingTask task, int units) {
		this.sampler = sampler;
		this.recipe = recipe;
		this.task = task;
		this.units = units;
		copies = task.options().augment().orientations().size();
		parts = IntStream.range(0, task.preprocessing().channels().parts().size()).mapToObj(part -> new FeatureTiles(task.preprocessing().forPart(
			part), sampler.backbone(), sampler.reach())).toList();
	}

	/**
	 * Adds an image to the statistics, and places drawn at random to the candidates.
	 *
	 * @param scale its number
	 * @param input what is seen at the scale
	 */
	void atRandom(Seen seen, int scale, ScaleInput input, List<LayerLearner> learners) {
		List<int[]> places = learners.stream().map(learner -> places(learner, seen, scale, input)).toList();
		eachTile(seen, scale, input, learners, parts -> {
			for (int l = 0; l < learners.size(); l++) {
				LayerSample sample = parts.get(l).sample();
				learners.get(l).statistics().add(sample.sum(), sample.products(), sample.count());
				add(learners.get(l), seen.unit, parts.get(l), places.get(l));
			}
		});
	}

	/** Adds those places of an image to the candidates that are farthest from the memories that the sampler compares with. */
	void atRare(Seen seen, int scale, ScaleInput input, List<LayerLearner> learners) {
		List<PriorityQueue<Rare>> farthest = new ArrayList<>();
		learners.forEach(learner -> farthest.add(new PriorityQueue<>(Comparator.comparingDouble(Rare::distance))));
		int quota = quota(seen);
		eachTile(seen, scale, input, learners, parts -> {
			for (int l = 0; l < learners.size(); l++)
				keepFarthest(parts.get(l), quota, farthest.get(l));
		});
		for (int l = 0; l < learners.size(); l++)
			for (Rare rare : farthest.get(l).stream().sorted(Comparator.comparingDouble(Rare::distance).reversed()).toList())
				learners.get(l).add(seen.unit, rare.feature, rare.position);
	}

	private static void keepFarthest(Part part, int quota, PriorityQueue<Rare> farthest) {
		float[] distances = part.sample().distances();
		for (int i = 0; i < distances.length; i++) {
			if (!part.sample().counts(i)) continue;
			if (farthest.size() == quota && (quota == 0 || distances[i] <= farthest.peek().distance)) continue;
			farthest.add(new Rare(distances[i], part.sample().at(new int[] { i }), part.position(i)));
			if (farthest.size() > quota) farthest.poll();
		}
	}

	/** Shows the image tile by tile, a part for each of the learners. */
	private void eachTile(Seen seen, int scale, ScaleInput seenAt, List<LayerLearner> learners, Consumer<List<Part>> shown) {
		List<Integer> layers = learners.stream().map(LayerLearner::layer).toList();
		int deepest = layers.get(layers.size() - 1) + 1;
		FeatureTiles tiles = parts.get(seenAt.part());
		FeatureTiles.Sampler sample = (input, height, width, core) -> {
			List<LayerSample> all = sampler.sample(scale, input, height, width, core, deepest);
			return layers.stream().map(all::get).toList();
		};
		if (seen.patch == null) tiles.each(seen.plane, seenAt.size(), layers, sample, task.progress(), shown);
		else tiles.patch(seen.plane, seen.patch, layers, sample, task.progress(), shown);
	}

	/** Places of a layer's features in the image, row by row, drawn at random, ascending. */
	private int[] places(LayerLearner learner, Seen seen, int scale, ScaleInput input) {
		FeatureTiles tiles = parts.get(input.part());
		int width = tiles.width(seen.plane, input.size()), height = tiles.height(seen.plane, input.size());
		Rectangle patch = seen.patch != null ? seen.patch : new Rectangle(0, 0, width, height);
		int stride = stride(learner), columns = Tiling.cells(width, stride), left = patch.x() / stride, top = patch.y() / stride;
		int inRow = Tiling.cells(patch.x() + patch.width(), stride) - left, rows = Tiling.cells(patch.y() + patch.height(), stride) - top;
		long seed = ImageOrder.mix(ImageOrder.mix(task.options().seed(), scale * 8L + learner.layer()), seen.unit);
		Random random = new Random(seen.copy == 0 ? seed : ImageOrder.mix(seed, seen.copy));
		IntPredicate counts = place -> tiles.counts(seen.plane, input.size(), stride, left + place % inRow, top + place / inRow);
		int most = seen.plane.ignored() == PixelMask.NONE ? inRow * rows : (int) IntStream.range(0, inRow * rows).filter(counts).count();
		return random.ints(0, inRow * rows).filter(counts).distinct().limit(Math.min(quota(seen), most)).map(place -> (top + place / inRow) * columns
			+ left + place % inRow).sorted().toArray();
	}

	/** The share of the candidates that an image in one of its orientations has. */
	private int quota(Seen seen) {
		long all = (long) units * copies, number = (long) seen.unit * copies + seen.copy;
		return (int) ((number + 1) * recipe.candidates() / all - number * recipe.candidates() / all);
	}

	private static void add(LayerLearner learner, int image, Part part, int[] places) {
		LayerSample sample = part.sample();
		int[] inside = Arrays.stream(places).filter(p -> p % part.columns() >= part.left() && p % part.columns() < part.left()
			+ sample.columns() && p / part.columns() >= part.top() && p / part.columns() < part.top() + sample.rows()).map(p -> (p
				/ part.columns() - part.top()) * sample.columns() + p % part.columns() - part.left()).toArray();
		float[] positions = new float[MemoryBank.POSITION * inside.length];
		for (int i = 0; i < inside.length; i++)
			System.arraycopy(part.position(inside[i]), 0, positions, MemoryBank.POSITION * i, MemoryBank.POSITION);
		learner.add(image, sample.at(inside), positions);
	}

	private int stride(LayerLearner learner) {
		return sampler.backbone().stages().get(learner.layer()).stride();
	}
}
