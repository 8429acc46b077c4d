package sc.fiji.stfpm.workbench;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Small pictures of any number of images, in a temporary file that goes with it; the ones used last are in memory, too. Values of maps
 * are kept in 16 bits relative to their highest, which is exact: whether an image is anomalous does not change. Thread-safe.
 */
final class PictureStore implements Closeable {
	/** The longer side of a picture, in pixels. */
	static final int SIDE = 96;
	private static final int LEVELS = 0xffff;
	/** Width, height, whether there is a map, its highest value. */
	private static final int HEADER = 4 * Integer.BYTES;
	/** A record: header, colours, map. */
	private static final int BYTES = HEADER + SIDE * SIDE * (3 + Short.BYTES);

	private final FileChannel channel;
	private final Map<Integer, Picture> recent;
	private final Map<Integer, Boolean> kept = Collections.synchronizedMap(new LinkedHashMap<>());

	/**
	 * @param inMemory how many pictures
	 * @throws IOException if there is no room for a temporary file
	 */
	PictureStore(int inMemory) throws IOException {
		Path file = Files.createTempFile("stfpm-pictures", ".tmp");
		channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
		recent = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(Map.Entry<Integer, Picture> eldest) {
				return size() > inMemory;
			}
		});
	}

	/**
	 * Keeps the picture of an image, instead of what was kept of it before.
	 *
	 * @param number of the image, from 0
	 * @param picture of at most {@value #SIDE} pixels a side
	 */
	void put(int number, Picture picture) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(BYTES);
		float highest = 0;
		if (picture.map() != null) for (float value : picture.map())
			highest = Math.max(highest, value);
		bytes.putInt(picture.width()).putInt(picture.height()).putInt(picture.map() == null ? 0 : 1).putFloat(highest);
		for (int rgb : picture.rgb())
			bytes.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
		if (picture.map() != null) for (float value : picture.map())
			bytes.putShort((short) Math.round(highest > 0 ? (double) LEVELS * value / highest : 0));
		bytes.flip();
		for (long at = (long) number * BYTES; bytes.hasRemaining();)
			at += channel.write(bytes, at);
		kept.put(number, true);
		recent.put(number, picture);
	}

	/** The picture of an image; empty where none is kept. */
	Optional<Picture> get(int number) {
		Picture known = recent.get(number);
		if (known != null || !kept.containsKey(number)) return Optional.ofNullable(known);
		try {
			Picture read = read(number);
			recent.put(number, read);
			return Optional.of(read);
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private Picture read(int number) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(BYTES);
		long start = (long) number * BYTES;
		// The last record may end early.
		while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0);
		bytes.flip();
		int width = bytes.getInt(), height = bytes.getInt();
		boolean judged = bytes.getInt() == 1;
		float highest = bytes.getFloat();
		int[] rgb = new int[width * height];
		for (int i = 0; i < rgb.length; i++)
			rgb[i] = (bytes.get() & 0xff) << 16 | (bytes.get() & 0xff) << 8 | bytes.get() & 0xff;
		float[] map = judged ? new float[rgb.length] : null;
		for (int i = 0; judged && i < map.length; i++) {
			int level = bytes.getShort() & 0xffff;
			map[i] = level == LEVELS ? highest : (float) ((double) level * highest / LEVELS);
		}
		return new Picture(width, height, rgb, map);
	}

	/** How many are in memory. */
	int inMemory() {
		return recent.size();
	}

	@Override
	public void close() throws IOException {
		channel.close();
	}
}
