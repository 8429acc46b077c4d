package sc.fiji.stfpm.detect;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelMask;
import sc.fiji.stfpm.image.Orientation.Rectangle;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.network.FeatureSampler;
import sc.fiji.stfpm.network.FeatureSampler.Core;
import sc.fiji.stfpm.network.FeatureSampler.LayerSample;
import sc.fiji.stfpm.weights.Backbone;

/** The features of an image as a memory learns them: at once where images are resized, else tile by tile. */
public final class FeatureTiles {
	/** Gives the features of a part of an image, a sample for each layer that was asked for. */
	@FunctionalInterface
	public interface Sampler {
		List<LayerSample> sample(float[] input, int height, int width, Core core);
	}

	/**
	 * A tile's sample of one layer, and where it is in the whole feature map.
	 *
	 * @param left column of its first place
	 * @param top row of its first place
	 * @param columns of the whole map
	 * @param rows of the whole map
	 */
	public record Part(LayerSample sample, int left, int top, int columns, int rows) {
		/** The column of one of its places in the whole map. */
		public int column(int place) {
			return left + place % sample.columns();
		}

		/** The row of one of its places in the whole map. */
		public int row(int place) {
			return top + place / sample.columns();
		}

		/** The position of one of its places, x and y from -1 to 1. */
		public float[] position(int place) {
			return new float[] { MemoryBank.position(column(place), columns), MemoryBank.position(row(place), rows) };
		}
	}

	private final Preprocessing preprocessing;
	private final Backbone backbone;
	private final int reach;

	/** @param reach how far around a tile's core is looked, in pixels */
	public FeatureTiles(Preprocessing preprocessing, Backbone backbone, int reach) {
		this.preprocessing = preprocessing;
		this.backbone = backbone;
		this.reach = reach;
	}

	/** Width in pixels of what the network sees of an image, resized to {@code size} or not. */
	public int width(ImagePlane plane, int size) {
		return isWhole() ? size : plane.width();
	}

	/** Height in pixels of what the network sees of an image. */
	public int height(ImagePlane plane, int size) {
		return isWhole() ? size : plane.height();
	}

	/** Pixels of what the network sees to a place of a layer. */
	public int stride(int layer) {
		return backbone.stages().get(layer).stride();
	}

	/** Shows all tiles of an image. */
	public void each(ImagePlane plane, int size, List<Integer> layers, Sampler sampler, Progress progress, Consumer<List<Part>> seen) {
		each(plane, size, layers, sampler, tile -> true, progress, seen);
	}

	/**
	 * Shows tiles of an image.
	 *
	 * @param size that whole images are resized to, in pixels
	 * @param layers indices of the backbone's stages
	 * @param wanted which tiles, by their cores
	 * @param seen hears of each tile, with a part for each of the layers
	 * @throws CancellationException if cancelled
	 */
	void each(ImagePlane plane, int size, List<Integer> layers, Sampler sampler, Predicate<Tiling.Tile> wanted, Progress progress,
		Consumer<List<Part>> seen)
	{
		List<Tiling.Tile> tiles = isWhole() ? List.of(new Tiling.Tile(0, 0, size, size, 0, 0, size, size)) : new Tiling(plane.width(),
			plane.height(), Tiling.SMALL_CORE, backbone.stride(), reach).all();
		show(plane, size, layers, sampler, tiles.stream().filter(wanted).toList(), progress, seen);
	}

	/** Shows a patch of an image that is not resized as one tile: the same features as in the whole. */
	public void patch(ImagePlane plane, Rectangle patch, List<Integer> layers, Sampler sampler, Progress progress, Consumer<List<Part>> seen) {
		show(plane, 0, layers, sampler, List.of(Tiling.tile(patch.x(), patch.y(), patch.width(), patch.height(), plane.width(), plane.height(),
			backbone.stride(), reach)), progress, seen);
	}

	private void show(ImagePlane plane, int size, List<Integer> layers, Sampler sampler, List<Tiling.Tile> tiles, Progress progress,
		Consumer<List<Part>> seen)
	{
		int width = width(plane, size), height = height(plane, size);
		for (Tiling.Tile tile : tiles) {
			if (progress.isCancelled()) throw new CancellationException("Cancelled while features were looked at");
			FeatureSampler.Places counting = plane.ignored() == PixelMask.NONE ? null : (stride, column, row) -> counts(plane, size, stride, tile.x()
				/ stride + column, tile.y() / stride + row);
			List<LayerSample> samples = sampler.sample(input(plane, size, tile), tile.readHeight(), tile.readWidth(), new Core(tile.x()
				- tile.readX(), tile.y() - tile.readY(), tile.width(), tile.height(), counting));
			seen.accept(IntStream.range(0, layers.size()).mapToObj(i -> {
				int stride = stride(layers.get(i));
				return new Part(samples.get(i), tile.x() / stride, tile.y() / stride, Tiling.cells(width, stride), Tiling.cells(height,
					stride));
			}).toList());
		}
	}

	/**
	 * Whether a place of a feature map counts: one of the image's pixels below it does.
	 *
	 * @param size that whole images are resized to, in pixels
	 * @param stride pixels of what the network sees to a place
	 */
	public boolean counts(ImagePlane plane, int size, int stride, int column, int row) {
		PixelMask ignored = plane.ignored();
		if (ignored == PixelMask.NONE) return true;
		long seenWidth = width(plane, size), seenHeight = height(plane, size);
		long right = Math.min(plane.width(), ((column + 1L) * stride * plane.width() + seenWidth - 1) / seenWidth);
		long bottom = Math.min(plane.height(), ((row + 1L) * stride * plane.height() + seenHeight - 1) / seenHeight);
		for (long y = (long) row * stride * plane.height() / seenHeight; y < bottom; y++)
			for (long x = (long) column * stride * plane.width() / seenWidth; x < right; x++)
				if (!ignored.contains(x, y)) return true;
		return false;
	}

	private float[] input(ImagePlane plane, int size, Tiling.Tile tile) {
		return isWhole() ? preprocessing.withSize(size).whole(plane) : preprocessing.region(plane, tile.readX(), tile.readY(), tile
			.readWidth(), tile.readHeight());
	}

	private boolean isWhole() {
		return preprocessing.mode() == Mode.WHOLE;
	}
}
