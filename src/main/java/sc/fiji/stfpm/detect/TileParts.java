package sc.fiji.stfpm.detect;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.network.DistanceMap;
import sc.fiji.stfpm.network.DistanceNetwork;

/**
 * Looks at tiles in as large parts as the device has memory for: as many pixels as its free memory lets expect, and fewer once it had too little for
 * them. A part is a tile itself, so that its distances are those of the whole. Knows for all tiles that follow what was found out; thread-safe.
 */
final class TileParts {
	/** Side of the smallest cores. What is read around one is several times as large as itself. */
	static final int SMALLEST = 128;
	/** Of free memory, how much is counted on. */
	private static final double SHARE = 0.8;
	/**
	 * Bytes for each pixel that is read and channel of the first layer. A CPU needs half of that; GPUs also take memory for the convolutions
	 * themselves.
	 */
	private static final int BYTES = 4;

	private final DistanceNetwork network;
	private final int core;
	private final int halo;
	/** Side of the largest core that is looked at in one call; 0 until the device was asked. */
	private int largest;

	/** @param core side of the tiles' cores, of which the device is not expected to need more memory than it has */
	TileParts(DistanceNetwork network, int core) {
		this.network = network;
		this.core = core;
		halo = Tiling.cells(network.reach(), network.backbone().stride()) * network.backbone().stride();
	}

	/**
	 * Looks at a tile.
	 *
	 * @param scale which of the network's scales sees it
	 * @param input {@code 3 * height * width} normalised values in [C, H, W] order, all that is read for it
	 * @param width of the plane that it is of, in pixels
	 * @param height of that plane
	 * @param means where its features go
	 * @return the distances of its core, of every layer
	 * @throws IllegalStateException if there is not enough memory for the smallest core either; says what to do
	 */
	List<DistanceMap> look(int scale, float[] input, Tiling.Tile tile, int width, int height, CellMeans means, Progress progress) {
		int side = Math.max(tile.readWidth(), tile.readHeight()) - 2 * halo;
		int most = largest(progress);
		if (side <= most) try {
			return network.distances(scale, input, tile.readHeight(), tile.readWidth(), means.part(tile.readX(), tile.readY(), tile.x(), tile
				.y(), tile.width(), tile.height()));
		}
		catch (RuntimeException e) {
			if (!Reasons.isEngineMemory(e)) throw e;
			if (side <= SMALLEST) throw new IllegalStateException(tooSmall(tile), e);
			most = lower(side, progress);
		}
		// Outside of the catch, so that nothing of the failed look is kept by its exception.
		return inParts(most, scale, input, tile, width, height, means, progress);
	}

	private List<DistanceMap> inParts(int side, int scale, float[] input, Tiling.Tile tile, int width, int height, CellMeans means, Progress progress) {
		List<Integer> strides = network.strides(scale);
		List<DistanceMap> whole = strides.stream().map(stride -> DistanceMap.zeros(Tiling.cells(tile.height(), stride), Tiling.cells(tile.width(),
			stride))).toList();
		for (int y = tile.y(); y < tile.y() + tile.height(); y += side)
			for (int x = tile.x(); x < tile.x() + tile.width(); x += side) {
				Tiling.Tile part = Tiling.tile(x, y, Math.min(side, tile.x() + tile.width() - x), Math.min(side, tile.y() + tile.height() - y), width,
					height, network.backbone().stride(), network.reach());
				List<DistanceMap> maps = look(scale, cut(input, tile, part), part, width, height, means, progress);
				for (int l = 0; l < maps.size(); l++)
					whole.get(l).put(maps.get(l), (x - tile.x()) / strides.get(l), (y - tile.y()) / strides.get(l));
			}
		return whole;
	}

	/** What is read for a part, from what is read for the whole tile. */
	private static float[] cut(float[] input, Tiling.Tile tile, Tiling.Tile part) {
		int columns = part.readWidth(), rows = part.readHeight(), channels = input.length / (tile.readWidth() * tile.readHeight());
		float[] values = new float[channels * rows * columns];
		for (int c = 0; c < channels; c++)
			for (int row = 0; row < rows; row++)
				System.arraycopy(input, (c * tile.readHeight() + part.readY() - tile.readY() + row) * tile.readWidth() + part.readX() - tile.readX(),
					values, (c * rows + row) * columns, columns);
		return values;
	}

	private synchronized int largest(Progress progress) {
		if (largest == 0) largest = expected(progress);
		return largest;
	}

	private int expected(Progress progress) {
		OptionalLong free = network.freeBytes();
		int side = core;
		while (free.isPresent() && bytes(side) > SHARE * free.getAsLong() && side > SMALLEST)
			side = half(side);
		if (side == core) return Integer.MAX_VALUE;
		progress.note(String.format(Locale.ROOT, "The GPU has %.1f GB of free memory: looks at %d x %d pixels at once", free.getAsLong() / 1e9, side, side));
		return side;
	}

	private double bytes(int side) {
		double read = side + 2.0 * halo;
		return read * read * network.backbone().stages().get(0).channels() * BYTES;
	}

	/** Half of a side, on the network's grid, but not less than the smallest. */
	private int half(int side) {
		int stride = network.backbone().stride();
		return Math.max(SMALLEST, side / 2 / stride * stride);
	}

	/** After a failure; another thread may have found out the same. */
	private synchronized int lower(int failed, Progress progress) {
		int side = half(failed);
		if (side >= largest) return largest;
		largest = side;
		progress.note("Not enough memory on the device for " + failed + " x " + failed + " pixels at once: goes on with " + side + " x " + side);
		return side;
	}

	private static String tooSmall(Tiling.Tile tile) {
		return "Even " + tile.readWidth() + " x " + tile.readHeight() + " pixels at once are too many for the device's free memory, and"
			+ " tiles cannot be smaller. Close what else uses it; if it is a GPU, use device=cpu";
	}
}
