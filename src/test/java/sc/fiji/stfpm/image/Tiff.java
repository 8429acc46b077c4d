package sc.fiji.stfpm.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A page of a TIFF, made byte by byte: tags, then strips or tiles. */
final class Tiff {
	static final int WHITE_IS_ZERO = 0, BLACK_IS_ZERO = 1, RGB = 2, PALETTE = 3;
	private static final int DESCRIPTION = 270, COLOURS = 320, TILE_WIDTH = 322;

	final Map<Integer, int[]> tags = new TreeMap<>();
	ByteOrder order = ByteOrder.LITTLE_ENDIAN;
	boolean big;
	private final byte[][] parts;
	private byte[] description = {};

	/**
	 * @param parts strips, or tiles where the tags say so
	 */
	Tiff(int width, int height, int photometric, int bits, int samples, byte[]... parts) {
		this.parts = parts;
		int[] each = new int[samples];
		Arrays.fill(each, bits);
		tag(256, width).tag(257, height).tag(258, each).tag(259, 1).tag(262, photometric).tag(277, samples).tag(278, height);
	}

	Tiff tag(int tag, int... values) {
		tags.put(tag, values);
		return this;
	}

	Tiff described(String text) {
		description = (text + '\0').getBytes(StandardCharsets.UTF_8);
		return tag(DESCRIPTION, new int[description.length]);
	}

	/** With further pages of the same byte order and version. */
	Path write(Path file, Tiff... further) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		ByteBuffer head = ByteBuffer.allocate(big ? 16 : 8).order(order);
		head.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes()).putShort((short) (big ? 43 : 42));
		if (big) head.putShort((short) 8).putShort((short) 0).putLong(16);
		else head.putInt(8);
		out.write(head.array());
		out.write(page(out.size(), further.length == 0));
		for (int i = 0; i < further.length; i++)
			out.write(further[i].page(out.size(), i == further.length - 1));
		return Files.write(file, out.toByteArray());
	}

	private byte[] page(int start, boolean last) {
		boolean tiled = tags.containsKey(TILE_WIDTH);
		int[] offsets = new int[parts.length];
		tags.put(tiled ? 324 : 273, offsets);
		tags.put(tiled ? 325 : 279, Arrays.stream(parts).mapToInt(part -> part.length).toArray());
		int inline = big ? 8 : 4;
		int values = start + (big ? 16 : 6) + (big ? 20 : 12) * tags.size();
		int at = values + tags.entrySet().stream().mapToInt(e -> size(e) > inline ? size(e) : 0).sum();
		for (int i = 0; i < parts.length; i++) {
			offsets[i] = at;
			at += parts[i].length;
		}
		ByteBuffer out = ByteBuffer.allocate(at - start).order(order);
		number(out, tags.size(), big ? 8 : 2);
		for (Map.Entry<Integer, int[]> each : tags.entrySet()) {
			out.putShort((short) (int) each.getKey()).putShort((short) type(each.getKey()));
			number(out, isRational(each.getKey()) ? 1 : each.getValue().length, inline);
			if (size(each) <= inline) put(out, each);
			else {
				number(out, values, inline);
				ByteBuffer there = out.duplicate().order(order).position(values - start);
				put(there, each);
				values += size(each);
			}
		}
		number(out, last ? 0 : at, inline);
		out.position(values - start);
		for (byte[] part : parts)
			out.put(part);
		return out.array();
	}

	/** Longs, which readers must take for all but text, palettes and resolutions, which are two longs that make one rational. */
	private static int type(int tag) {
		return tag == DESCRIPTION ? 2 : tag == COLOURS ? 3 : isRational(tag) ? 5 : 4;
	}

	private static boolean isRational(int tag) {
		return tag == 282 || tag == 283;
	}

	private static int size(Map.Entry<Integer, int[]> tag) {
		return tag.getValue().length * (type(tag.getKey()) == 2 ? 1 : type(tag.getKey()) == 3 ? 2 : 4);
	}

	private void put(ByteBuffer out, Map.Entry<Integer, int[]> tag) {
		int end = out.position() + Math.max(size(tag), big ? 8 : 4);
		for (int i = 0; i < tag.getValue().length; i++)
			switch (type(tag.getKey())) {
				case 2 -> out.put(description[i]);
				case 3 -> out.putShort((short) tag.getValue()[i]);
				default -> out.putInt(tag.getValue()[i]);
			}
		out.position(Math.min(end, out.limit()));
	}

	private static void number(ByteBuffer out, long value, int bytes) {
		if (bytes == 8) out.putLong(value);
		else if (bytes == 4) out.putInt((int) value);
		else out.putShort((short) value);
	}

	static byte[] shorts(ByteOrder order, int... values) {
		ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(order);
		for (int value : values)
			bytes.putShort((short) value);
		return bytes.array();
	}

	static byte[] bytes(int... values) {
		byte[] bytes = new byte[values.length];
		for (int i = 0; i < values.length; i++)
			bytes[i] = (byte) values[i];
		return bytes;
	}
}
