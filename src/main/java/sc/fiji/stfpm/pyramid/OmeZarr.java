package sc.fiji.stfpm.pyramid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.PixelSize;

/**
 * Writes planes as OME-Zarr (NGFF 0.4, Zarr version 2): a folder with the plane in chunks of 512 x 512 pixels and its copies of half the
 * size, a quarter and so on, until one fits a chunk, which ImageJ, napari and QuPath open.
 */
public final class OmeZarr {
	private OmeZarr() {}

	/**
	 * Writes an anomaly map; pixels of its smaller copies are the highest of those that they stand for, so that a small defect is seen in
	 * each of them. The map is read once, in blocks of 512 x 512 pixels, row by row, on this thread; less than a row of blocks of a copy
	 * is kept in memory. The folder has its name once it is complete; one of that name, which must be OME-Zarr itself, is replaced then.
	 *
	 * @param folder by convention with a name that ends in {@code .zarr}; its parent exists
	 * @param size of a pixel
	 * @param name of what the values are, for those who look at them
	 * @throws IOException naming what cannot be written
	 * @throws java.util.concurrent.CancellationException if cancelled; nothing is left then
	 */
	public static void write(Path folder, RandomAccessibleInterval<FloatType> map, Optional<PixelSize> size, String name,
		Progress progress) throws IOException
	{
		write(folder, map, Reduction.MAXIMUM, size, name, progress);
	}

	/**
	 * The same with any plane of unsigned 8-bit, unsigned 16-bit or floating-point values, stored as they are.
	 *
	 * @param reduction of the smaller copies
	 */
	public static void write(Path folder, RandomAccessibleInterval<?> plane, Reduction reduction, Optional<PixelSize> size, String name,
		Progress progress) throws IOException
	{
		FolderWrite.to(folder, OmeZarr::isOne, part -> {
			PlaneBlocks blocks = new PlaneBlocks(plane, OmeZarrBlocks.CHUNK);
			OmeZarrBlocks one = OmeZarrBlocks.whole(part, blocks.size(), blocks.type(), reduction);
			one.begin();
			one.end(one.write(blocks, 0, name, progress), size, name);
		});
	}

	/**
	 * Gives an OME-Zarr that is complete its name; one that stands there is replaced.
	 *
	 * @param made by {@link OmeZarrBlocks}, on the same file system
	 * @param folder see {@link #write}
	 * @throws IOException also where another folder stands there
	 */
	public static void move(Path made, Path folder) throws IOException {
		FolderWrite.move(made, folder, OmeZarr::isOne);
	}

	private static boolean isOne(Path folder) {
		return Files.exists(folder.resolve(".zgroup")) || Files.exists(folder.resolve(".zattrs"));
	}
}
