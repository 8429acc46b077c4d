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

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.FeatureTiles;
import sc.fiji.stfpm.detect.FeatureTiles.Part;
import sc.fiji.stfpm.detect.Tiling;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.Orientation.Rectangle;
import sc.fiji.stfpm.image.PixelMask;
import sc.fiji.stfpm.memory.LayerSamples;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.network.FeatureSampler;
import sc.fiji.stfpm.network.FeatureSampler.LayerSample;

/**
 * Shows a normal image, or a patch of one, at one scale, to what its layers are learned from: all of it to the statistics and a few places of it, drawn at
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
	private final MemoryPlan plan;
	private final Progress progress;
	private final int copies;

	/**
	 * @param plan its units share the candidates evenly, in as many orientations as it says
	 * @param progress may cancel
	 */
	ImageLook(FeatureSampler sampler, MemoryPlan plan, Progress progress) {
		this.sampler = sampler;
		this.plan = plan;
		this.progress = progress;
		copies = plan.augment().orientations().size();
		parts = IntStream.range(0, plan.parts()).mapToObj(part -> new FeatureTiles(plan.preprocessing().forPart(part), sampler.backbone(), sampler
			.reach())).toList();
	}

	/**
	 * Adds an image to the statistics, and places drawn at random to the candidates.
	 *
	 * @param scale its number
	 * @param input what is seen at the scale
	 */
	void atRandom(Seen seen, int scale, ScaleInput input, List<LayerSamples> layers) {
		List<int[]> places = layers.stream().map(layer -> places(layer, seen, scale, input)).toList();
		eachTile(seen, scale, input, layers, parts -> {
			for (int l = 0; l < layers.size(); l++) {
				LayerSample sample = parts.get(l).sample();
				layers.get(l).statistics().add(sample.sum(), sample.products(), sample.count());
				add(layers.get(l), seen.unit, parts.get(l), places.get(l));
			}
		});
	}

	/** Adds those places of an image to the candidates that are farthest from the memories that the sampler compares with. */
	void atRare(Seen seen, int scale, ScaleInput input, List<LayerSamples> layers) {
		List<PriorityQueue<Rare>> farthest = new ArrayList<>();
		layers.forEach(layer -> farthest.add(new PriorityQueue<>(Comparator.comparingDouble(Rare::distance))));
		int quota = quota(seen);
		eachTile(seen, scale, input, layers, parts -> {
			for (int l = 0; l < layers.size(); l++)
				keepFarthest(parts.get(l), quota, farthest.get(l));
		});
		for (int l = 0; l < layers.size(); l++)
			for (Rare rare : farthest.get(l).stream().sorted(Comparator.comparingDouble(Rare::distance).reversed()).toList())
				layers.get(l).add(seen.unit, rare.feature, rare.position);
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

	/** Shows the image tile by tile, a part for each of the layers. */
	private void eachTile(Seen seen, int scale, ScaleInput seenAt, List<LayerSamples> samples, Consumer<List<Part>> shown) {
		List<Integer> layers = samples.stream().map(LayerSamples::layer).toList();
		int deepest = layers.get(layers.size() - 1) + 1;
		FeatureTiles tiles = parts.get(seenAt.part());
		FeatureTiles.Sampler sample = (input, height, width, core) -> {
			List<LayerSample> all = sampler.sample(scale, input, height, width, core, deepest);
			return layers.stream().map(all::get).toList();
		};
		if (seen.patch == null) tiles.each(seen.plane, seenAt.size(), layers, sample, progress, shown);
		else tiles.patch(seen.plane, seen.patch, layers, sample, progress, shown);
	}

	/** Places of a layer's features in the image, row by row, drawn at random, ascending. */
	private int[] places(LayerSamples layer, Seen seen, int scale, ScaleInput input) {
		FeatureTiles tiles = parts.get(input.part());
		int width = tiles.width(seen.plane, input.size()), height = tiles.height(seen.plane, input.size());
		Rectangle patch = seen.patch != null ? seen.patch : new Rectangle(0, 0, width, height);
		int stride = stride(layer.layer()), columns = Tiling.cells(width, stride), left = patch.x() / stride, top = patch.y() / stride;
		int inRow = Tiling.cells(patch.x() + patch.width(), stride) - left, rows = Tiling.cells(patch.y() + patch.height(), stride) - top;
		long seed = ImageOrder.mix(ImageOrder.mix(plan.seed(), scale * 8L + layer.layer()), seen.unit);
		Random random = new Random(seen.copy == 0 ? seed : ImageOrder.mix(seed, seen.copy));
		IntPredicate counts = place -> tiles.counts(seen.plane, input.size(), stride, left + place % inRow, top + place / inRow);
		int most = seen.plane.ignored() == PixelMask.NONE ? inRow * rows : (int) IntStream.range(0, inRow * rows).filter(counts).count();
		return random.ints(0, inRow * rows).filter(counts).distinct().limit(Math.min(quota(seen), most)).map(place -> (top + place / inRow) * columns
			+ left + place % inRow).sorted().toArray();
	}

	/** The share of the candidates that an image in one of its orientations has. */
	private int quota(Seen seen) {
		long all = (long) plan.units().count() * copies, number = (long) seen.unit * copies + seen.copy;
		return (int) ((number + 1) * plan.recipe().candidates() / all - number * plan.recipe().candidates() / all);
	}

	private static void add(LayerSamples layer, int image, Part part, int[] places) {
		LayerSample sample = part.sample();
		int[] inside = Arrays.stream(places).filter(p -> p % part.columns() >= part.left() && p % part.columns() < part.left()
			+ sample.columns() && p / part.columns() >= part.top() && p / part.columns() < part.top() + sample.rows()).map(p -> (p
				/ part.columns() - part.top()) * sample.columns() + p % part.columns() - part.left()).toArray();
		float[] positions = new float[MemoryBank.POSITION * inside.length];
		for (int i = 0; i < inside.length; i++)
			System.arraycopy(part.position(inside[i]), 0, positions, MemoryBank.POSITION * i, MemoryBank.POSITION);
		layer.add(image, sample.at(inside), positions);
	}

	/**
	 * How many features of a layer the network makes of an image, or of a patch of it.
	 *
	 * @param patch null for the image
	 */
	long places(ImagePlane plane, Rectangle patch, int layer, ScaleInput input) {
		FeatureTiles tiles = parts.get(input.part());
		int width = patch == null ? tiles.width(plane, input.size()) : patch.width();
		int height = patch == null ? tiles.height(plane, input.size()) : patch.height();
		return (long) Tiling.cells(width, stride(layer)) * Tiling.cells(height, stride(layer));
	}

	private int stride(int layer) {
		return sampler.backbone().stages().get(layer).stride();
	}
}
