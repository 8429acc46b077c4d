package sc.fiji.stfpm.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import sc.fiji.stfpm.detect.FeatureTiles;
import sc.fiji.stfpm.detect.FeatureTiles.Part;
import sc.fiji.stfpm.detect.Tiling;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.memory.LayerLearner;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.network.FeatureSampler;
import sc.fiji.stfpm.network.FeatureSampler.LayerSample;

/**
 * Shows a normal image, at one scale, to those who learn its layers: all of it to the statistics and a few places of it, drawn at
 * random, as candidates; or, at a second look, the places that are farthest from what was kept.
 */
final class ImageLook {
	/** One place and how far it is from the memory. */
	private record Rare(float distance, float[] feature, float[] position) {}

	private final FeatureSampler sampler;
	/** Of each part of the channel mapping. */
	private final List<FeatureTiles> parts;
	private final MemoryRecipe recipe;
	private final TrainingTask task;

	/** @param task its images share the candidates evenly */
	ImageLook(FeatureSampler sampler, MemoryRecipe recipe, TrainingTask task) {
		this.sampler = sampler;
		this.recipe = recipe;
		this.task = task;
		parts = IntStream.range(0, task.preprocessing().channels().parts().size()).mapToObj(part -> new FeatureTiles(task.preprocessing().forPart(
			part), sampler.backbone(), sampler.reach())).toList();
	}

	/**
	 * Adds an image to the statistics, and places drawn at random to the candidates.
	 *
	 * @param image its number
	 * @param scale its number
	 * @param input what is seen at the scale
	 */
	void atRandom(ImagePlane plane, int image, int scale, ScaleInput input, List<LayerLearner> learners) {
		FeatureTiles tiles = parts.get(input.part());
		int width = tiles.width(plane, input.size()), height = tiles.height(plane, input.size());
		List<int[]> places = learners.stream().map(learner -> places(learner, image, scale, width, height)).toList();
		eachTile(plane, scale, input, learners, parts -> {
			for (int l = 0; l < learners.size(); l++) {
				LayerSample sample = parts.get(l).sample();
				learners.get(l).statistics().add(sample.sum(), sample.products(), (long) sample.columns() * sample.rows());
				add(learners.get(l), image, parts.get(l), places.get(l));
			}
		});
	}

	/** Adds those places of an image to the candidates that are farthest from the memories that the sampler compares with. */
	void atRare(ImagePlane plane, int image, int scale, ScaleInput input, List<LayerLearner> learners) {
		List<PriorityQueue<Rare>> farthest = new ArrayList<>();
		learners.forEach(learner -> farthest.add(new PriorityQueue<>(Comparator.comparingDouble(Rare::distance))));
		int quota = quota(image);
		eachTile(plane, scale, input, learners, parts -> {
			for (int l = 0; l < learners.size(); l++)
				keepFarthest(parts.get(l), quota, farthest.get(l));
		});
		for (int l = 0; l < learners.size(); l++)
			for (Rare rare : farthest.get(l).stream().sorted(Comparator.comparingDouble(Rare::distance).reversed()).toList())
				learners.get(l).add(image, rare.feature, rare.position);
	}

	private static void keepFarthest(Part part, int quota, PriorityQueue<Rare> farthest) {
		float[] distances = part.sample().distances();
		for (int i = 0; i < distances.length; i++) {
			if (farthest.size() == quota && (quota == 0 || distances[i] <= farthest.peek().distance)) continue;
			farthest.add(new Rare(distances[i], part.sample().at(new int[] { i }), part.position(i)));
			if (farthest.size() > quota) farthest.poll();
		}
	}

	/** Shows the image tile by tile, a part for each of the learners. */
	private void eachTile(ImagePlane plane, int scale, ScaleInput seenAt, List<LayerLearner> learners, Consumer<List<Part>> seen) {
		List<Integer> layers = learners.stream().map(LayerLearner::layer).toList();
		int deepest = layers.get(layers.size() - 1) + 1;
		parts.get(seenAt.part()).each(plane, seenAt.size(), layers, (input, height, width, core) -> {
			List<LayerSample> all = sampler.sample(scale, input, height, width, core, deepest);
			return layers.stream().map(all::get).toList();
		}, task.progress(), seen);
	}

	/** Places of a layer's features in the image, row by row, drawn at random, ascending. */
	private int[] places(LayerLearner learner, int image, int scale, int width, int height) {
		int all = Tiling.cells(width, stride(learner)) * Tiling.cells(height, stride(learner));
		Random random = new Random(ImageOrder.mix(ImageOrder.mix(task.options().seed(), scale * 8L + learner.layer()), image));
		return random.ints(0, all).distinct().limit(Math.min(quota(image), all)).sorted().toArray();
	}

	/** An image's share of the candidates. */
	private int quota(int image) {
		long images = task.normals().size();
		return (int) ((image + 1L) * recipe.candidates() / images - (long) image * recipe.candidates() / images);
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
