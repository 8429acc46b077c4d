package sc.fiji.stfpm.pyramid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.files.Leftovers;
import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.image.PlaneGrid;
import sc.fiji.stfpm.zarr.ZarrArray;
import sc.fiji.stfpm.zarr.ZarrWriter;

/**
 * Writes an OME-Zarr in blocks, which any number of processes may do at a time: byte by byte what {@link OmeZarr#write} writes of the whole.
 * One process {@linkplain #begin begins}; then each block is {@linkplain #write written}, with its share of the smaller copies, in any order
 * and also twice; then one process {@linkplain #end ends}, and gives the folder its name by {@link OmeZarr#move}.
 */
public final class OmeZarrBlocks {
	/** Side of a chunk, in pixels. */
	public static final int CHUNK = 512;

	private final Path folder;
	private final Reduction reduction;
	/** Of each level. */
	private final List<Levels.Size> sizes;
	private final List<ZarrWriter> arrays;
	/** The last level of which a block has whole chunks. */
	private final int last;

	private OmeZarrBlocks(Path folder, Levels.Size size, PixelType type, Reduction reduction, int last) {
		this.folder = folder;
		this.reduction = reduction;
		sizes = Levels.sizes(size, CHUNK);
		this.last = Math.min(last, sizes.size() - 1);
		arrays = IntStream.range(0, sizes.size()).mapToObj(level -> array(level, type)).toList();
	}

	/**
	 * An anomaly map, of whose smaller copies pixels are the highest of those that they stand for.
	 *
	 * @param folder under another name than the one that it will have
	 * @param width of the map, in pixels
	 * @param height of the map, in pixels
	 * @param level the last one that is made of a block alone, from 0: blocks have 512 pixels a side, times 2 for each
	 */
	public OmeZarrBlocks(Path folder, int width, int height, int level) {
		this(folder, new Levels.Size(width, height), PixelType.FLOAT32, Reduction.MAXIMUM, level);
	}

	/** A plane in one block. */
	static OmeZarrBlocks whole(Path folder, Levels.Size size, PixelType type, Reduction reduction) {
		return new OmeZarrBlocks(folder, size, type, reduction, Integer.MAX_VALUE);
	}

	private ZarrWriter array(int level, PixelType type) {
		return new ZarrWriter(level(level), new long[] { 1, 1, 1, sizes.get(level).height(), sizes.get(level).width() }, new int[] { 1, 1, 1,
			CHUNK, CHUNK }, type == PixelType.FLOAT32 ? 'f' : 'u', bits(type));
	}

	private static int bits(PixelType type) {
		return type == PixelType.UINT8 ? 8 : type == PixelType.UINT16 ? 16 : 32;
	}

	private Path level(int level) {
		return folder.resolve(Integer.toString(level));
	}

	/** The blocks. */
	public PlaneGrid grid() {
		return new PlaneGrid((int) sizes.get(0).width(), (int) sizes.get(0).height(), (int) Math.min(Integer.MAX_VALUE,
			(long) CHUNK << last));
	}

	/** Makes what belongs to no block. */
	public void begin() throws IOException {
		for (ZarrWriter array : arrays)
			array.begin();
	}

	/**
	 * Writes a block.
	 *
	 * @param map all of it, of which the block is read once, on this thread
	 * @param block its number in the grid
	 * @return the range of its values, for {@link #end}
	 * @throws java.util.concurrent.CancellationException if cancelled
	 */
	public ValueRange write(RandomAccessibleInterval<FloatType> map, int block, Progress progress) throws IOException {
		return write(new PlaneBlocks(map, CHUNK), block, "block " + (block + 1), progress);
	}

	ValueRange write(PlaneBlocks plane, int block, String name, Progress progress) throws IOException {
		ValueRange range = new ValueRange();
		Levels levels = new Levels(sizes.get(0), CHUNK, reduction, last, (level, chunk) -> {
			if (level == 0) range.add(chunk.values());
			write(level, chunk);
		});
		plane.forEach(grid().part(block), levels::add, name, progress);
		return range;
	}

	private void write(int level, Block chunk) throws IOException {
		arrays.get(level).write(chunk.values(), chunk.width(), chunk.height(), index(chunk.column(), chunk.row()));
	}

	private static List<Long> index(long column, long row) {
		return List.of(0L, 0L, 0L, row, column);
	}

	/**
	 * Makes the smaller copies that belong to no block, and what the folder is known by as an image.
	 *
	 * @param range of all blocks
	 * @param size of a pixel
	 * @param name of what the values are, for those who look at them
	 * @throws IOException also where a block is missing
	 */
	public void end(ValueRange range, Optional<PixelSize> size, String name) throws IOException {
		if (last + 1 < sizes.size()) {
			Levels levels = new Levels(sizes.get(0), CHUNK, reduction, (level, chunk) -> {
				if (level > last) write(level, chunk);
			});
			ZarrArray array = ZarrArray.open(level(last));
			for (long row = 0; row < sizes.get(last).rows(CHUNK); row++)
				for (long column = 0; column < sizes.get(last).columns(CHUNK); column++)
					levels.add(last, read(array, column, row));
		}
		// Of processes that were killed.
		Leftovers.removeBelow(folder);
		Files.writeString(folder.resolve(".zgroup"), "{\"zarr_format\": 2}\n");
		// Last: without it the folder is no image.
		Files.writeString(folder.resolve(".zattrs"), NgffMetadata.of(name, sizes, reduction, size.orElse(null), range));
	}

	private Block read(ZarrArray array, long column, long row) throws IOException {
		if (!arrays.get(last).has(index(column, row))) throw new IOException(level(last) + ": the chunk of column " + column + " and row " + row
			+ " is missing");
		Levels.Size size = sizes.get(last);
		int width = (int) Math.min(CHUNK, size.width() - column * CHUNK), height = (int) Math.min(CHUNK, size.height() - row * CHUNK);
		ZarrArray.Values values = array.chunk(0, 0, 0, row, column);
		float[] read = new float[width * height];
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				read[y * width + x] = (float) values.get(y * CHUNK + x);
		return new Block(column, row, width, height, read);
	}
}
