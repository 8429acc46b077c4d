package sc.fiji.stfpm.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;

/**
 * A page in the parts that its file stores it in, tiles or strips, each read and decoded alone. The decoder that is used for whole
 * files would decode all of a page for a region of it, so it is given a small file that has these parts only, with the tags of the
 * page: values are the same, whatever the kind. The file is opened for each look. Thread-safe.
 */
final class TiffParts {
	private static final int WIDTH = 256, HEIGHT = 257, STRIPS = 273, ROWS = 278, STRIP_BYTES = 279, PLANAR = 284,
			DESCRIPTION = 270, TILE_WIDTH = 322, TILE_HEIGHT = 323, TILES = 324, TILE_BYTES = 325;
	/** What says how pixels are to be understood. */
	private static final Set<Integer> KEPT = Set.of(258, 259, 262, 266, 274, 277, 284, 292, 293, 317, 320, 338, 339, 340, 341, 347, 530, 531,
		532);
	private static final int OLD_JPEG = 6;
	/** About as many pixels are decoded at a time. */
	private static final int PART_PIXELS = 1 << 21, PART_SIDE = 512;

	private final Path file;
	private final TiffPage page;
	private final TiffDirectory tags;
	private final boolean tiled;
	/** How large a tile or strip is. */
	private final int width, height;
	private final long[] offsets, counts;
	private final int planes;

	private TiffParts(Path file, TiffPage page, TiffDirectory tags, int width, int height, long[] offsets, long[] counts, int planes) {
		this.file = file;
		this.page = page;
		this.tags = tags;
		this.width = width;
		this.height = height;
		this.offsets = offsets;
		this.counts = counts;
		this.planes = planes;
		tiled = tags.numbers(TILES) != null;
	}

