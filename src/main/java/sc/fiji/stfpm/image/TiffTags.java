package sc.fiji.stfpm.image;

import java.io.IOException;
import java.lang.reflect.Array;

import javax.imageio.ImageReader;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageMetadata;

/** The tags of a page as numbers and text. */
final class TiffTags {
	static final int SUBFILE = 254, BITS = 258, COMPRESSION = 259, PHOTOMETRIC = 262, DESCRIPTION = 270, STRIPS = 273,
			SAMPLES = 277, STRIP_BYTES = 279, X_RESOLUTION = 282, Y_RESOLUTION = 283, RESOLUTION_UNIT = 296, COLOURS = 320, TILES = 324, TILE_BYTES = 325, EXTRA = 338, FORMAT = 339;

	private final TIFFImageMetadata tags;

	private TiffTags(TIFFImageMetadata tags) {
		this.tags = tags;
	}

	static TiffTags of(ImageReader reader, int index) throws IOException {
		return new TiffTags((TIFFImageMetadata) reader.getImageMetadata(index));
	}

	/** Empty where there is none. */
	String text(int tag) {
		Entry entry = tags.getTIFFField(tag);
		return entry == null ? "" : String.valueOf(entry.getValue());
	}

	/** The first number, or the default where there is none. */
	int number(int tag, int otherwise) {
		long[] values = numbers(tag);
		return values == null || values.length == 0 ? otherwise : (int) values[0];
	}

	/** NaN where there is none. */
	double real(int tag) {
		Entry entry = tags.getTIFFField(tag);
		return entry != null && entry.getValue() instanceof Number number ? number.doubleValue() : Double.NaN;
	}

	/** Null where there are none. */
	int[] ints(int tag) {
		long[] values = numbers(tag);
		if (values == null) return null;
		int[] ints = new int[values.length];
		for (int i = 0; i < ints.length; i++)
			ints[i] = (int) values[i];
		return ints;
	}

	/** Where the last byte of the pixels lies, from 1, as far as the tags tell. */
	long end() {
		return Math.max(end(numbers(STRIPS), numbers(STRIP_BYTES)), end(numbers(TILES), numbers(TILE_BYTES)));
	}

	private static long end(long[] offsets, long[] bytes) {
		long end = 0;
		if (offsets != null && bytes != null) for (int i = 0; i < Math.min(offsets.length, bytes.length); i++)
			end = Math.max(end, offsets[i] + bytes[i]);
		return end;
	}

	private long[] numbers(int tag) {
		Entry entry = tags.getTIFFField(tag);
		if (entry == null) return null;
		Object value = entry.getValue();
		if (value instanceof Number number) return new long[] { number.longValue() };
		if (!value.getClass().isArray()) return new long[0];
		long[] numbers = new long[Array.getLength(value)];
		for (int i = 0; i < numbers.length; i++)
			numbers[i] = ((Number) Array.get(value, i)).longValue();
		return numbers;
	}
}
