package sc.fiji.stfpm.pyramid;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.image.PixelType;

/**
 * What a tiled TIFF has before its tiles: its header and the lists of tags of the page and its smaller copies. Uncompressed tiles have
 * their places before any is written.
 */
final class TiffStart {
	private static final int SHORT = 3, LONG = 4, LONG8 = 16;
	private static final int DESCRIPTION = 270, X_RESOLUTION = 282, Y_RESOLUTION = 283, RESOLUTION_UNIT = 296, SUB_IFDS = 330;
	private static final int NO_UNIT = 1, PER_CM = 3;
	/** Tiles begin at such places. */
	private static final long ALIGNMENT = 4096;

	private final List<Levels.Size> sizes;
	private final int tileSize;
	private final PixelType type;
	private final PixelSize pixel;
	private final String description;
	private final boolean big;
	private long tilesStart;

	private TiffStart(List<Levels.Size> sizes, int tileSize, PixelType type, PixelSize pixel, String name, boolean big) {
		this.sizes = sizes;
		this.tileSize = tileSize;
		this.type = type;
		this.pixel = pixel;
		this.big = big;
		description = OmeXmlText.of(name, sizes.get(0), type, pixel);
	}

	/**
	 * @param pixel null where not known
	 * @param classicBytes how large a file may be that is not BigTIFF
	 */
	static TiffStart of(List<Levels.Size> sizes, int tileSize, PixelType type, PixelSize pixel, String name, long classicBytes) {
		TiffStart classic = new TiffStart(sizes, tileSize, type, pixel, name, false).laidOut();
		return classic.end() <= classicBytes ? classic : new TiffStart(sizes, tileSize, type, pixel, name, true).laidOut();
	}

	static int bytes(PixelType type) {
		return type == PixelType.UINT8 ? 1 : type == PixelType.UINT16 ? 2 : 4;
	}

	/** How long it is does not depend on where the tiles are. */
	private TiffStart laidOut() {
		tilesStart = (bytes().limit() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
		return this;
	}

	private long tileBytes() {
		return (long) tileSize * tileSize * bytes(type);
	}

	private long tiles(int level) {
		return sizes.get(level).columns(tileSize) * sizes.get(level).rows(tileSize);
	}

	/** Behind the last tile. */
	private long end() {
		return tile(sizes.size(), 0);
	}

	/** Where a tile begins, counted row by row from 0. */
	long tile(int level, long index) {
		long before = index;
		for (int i = 0; i < level; i++)
			before += tiles(i);
		return tilesStart + before * tileBytes();
	}

	/** All of it, to be written at the file's start. */
	ByteBuffer bytes() {
		List<TagList> lists = new ArrayList<>();
		for (int level = 0; level < sizes.size(); level++)
			lists.add(tags(level));
		if (sizes.size() > 1) lists.get(0).numbers(SUB_IFDS, big ? LONG8 : LONG, new long[sizes.size() - 1]);
		long[] starts = new long[sizes.size()];
		long at = big ? 16 : 8;
		for (int level = 0; level < starts.length; level++) {
			starts[level] = at;
			at += lists.get(level).length();
		}
		long[] subs = new long[starts.length - 1];
		System.arraycopy(starts, 1, subs, 0, subs.length);
		if (subs.length > 0) lists.get(0).numbers(SUB_IFDS, big ? LONG8 : LONG, subs);
		ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(at)).order(ByteOrder.LITTLE_ENDIAN);
		out.put((byte) 'I').put((byte) 'I').putShort((short) (big ? 43 : 42));
		if (big) out.putShort((short) 8).putShort((short) 0).putLong(starts[0]);
		else out.putInt((int) starts[0]);
		for (TagList list : lists)
			list.write(out);
		return out.flip();
	}

	private TagList tags(int level) {
		Levels.Size size = sizes.get(level);
		TagList tags = new TagList(big);
		tags.numbers(254, LONG, level == 0 ? 0 : 1);
		tags.numbers(256, LONG, size.width());
		tags.numbers(257, LONG, size.height());
		tags.numbers(258, SHORT, bytes(type) * 8L);
		tags.numbers(259, SHORT, 1);
		tags.numbers(262, SHORT, 1);
		tags.numbers(277, SHORT, 1);
		tags.numbers(322, LONG, tileSize);
		tags.numbers(323, LONG, tileSize);
		long[] offsets = new long[Math.toIntExact(tiles(level))], counts = new long[offsets.length];
		for (int i = 0; i < offsets.length; i++) {
			offsets[i] = tile(level, i);
			counts[i] = tileBytes();
		}
		tags.numbers(324, big ? LONG8 : LONG, offsets);
		tags.numbers(325, LONG, counts);
		tags.numbers(339, SHORT, type == PixelType.FLOAT32 ? 3 : 1);
		if (level == 0) tags.text(DESCRIPTION, description.getBytes(StandardCharsets.US_ASCII));
		if (level == 0 && pixel != null) addResolution(tags);
		return tags;
	}

	private void addResolution(TagList tags) {
		var inCentimetres = pixel.in(new PixelSize(1, 1, "cm"));
		tags.rational(X_RESOLUTION, 1 / inCentimetres.map(PixelSize.Ratio::width).orElse(pixel.width()));
		tags.rational(Y_RESOLUTION, 1 / inCentimetres.map(PixelSize.Ratio::height).orElse(pixel.height()));
		tags.numbers(RESOLUTION_UNIT, SHORT, inCentimetres.isPresent() ? PER_CM : NO_UNIT);
	}
}
