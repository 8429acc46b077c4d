package sc.fiji.stfpm.detect;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.network.DistanceMap;

/**
 * What the network made of a plane's tiles, or of some that follow each other, in a file, so that neither it nor the plane has to fit into
 * memory, and so that a look that was broken off at any moment goes on with the tile that is next. Tiles are added in the order of their
 * numbers.
 * <p>
 * The file: a key by which it is known; two records of how far it is, of which one is whole whatever happens while the other is written;
 * and of every tile what was gathered of its features, and its distances, float32, a layer after the other. Not thread-safe, but for
 * what reads a tile.
 */
final class TileFile implements TileStore, Closeable {
	private static final long MAGIC = 0x5354_4650_4d54_3032L;
	/** A count of tiles and a checksum. */
	private static final int RECORD_BYTES = Integer.BYTES + Long.BYTES;

	private final FileChannel channel;
	private final TileOrder order;
	private final int first;
	private final int end;
	private final byte[] header;
	private final int slotBytes;
	private int done;

	private TileFile(FileChannel channel, PlaneKey key, TileOrder order, int first, int end) {
		this.channel = channel;
		this.order = order;
		this.first = first;
		this.end = end;
		header = ByteBuffer.allocate(Long.BYTES + key.bytes().length).putLong(MAGIC).put(key.bytes()).array();
		slotBytes = order.scales().stream().mapToInt(tiles -> tiles.means().bytes() + distanceBytes(tiles)).max().orElseThrow();
		done = first;
	}

	/**
	 * Opens a file of all tiles and goes on with it where its key is the same; what is there of another one is replaced.
	 *
	 * @param key of all that the distances depend on
	 */
	static TileFile open(Path file, PlaneKey key, TileOrder order) throws IOException {
		TileFile tiles = new TileFile(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE), key,
			order, 0, order.count());
		try {
			if (!tiles.resume()) tiles.begin();
			return tiles;
		}
		catch (IOException | RuntimeException e) {
			tiles.close();
			throw e;
		}
	}

	/**
	 * Begins a new file of some tiles.
	 *
	 * @param channel of the file, which is empty; closed with this
	 * @param first number of the tiles
	 * @param end behind the last number
	 */
	static TileFile begin(FileChannel channel, PlaneKey key, TileOrder order, int first, int end) throws IOException {
		TileFile tiles = new TileFile(channel, key, order, first, end);
		tiles.begin();
		return tiles;
	}

	/**
	 * Opens a file of some tiles that is complete.
	 *
	 * @throws IOException also where it is not, or is of something else
	 */
	static TileFile complete(Path file, PlaneKey key, TileOrder order, int first, int end) throws IOException {
		TileFile tiles = new TileFile(FileChannel.open(file, StandardOpenOption.READ), key, order, first, end);
		try {
			if (!tiles.resume()) throw new IOException(file + ": found tiles of another plane, model or software");
			if (tiles.done < end) throw new IOException(file + ": found " + (tiles.done - first) + " tiles, expected " + (end - first));
			return tiles;
		}
		catch (IOException | RuntimeException e) {
			tiles.close();
			throw e;
		}
	}

	private static int distanceBytes(PlaneTiles tiles) {
		// The first one is the largest.
		Tiling.Tile tile = tiles.tile(0);
		return tiles.strides().stream().mapToInt(stride -> Float.BYTES * Tiling.cells(tile.width(), stride) * Tiling.cells(tile.height(),
			stride)).sum();
	}

	private void begin() throws IOException {
		channel.truncate(0);
		writeRecord(0);
		writeRecord(1);
		write(ByteBuffer.wrap(header), 0);
	}

	/** Whether the file has the key, and it is known how far it is. */
	private boolean resume() throws IOException {
		ByteBuffer found = ByteBuffer.allocate(header.length);
		if (channel.size() < records(2) || !isRead(found, 0) || !Arrays.equals(found.array(), header)) return false;
		for (int i = 0; i < 2; i++) {
			ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES);
			if (isRead(record, records(i)) && record.getLong(Integer.BYTES) == checksum(record)) done = Math.max(done, first + record.getInt(0));
		}
		return true;
	}

	/** The tiles of the plane. */
	TileOrder order() {
		return order;
	}

	/** The number of the next tile, all before which are done. */
	int done() {
		return done;
	}

	/** Behind the last number. */
	int end() {
		return end;
	}

	/** Adds the distances of the next tile, and what was gathered of its features alone. */
	void add(List<DistanceMap> distances, CellMeans means) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(slotBytes);
		means.save(bytes);
		for (DistanceMap map : distances) {
			bytes.asFloatBuffer().put(map.values());
			bytes.position(bytes.position() + Float.BYTES * map.values().length);
		}
		write(bytes.flip(), slot(done));
		done++;
		writeRecord((done - first) % 2);
	}

	@Override
	public List<DistanceMap> distances(int number) throws IOException {
		PlaneTiles tiles = order.tiles(number);
		Tiling.Tile tile = tiles.tile(order.within(number));
		ByteBuffer bytes = ByteBuffer.allocate(slotBytes);
		// The last slot ends with its distances.
		read(bytes, slot(number));
		bytes.position(tiles.means().bytes());
		List<DistanceMap> distances = new ArrayList<>();
		for (int stride : tiles.strides()) {
			int height = Tiling.cells(tile.y() + tile.height(), stride) - tile.y() / stride;
			int width = Tiling.cells(tile.x() + tile.width(), stride) - tile.x() / stride;
			float[] values = new float[height * width];
			bytes.asFloatBuffer().get(values);
			bytes.position(bytes.position() + Float.BYTES * values.length);
			distances.add(new DistanceMap(height, width, values));
		}
		return distances;
	}

	@Override
	public CellMeans means(int number) throws IOException {
		CellMeans means = order.tiles(number).means();
		ByteBuffer bytes = ByteBuffer.allocate(means.bytes());
		read(bytes, slot(number));
		means.restore(bytes.flip());
		return means;
	}

	private void writeRecord(int which) throws IOException {
		ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES).putInt(done - first);
		record.putLong(checksum(record));
		write(record.flip(), records(which));
	}

	private long records(int count) {
		return header.length + (long) count * RECORD_BYTES;
	}

	private long slot(int number) {
		return records(2) + (long) (number - first) * slotBytes;
	}

	private static long checksum(ByteBuffer record) {
		CRC32 crc = new CRC32();
		crc.update(record.array(), 0, Integer.BYTES);
		return crc.getValue();
	}

	private void write(ByteBuffer bytes, long position) throws IOException {
		while (bytes.hasRemaining())
			position += channel.write(bytes, position);
	}

	private boolean isRead(ByteBuffer bytes, long position) throws IOException {
		read(bytes, position);
		return !bytes.hasRemaining();
	}

	private void read(ByteBuffer bytes, long position) throws IOException {
		while (bytes.hasRemaining()) {
			int count = channel.read(bytes, position);
			if (count < 0) return;
			position += count;
		}
	}

	@Override
	public void close() throws IOException {
		channel.close();
	}
}
