package sc.fiji.stfpm.detect;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.network.DistanceMap;

/**
 * The distances of a plane's tiles in a file, so that neither they nor the plane have to fit into memory, and so that a look that was
 * broken off at any moment goes on with the tile that is next. Tiles are added in the order of their numbers.
 * <p>
 * The file: a key by which it is known; two records of how far it is, with what was gathered until then, of which one is whole whatever
 * happens while the other is written; and of every tile its distances, float32, a layer after the other. Not thread-safe, but for
 * {@link #read}.
 */
final class TileFile implements Closeable {
	private static final long MAGIC = 0x5354_4650_4d54_3031L;
	private static final int KEY_BYTES = 32;

	/** How the tiles of one scale are laid out. */
	private record Slots(PlaneTiles tiles, int first) {
		int bytes() {
			// The first one is the largest.
			Tiling.Tile tile = tiles.tile(0);
			return tiles.strides().stream().mapToInt(stride -> Float.BYTES * Tiling.cells(tile.width(), stride) * Tiling.cells(tile.height(),
				stride)).sum();
		}
	}

	private final FileChannel channel;
	private final List<Slots> scales = new ArrayList<>();
	private final List<CellMeans> means;
	private final int slotBytes;
	private final int recordBytes;
	private int done;

	/**
	 * Opens a file, and goes on with it where its key is the same; what is there of another one is replaced.
	 *
	 * @param key of all that the distances depend on
	 * @param scales a tiling for each scale
	 * @param means of each scale, which become those of the tiles that are done
	 */
	TileFile(Path file, String key, List<PlaneTiles> scales, List<CellMeans> means) throws IOException {
		int first = 0;
		for (PlaneTiles tiles : scales) {
			this.scales.add(new Slots(tiles, first));
			first = Math.addExact(first, tiles.count());
		}
		this.means = means;
		slotBytes = this.scales.stream().mapToInt(Slots::bytes).max().orElseThrow();
		recordBytes = Integer.BYTES + means.stream().mapToInt(CellMeans::bytes).sum() + Long.BYTES;
		channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
		try {
			begin(sha256(key));
		}
		catch (IOException | RuntimeException e) {
			channel.close();
			throw e;
		}
	}

	private void begin(byte[] key) throws IOException {
		ByteBuffer header = ByteBuffer.allocate(Long.BYTES + KEY_BYTES).putLong(MAGIC).put(key).flip();
		ByteBuffer found = ByteBuffer.allocate(header.capacity());
		if (channel.size() >= records(2) && isRead(found, 0) && Arrays.equals(found.array(), header.array())) {
			resume();
			return;
		}
		channel.truncate(0);
		writeRecord(0);
		writeRecord(1);
		write(header, 0);
	}

	private void resume() throws IOException {
		ByteBuffer latest = null;
		for (int i = 0; i < 2; i++) {
			ByteBuffer record = ByteBuffer.allocate(recordBytes);
			if (!isRead(record, records(i)) || record.getLong(recordBytes - Long.BYTES) != checksum(record)) continue;
			if (latest == null || record.getInt(0) > latest.getInt(0)) latest = record;
		}
		if (latest == null) return;
		latest.position(0);
		done = latest.getInt();
		for (CellMeans one : means)
			one.restore(latest);
	}

	/** How many tiles there are, of all scales. */
	int count() {
		Slots last = scales.get(scales.size() - 1);
		return last.first + last.tiles.count();
	}

	/** How many of them are done; the next one has this number. */
	int done() {
		return done;
	}

	/** The scale that sees a tile. */
	int scale(int number) {
		int scale = 0;
		while (scale + 1 < scales.size() && scales.get(scale + 1).first <= number)
			scale++;
		return scale;
	}

	/** The number of a tile within its scale. */
	int within(int number) {
		return number - scales.get(scale(number)).first;
	}

	/** Adds the distances of the next tile; its features have been added to the means. */
	void add(List<DistanceMap> distances) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(slotBytes);
		for (DistanceMap map : distances) {
			bytes.asFloatBuffer().put(map.values());
			bytes.position(bytes.position() + Float.BYTES * map.values().length);
		}
		write(bytes.flip(), slot(done));
		done++;
		writeRecord(done % 2);
	}

	/** The distances of a tile of a scale. */
	List<DistanceMap> read(int scale, int number) throws IOException {
		Slots slots = scales.get(scale);
		Tiling.Tile tile = slots.tiles.tile(number);
		ByteBuffer bytes = ByteBuffer.allocate(slotBytes);
		// The last slot ends with its distances.
		read(bytes, slot(slots.first + number));
		bytes.position(0);
		List<DistanceMap> distances = new ArrayList<>();
		for (int stride : slots.tiles.strides()) {
			int height = Tiling.cells(tile.y() + tile.height(), stride) - tile.y() / stride;
			int width = Tiling.cells(tile.x() + tile.width(), stride) - tile.x() / stride;
			float[] values = new float[height * width];
			bytes.asFloatBuffer().get(values);
			bytes.position(bytes.position() + Float.BYTES * values.length);
			distances.add(new DistanceMap(height, width, values));
		}
		return distances;
	}

	private void writeRecord(int which) throws IOException {
		ByteBuffer record = ByteBuffer.allocate(recordBytes).putInt(done);
		for (CellMeans one : means)
			one.save(record);
		record.putLong(checksum(record));
		write(record.flip(), records(which));
	}

	private long records(int count) {
		return Long.BYTES + KEY_BYTES + (long) count * recordBytes;
	}

	private long slot(int number) {
		return records(2) + (long) number * slotBytes;
	}

	private long checksum(ByteBuffer record) {
		CRC32 crc = new CRC32();
		crc.update(record.array(), 0, recordBytes - Long.BYTES);
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

	private static byte[] sha256(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}

	@Override
	public void close() throws IOException {
		channel.close();
	}
}
