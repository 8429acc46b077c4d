package sc.fiji.stfpm.detect;

import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.stfpm.weights.Backbone;

/**
 * Cuts an image into tiles whose distances, cut back to their cores, are those of the whole image. Cores start at
 * multiples of the last layer's stride; around them is read what the network reaches, but never beyond the image:
 * at its borders the network pads as it would for the whole.
 */
public final class Tiling {
	/**
	 * One tile: its core, and the larger part of the image that is read for it, in pixels.
	 */
	public record Tile(int x, int y, int width, int height, int readX, int readY, int readWidth, int readHeight) {}

	/** Side of a core of tiles of which features go to Java, as while a memory is learned. */
	public static final int SMALL_CORE = 1024;
	private static final int LARGE_CORE = 2048;
	/** Channels of the first layer with which the larger side takes no more than some 0.7 GB on the way through the network. */
	private static final int NARROW = 64;

	/** Along one side: cores of one size, the last one may be smaller. */
	private record Side(int length, int core, int halo) {
		int count() {
			return cells(length, core);
		}

		int from(int i) {
			return i * core;
		}

		int size(int i) {
			return Math.min(core, length - from(i));
		}

		int readFrom(int i) {
			return Math.max(0, from(i) - halo);
		}

		int readSize(int i) {
			return (int) Math.min(length, (long) from(i) + size(i) + halo) - readFrom(i);
		}
	}

	private final Side horizontal;
	private final Side vertical;

	/**
	 * @param core side of a tile's core; a multiple of the stride
	 * @param stride of the last layer, in pixels
	 * @param reach how far around a core is looked at least, in pixels
	 */
	public Tiling(int width, int height, int core, int stride, int reach) {
		if (core < stride || core % stride != 0) throw new IllegalArgumentException("Tile size " + core
			+ " must be a positive multiple of " + stride);
		int halo = (reach + stride - 1) / stride * stride;
		horizontal = side(width, core, halo);
		vertical = side(height, core, halo);
	}

	/** One tile may be as large as a core with both its halos. */
	private static Side side(int length, int core, int halo) {
		return new Side(length, length <= core + 2L * halo ? length : core, halo);
	}

	/**
	 * The side of a core where distances are looked for. What is read around a core costs as much as the core itself: half as much
	 * again at 1024 pixels, a quarter at 2048.
	 */
	public static int core(Backbone backbone) {
		return backbone.stages().get(0).channels() <= NARROW ? LARGE_CORE : SMALL_CORE;
	}

	/** How many tiles there are; their cores cover the image without overlap. */
	public int count() {
		return Math.multiplyExact(horizontal.count(), vertical.count());
	}

	/** One of the tiles, which are numbered row by row from 0. */
	public Tile tile(int number) {
		int i = number % horizontal.count(), j = number / horizontal.count();
		return new Tile(horizontal.from(i), vertical.from(j), horizontal.size(i), vertical.size(j), horizontal.readFrom(i), vertical
			.readFrom(j), horizontal.readSize(i), vertical.readSize(j));
	}

	/** The number of the tile in whose core a pixel lies. */
	public int at(int x, int y) {
		return y / vertical.core * horizontal.count() + x / horizontal.core;
	}

	/** All tiles, row by row. */
	public List<Tile> all() {
		return IntStream.range(0, count()).mapToObj(this::tile).toList();
	}

	/**
	 * A tile with a core of its own.
	 *
	 * @param x of the core's left edge; where that is no multiple of the stride, the core begins at the one before
	 * @param y of its upper edge, likewise
	 * @param width of the core, in pixels
	 * @param height of the core, in pixels
	 * @param imageWidth of the whole
	 * @param imageHeight of the whole
	 */
	public static Tile tile(int x, int y, int width, int height, int imageWidth, int imageHeight, int stride, int reach) {
		int halo = (reach + stride - 1) / stride * stride, left = x / stride * stride, top = y / stride * stride;
		int readX = Math.max(0, left - halo), readY = Math.max(0, top - halo);
		return new Tile(left, top, x + width - left, y + height - top, readX, readY, Math.min(imageWidth, x + width + halo) - readX, Math.min(
			imageHeight, y + height + halo) - readY);
	}

	/** Features along a side of so many pixels, as the network's strided convolutions make them: rounded up. */
	public static int cells(int pixels, int stride) {
		return (int) (((long) pixels + stride - 1) / stride);
	}
}
