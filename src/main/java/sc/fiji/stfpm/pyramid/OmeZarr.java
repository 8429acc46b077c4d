package sc.fiji.stfpm.pyramid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.zarr.ZarrWriter;

/**
 * Writes planes as OME-Zarr (NGFF 0.4, Zarr version 2): a folder with the plane in chunks of 512 x 512 pixels and its copies of half the
 * size, a quarter and so on, until one fits a chunk, which ImageJ, napari and QuPath open.
 */
public final class OmeZarr {
	private static final int CHUNK = 512;

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
			PlaneBlocks blocks = new PlaneBlocks(plane, CHUNK);
			List<Levels.Size> sizes = Levels.sizes(blocks.size(), CHUNK);
			List<ZarrWriter> arrays = new ArrayList<>();
			for (int level = 0; level < sizes.size(); level++)
				arrays.add(new ZarrWriter(part.resolve(Integer.toString(level)), new long[] { 1, 1, 1, sizes.get(level).height(), sizes.get(level)
					.width() }, new int[] { 1, 1, 1, CHUNK, CHUNK }, blocks.type() == PixelType.FLOAT32 ? 'f' : 'u', bits(blocks.type())));
			ValueRange range = new ValueRange();
			Levels levels = new Levels(blocks.size(), CHUNK, reduction, (level, block) -> {
				if (level == 0) range.add(block.values());
				arrays.get(level).write(block.values(), block.width(), block.height(), List.of(0L, 0L, 0L, block.row(), block.column()));
			});
			blocks.forEach(levels::add, name, progress);
			Files.writeString(part.resolve(".zgroup"), "{\"zarr_format\": 2}\n");
			// Last: without it the folder is no image.
			Files.writeString(part.resolve(".zattrs"), NgffMetadata.of(name, sizes, reduction, size.orElse(null), range));
		});
	}

	private static boolean isOne(Path folder) {
		return Files.exists(folder.resolve(".zgroup")) || Files.exists(folder.resolve(".zattrs"));
	}

	private static int bits(PixelType type) {
		return type == PixelType.UINT8 ? 8 : type == PixelType.UINT16 ? 16 : 32;
	}
}
