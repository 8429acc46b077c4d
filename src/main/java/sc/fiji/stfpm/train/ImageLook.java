package sc.fiji.stfpm.train;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import sc.fiji.stfpm.detect.Tiling;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.memory.LayerLearner;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.FeatureSampler;
import sc.fiji.stfpm.network.FeatureSampler.LayerSample;

/** Shows a normal image to those who learn its layers: all of it to the statistics, a few places of it as candidates. */
final class ImageLook {
	private final FeatureSampler sampler;
	private final Preprocessing preprocessing;
	private final MemoryRecipe recipe;
	private final long seed;
	private final int images;

	/** @param images how many there are in all, which share the candidates evenly */
	ImageLook(FeatureSampler sampler, Preprocessing preprocessing, MemoryRecipe recipe, long seed, int images) {
		this.sampler = sampler;
		this.preprocessing = preprocessing;
		this.recipe = recipe;
		this.seed = seed;
		this.images = images;
	}

	/**
	 * @param image its number; images come in ascending order
	 * @param scale its number
	 * @param size of the scale in pixels; for whole images
	 * @param learners of the scale's layers
	 */
	void at(ImagePlane plane, int image, int scale, int size, List<LayerLearner> learners) {
		boolean whole = preprocessing.mode() == Mode.WHOLE;
		int width = whole ? size : plane.width(), height = whole ? size : plane.height();
		List<int[]> places = learners.stream().map(learner -> places(learner, image, scale, width, height)).toList();
		if (whole) {
			float[] input = preprocessing.withSize(size).whole(plane);
			Tiling.Tile all = new Tiling.Tile(0, 0, size, size, 0, 0, size, size);
			show(input, all, width, height, image, places, learners);
			return;
		}
		for (Tiling.Tile tile : Tiling.tiles(width, height, Tiling.DEFAULT_CORE, sampler.backbone().stride(), sampler
			.reach()))
		{
			float[] input = new float[3 * tile.readWidth() * tile.readHeight()];
			preprocessing.region(plane, tile.readX(), tile.readY(), tile.readWidth(), tile.readHeight(), input, 0);
			show(input, tile, width, height, image, places, learners);
		}
	}

	/** Places of a layer's features in the image, row by row, drawn at random, ascending. */
	private int[] places(LayerLearner learner, int image, int scale, int width, int height) {
		int stride = stride(learner), all = cells(width, stride) * cells(height, stride);
		int quota = (int) ((image + 1L) * recipe.candidates() / images - (long) image * recipe.candidates() / images);
		Random random = new Random(ImageOrder.mix(ImageOrder.mix(seed, scale * 8L + learner.layer()), image));
		return random.ints(0, all).distinct().limit(Math.min(quota, all)).sorted().toArray();
	}

	private void show(float[] input, Tiling.Tile tile, int width, int height, int image, List<int[]> places,
		List<LayerLearner> learners)
	{
		List<LayerSample> samples = sampler.sample(input, tile.readHeight(), tile.readWidth(), new FeatureSampler.Core(tile.x()
			- tile.readX(), tile.y() - tile.readY(), tile.width(), tile.height()));
		for (int l = 0; l < learners.size(); l++) {
			LayerLearner learner = learners.get(l);
			LayerSample sample = samples.get(learner.layer());
			learner.statistics().add(sample.sum(), sample.products(), (long) sample.columns() * sample.rows());
			int stride = stride(learner);
			add(learner, sample, image, places.get(l), tile.x() / stride, tile.y() / stride, cells(width, stride), cells(height,
				stride));
		}
	}

	/** Adds those of the places that lie in a sample, whose upper left feature is at a column and row of the whole image. */
	private static void add(LayerLearner learner, LayerSample sample, int image, int[] places, int left, int top,
		int columns, int rows)
	{
		int[] inside = Arrays.stream(places).filter(p -> p % columns >= left && p % columns < left + sample.columns() && p
			/ columns >= top && p / columns < top + sample.rows()).toArray();
		int[] own = Arrays.stream(inside).map(p -> (p / columns - top) * sample.columns() + p % columns - left).toArray();
		float[] positions = new float[MemoryBank.POSITION * inside.length];
		for (int i = 0; i < inside.length; i++) {
			positions[MemoryBank.POSITION * i] = MemoryBank.position(inside[i] % columns, columns);
			positions[MemoryBank.POSITION * i + 1] = MemoryBank.position(inside[i] / columns, rows);
		}
		learner.add(image, sample.at(own), positions);
	}

	private int stride(LayerLearner learner) {
		return sampler.backbone().stages().get(learner.layer()).stride();
	}

	private static int cells(int pixels, int stride) {
		return (pixels + stride - 1) / stride;
	}
}
