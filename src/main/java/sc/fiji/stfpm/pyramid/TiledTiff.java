package sc.fiji.stfpm.pyramid;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.files.AtomicWrite;
import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.image.PixelType;

/**
 * Writes planes as tiled OME-TIFF: uncompressed tiles of 512 x 512 pixels, little-endian, BigTIFF where the file would exceed 4 GB,
 * with copies of half the size, a quarter and so on, until one fits a tile, as sub-images (SubIFDs) of the only page.
 */
public final class TiledTiff {
	private static final int TILE = 512;
	/** What the offsets of a TIFF reach. */
	private static final long CLASSIC_BYTES = 0xffff_ffffL;

	private TiledTiff() {}

	/**
	 * Writes an anomaly map; pixels of its smaller copies are the highest of those that they stand for, so that a small defect is seen in
	 * each of them. The map is read once, in blocks of 512 x 512 pixels, row by row, on this thread; less than a row of blocks of a copy
	 * is kept in memory. The file has its name once it is complete; another one of that name is replaced then.
	 *
	 * @param file by convention with a name that ends in {@code .tif}; its folder exists
	 * @param size of a pixel
	 * @param name of what the values are, for those who look at them
	 * @throws IOException naming what cannot be written
	 * @throws java.util.concurrent.CancellationException if cancelled; nothing is left then
	 */
	public static void write(Path file, RandomAccessibleInterval<FloatType> map, Optional<PixelSize> size, String name,
		Progress progress) throws IOException
	{
		write(file, map, Reduction.MAXIMUM, size, name, progress);
	}

	/**
	 * The same with any plane of unsigned 8-bit, unsigned 16-bit or floating-point values, stored as they are.
	 *
	 * @param reduction of the smaller copies
	 */
	public static void write(Path file, RandomAccessibleInterval<?> plane, Reduction reduction, Optional<PixelSize> size, String name,
		Progress progress) throws IOException
	{
		write(file, plane, reduction, size, name, progress, CLASSIC_BYTES);
	}

	static void write(Path file, RandomAccessibleInterval<?> plane, Reduction reduction, Optional<PixelSize> size, String name,
		Progress progress, long classicBytes) throws IOException
	{
		PlaneBlocks blocks = new PlaneBlocks(plane, TILE);
		List<Levels.Size> sizes = Levels.sizes(blocks.size(), TILE);
		TiffStart start = TiffStart.of(sizes, TILE, blocks.type(), size.filter(PixelSize::isKnown).orElse(null), name, classicBytes);
		AtomicWrite.to(file, channel -> {
			write(channel, start.bytes(), 0);
			Levels levels = new Levels(blocks.size(), TILE, reduction, (level, block) -> write(channel, tile(block, blocks.type()), start
				.tile(level, block.row() * sizes.get(level).columns(TILE) + block.column())));
			blocks.forEach(levels::add, name, progress);
		});
	}

	/** Beyond a plane's end a tile is 0. */
	private static ByteBuffer tile(Block block, PixelType type) {
		int each = TiffStart.bytes(type);
		ByteBuffer tile = ByteBuffer.allocate(TILE * TILE * each).order(ByteOrder.LITTLE_ENDIAN);
		for (int y = 0; y < block.height(); y++)
			for (int x = 0; x < block.width(); x++) {
				float value = block.values()[y * block.width() + x];
				int at = (y * TILE + x) * each;
				switch (type) {
					case FLOAT32 -> tile.putFloat(at, value);
					case UINT16 -> tile.putShort(at, (short) Math.round(value));
					default -> tile.put(at, (byte) Math.round(value));
				}
			}
		return tile;
	}

	private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
		long position = at;
		while (bytes.hasRemaining())
			position += channel.write(bytes, position);
	}
}
