package sc.fiji.stfpm.cells;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntFunction;

import net.imglib2.img.Img;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Images of any size whose cells are computed when they are looked at:
 *
 * <pre>{@code
 * Img<FloatType> image = CachedCells.floats(new long[] { 100_000, 100_000 }, new int[] { 512, 512 }, 256L << 20,
 * 	(min, size, values) -> fill(min[0], min[1], size[0], size[1], values));
 * }</pre>
 *
 * Cells begin at 0 and follow each other without overlap; the last ones are smaller where the size of an image is no multiple of
 * theirs. The ones looked at last are kept, up to a number of bytes; a cell that was dropped is computed again, so that values
 * must not be written to. Thread-safe: several cells may be computed at a time, one a thread, and a cell that several threads want
 * once for all of them. What the loader throws reaches all who wait, {@link java.io.IOException} as
 * {@link java.io.UncheckedIOException}; the next look at that cell tries again.
 */
public final class CachedCells {
	/** Computes cells. Must not look at the image that they belong to; called by several threads. */
	@FunctionalInterface
	public interface Loader<A> {
		/**
		 * @param min the cell's first pixel
		 * @param size of the cell in pixels, smaller than other cells' at the image's ends
		 * @param values to be filled, the first axis fastest; all 0 before, as long as the cell has pixels
		 */
		void load(long[] min, int[] size, A values) throws Exception;
	}

	private CachedCells() {}

	/**
	 * @param dimensions of the image, each at least 1
	 * @param cellSize for each axis, at most 2^31 - 9 pixels a cell
	 * @param cacheBytes how much is kept; the cell that was computed last always is
	 */
	public static Img<FloatType> floats(long[] dimensions, int[] cellSize, long cacheBytes, Loader<float[]> loader) {
		return image(dimensions, cellSize, new FloatType(), new Values<>(float[]::new, Float.BYTES, FloatArray::new), cacheBytes, loader);
	}

	/** Unsigned 16-bit values; as {@link #floats}. */
	public static Img<UnsignedShortType> shorts(long[] dimensions, int[] cellSize, long cacheBytes, Loader<short[]> loader) {
		return image(dimensions, cellSize, new UnsignedShortType(), new Values<>(short[]::new, Short.BYTES, ShortArray::new), cacheBytes,
			loader);
	}

	/** Unsigned 8-bit values; as {@link #floats}. */
	public static Img<UnsignedByteType> bytes(long[] dimensions, int[] cellSize, long cacheBytes, Loader<byte[]> loader) {
		return image(dimensions, cellSize, new UnsignedByteType(), new Values<>(byte[]::new, Byte.BYTES, ByteArray::new), cacheBytes,
			loader);
	}

	/** Colours, 8 bits each of alpha, red, green and blue; as {@link #floats}. */
	public static Img<ARGBType> colours(long[] dimensions, int[] cellSize, long cacheBytes, Loader<int[]> loader) {
		return image(dimensions, cellSize, new ARGBType(), new Values<>(int[]::new, Integer.BYTES, IntArray::new), cacheBytes, loader);
	}

	/** How a cell's values are kept: as an array, and as ImgLib2 takes it. */
	private record Values<A, D extends DataAccess>(IntFunction<A> array, int bytesEach, Function<A, D> access) {}

	private static <T extends NativeType<T>, A, D extends DataAccess> Img<T> image(long[] dimensions, int[] cellSize, T type, Values<A, D> values,
		long cacheBytes, Loader<A> loader)
	{
		if (dimensions.length != cellSize.length || Arrays.stream(dimensions).anyMatch(n -> n < 1) || Arrays.stream(cellSize).anyMatch(
			n -> n < 1)) throw new IllegalArgumentException("An image of " + Arrays.toString(dimensions) + " pixels cannot have cells of "
				+ Arrays.toString(cellSize));
		int[] fitting = new int[cellSize.length];
		Arrays.setAll(fitting, d -> (int) Math.min(cellSize[d], dimensions[d]));
		if (Arrays.stream(fitting).mapToDouble(n -> n).reduce(1, (a, b) -> a * b) > Integer.MAX_VALUE - 8)
			throw new IllegalArgumentException("Cells of " + Arrays.toString(fitting) + " pixels are too large");
		CellGrid grid = new CellGrid(dimensions, fitting);
		BoundedCache<Cell<D>> cache = new BoundedCache<>(cacheBytes, index -> {
			long[] min = new long[fitting.length];
			int[] size = new int[fitting.length];
			grid.getCellDimensions(index, min, size);
			int pixels = Arrays.stream(size).reduce(1, (a, b) -> a * b);
			A array = values.array().apply(pixels);
			loader.load(min.clone(), size.clone(), array);
			return new BoundedCache.Sized<>(new Cell<>(size, min, values.access().apply(array)), (long) pixels * values.bytesEach());
		});
		return new LazyCellImg<T, D>(grid, type, cache::get);
	}
}
