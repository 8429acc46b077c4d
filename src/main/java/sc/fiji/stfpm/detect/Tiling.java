package sc.fiji.stfpm.detect;

import java.util.ArrayList;
import java.util.List;

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

	/** A side of 1024 needs about 1 GB on the way through the network. */
	public static final int DEFAULT_CORE = 1024;

	private record Span(int from, int size, int readFrom, int readSize) {}

	private Tiling() {}

	/**
	 * @param core side of a tile's core; a multiple of the stride
	 * @param stride of the last layer, in pixels
	 * @param reach how far around a core is looked at least, in pixels
	 * @return tiles whose cores cover the image without overlap, row by row
	 */
	public static List<Tile> tiles(int width, int height, int core, int stride, int reach) {
		if (core < stride || core % stride != 0) throw new IllegalArgumentException("Tile size " + core
			+ " must be a positive multiple of " + stride);
		int halo = (reach + stride - 1) / stride * stride;
		List<Tile> tiles = new ArrayList<>();
		for (Span v : spans(height, core, halo))
			for (Span h : spans(width, core, halo))
				tiles.add(new Tile(h.from, v.from, h.size, v.size, h.readFrom, v.readFrom, h.readSize, v.readSize));
		return tiles;
	}

	/** Features along a side of so many pixels, as the network's strided convolutions make them: rounded up. */
	public static int cells(int pixels, int stride) {
		return (pixels + stride - 1) / stride;
	}

	private static List<Span> spans(int length, int core, int halo) {
		// One tile may be as large as a core with both its halos.
		if (length <= core + 2 * halo) return List.of(new Span(0, length, 0, length));
		List<Span> spans = new ArrayList<>();
		for (int from = 0; from < length; from += core) {
			int size = Math.min(core, length - from);
			int readFrom = Math.max(0, from - halo);
			spans.add(new Span(from, size, readFrom, Math.min(length, from + size + halo) - readFrom));
		}
		return spans;
	}
}