	/**
	 * Null where a part is too large to be decoded alone.
	 *
	 * @param bytesBehind how far behind the page's own pixels those lie that are meant, which are stored as they are
	 */
	static TiffParts of(Path file, TiffPage page, long bytesBehind) throws IOException {
		TiffDirectory tags;
		try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
			tags = TiffDirectory.read(in, page.index());
		}
		if (page.compression() == OLD_JPEG) return null;
		int planes = tags.number(PLANAR, 1) == 2 ? page.samples() : 1;
		if (tags.numbers(TILES) != null) {
			int width = (int) tags.number(TILE_WIDTH, 0), height = (int) tags.number(TILE_HEIGHT, 0);
			return checked(new TiffParts(file, page, tags, width, height, tags.numbers(TILES), tags.numbers(TILE_BYTES), planes));
		}
		long[] offsets = tags.numbers(STRIPS), counts = tags.numbers(STRIP_BYTES);
		int rows = (int) Math.min(tags.number(ROWS, page.height()), page.height());
		if (page.compression() == 1 && !page.isConverted()) {
			// Rows lie one after the other: strips may be taken to be of any height.
			long row = ((long) page.width() * page.bits() * (page.samples() / planes) + 7) / 8;
			int fewer = (int) Math.max(1, Math.min(rows, PART_PIXELS / Math.max(1, page.width())));
			boolean one = offsets != null && offsets.length == planes && rows == page.height();
			// One that announces more than it has is refused by whoever reads it whole.
			if (one && page.height() > Files.size(file) / row) return null;
			if (one) {
				int strips = (page.height() + fewer - 1) / fewer;
				long[] all = new long[strips * planes], lengths = new long[all.length];
				for (int i = 0; i < all.length; i++) {
					int first = i % strips * fewer;
					all[i] = offsets[i / strips] + bytesBehind + first * row;
					lengths[i] = Math.min(fewer, page.height() - first) * row;
				}
				return checked(new TiffParts(file, page, tags, page.width(), fewer, all, lengths, planes));
			}
		}
		return bytesBehind > 0 ? null : checked(new TiffParts(file, page, tags, page.width(), rows, offsets, counts, planes));
	}

	/** @throws IOException where there are not as many as the page needs, or one ends beyond the file's end */
	private static TiffParts checked(TiffParts parts) throws IOException {
		if (parts.width < 1 || parts.height < 1 || parts.offsets == null || parts.counts == null) throw new IOException(
			"the file is damaged: it does not say where its pixels are");
		if ((long) parts.width * parts.height * parts.page.samples() > (1L << 28)) return null;
		long needed = parts.across() * parts.down() * parts.planes;
		if (Math.min(parts.offsets.length, parts.counts.length) < needed) throw new IOException("the file is damaged or cut short: it has "
			+ parts.offsets.length + " parts of " + needed);
		long size = Files.size(parts.file);
		for (int i = 0; i < needed; i++)
			if (parts.offsets[i] + parts.counts[i] > size) throw new IOException("the file is cut short: " + size + " bytes, its pixels end at "
				+ (parts.offsets[i] + parts.counts[i]));
		return parts;
	}

	private long across() {
		return (page.width() + width - 1L) / width;
	}

	private long down() {
		return (page.height() + height - 1L) / height;
	}

	/** How wide a piece is to be that is read at a time: whole parts. */
	int pieceWidth() {
		return tiled ? Math.max(1, PART_SIDE / width) * width : width;
	}

	/** How high a piece is to be. */
	int pieceHeight() {
		return tiled ? Math.max(1, PART_SIDE / height) * height : Math.max(1, Math.min(PART_SIDE, PART_PIXELS / width) / height) * height;
	}

	/** Adds the samples of a piece, which begins where a part does and ends where one does, or the page. */
	void add(RasterSamples samples, int x, int y, int pieceColumns, int pieceRows) throws IOException {
		ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(piece(x, y, pieceColumns, pieceRows)));
		ImageReader reader = (tags.big() ? new BigTIFFImageReaderSpi() : new TIFFImageReaderSpi()).createReaderInstance();
		try {
			reader.setInput(in);
			TiffPage.of(reader, 0).addTo(samples, reader);
		}
		finally {
			reader.dispose();
		}
	}

	/** A file of it. */
	private byte[] piece(int x, int y, int pieceColumns, int pieceRows) throws IOException {
		ByteArrayOutputStream pixels = new ByteArrayOutputStream();
		int left = x / width, right = (x + pieceColumns + width - 1) / width, top = y / height, bottom = (y + pieceRows + height - 1)
			/ height;
		int parts = (right - left) * (bottom - top) * planes, done = 0;
		long[] at = new long[parts], length = new long[parts];
		try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
			for (int plane = 0; plane < planes; plane++)
				for (int row = top; row < bottom; row++)
					for (int column = left; column < right; column++, done++) {
						int part = (int) ((plane * down() + row) * across() + column);
						at[done] = pixels.size();
						length[done] = counts[part];
						pixels.write(TiffDirectory.read(in, offsets[part], Math.toIntExact(counts[part]), tags.order()).array());
					}
		}
		TiffDirectory small = new TiffDirectory(tags.big(), tags.order(), new TreeMap<>());
		for (Map.Entry<Integer, TiffDirectory.Field> field : tags.fields().entrySet())
			if (KEPT.contains(field.getKey())) small.fields().put(field.getKey(), field.getValue());
		if (page.isImageJs()) small.fields().put(DESCRIPTION, new TiffDirectory.Field(2, 8, "ImageJ=\0".getBytes(
			StandardCharsets.US_ASCII)));
		small.fields().put(WIDTH, small.field(TiffDirectory.LONG, pieceColumns));
		small.fields().put(HEIGHT, small.field(TiffDirectory.LONG, pieceRows));
		if (tiled) {
			small.fields().put(TILE_WIDTH, small.field(TiffDirectory.LONG, width));
			small.fields().put(TILE_HEIGHT, small.field(TiffDirectory.LONG, height));
		}
		else small.fields().put(ROWS, small.field(TiffDirectory.LONG, Math.min(height, pieceRows)));
		small.fields().put(tiled ? TILES : STRIPS, small.field(TiffDirectory.LONG, at));
		small.fields().put(tiled ? TILE_BYTES : STRIP_BYTES, small.field(TiffDirectory.LONG, length));
		return small.toBytes(pixels.toByteArray(), List.of(STRIPS, TILES));
	}
}
