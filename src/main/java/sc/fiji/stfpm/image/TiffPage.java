package sc.fiji.stfpm.image;

import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.stream.IntStream;

import javax.imageio.ImageReader;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageMetadata;

/**
 * What the tags of a TIFF page say.
 *
 * @param bits of a sample
 * @param format 1 unsigned, 2 signed, 3 floating point
 * @param extra what samples beyond grey or RGB are: 0 not said, 1 and 2 alpha
 * @param colours the palette: all reds, greens, blues; null where there is none
 * @param reduced whether it is a smaller copy of another page
 * @param description its ImageDescription, or empty
 */
record TiffPage(int index, int width, int height, int photometric, int compression, int bits, int format, int samples,
	int[] extra, int[] colours, boolean reduced, String description)
{
	private static final int SUBFILE = 254, BITS = 258, COMPRESSION = 259, PHOTOMETRIC = 262, DESCRIPTION = 270, SAMPLES = 277,
			COLOURS = 320, EXTRA = 338, FORMAT = 339;
	private static final int WHITE_IS_ZERO = 0, BLACK_IS_ZERO = 1, RGB = 2, PALETTE = 3, MASK = 4, YCBCR = 6;
	private static final int SIGNED = 2, FLOAT = 3;

	static TiffPage of(ImageReader reader, int index) throws IOException {
		TIFFImageMetadata tags = (TIFFImageMetadata) reader.getImageMetadata(index);
		String description = tags.getTIFFField(DESCRIPTION) == null ? "" : String.valueOf(tags.getTIFFField(DESCRIPTION).getValue());
		return new TiffPage(index, reader.getWidth(index), reader.getHeight(index), number(tags, PHOTOMETRIC, BLACK_IS_ZERO), number(
			tags, COMPRESSION, 1), number(tags, BITS, 1), number(tags, FORMAT, 1), number(tags, SAMPLES, 1), numbers(tags
				.getTIFFField(EXTRA)), numbers(tags.getTIFFField(COLOURS)), (number(tags, SUBFILE, 0) & 1) != 0, description);
	}

	private static int number(TIFFImageMetadata tags, int tag, int otherwise) {
		int[] values = numbers(tags.getTIFFField(tag));
		return values == null || values.length == 0 ? otherwise : values[0];
	}

	private static int[] numbers(Entry entry) {
		if (entry == null) return null;
		Object value = entry.getValue();
		if (value instanceof Number number) return new int[] { number.intValue() };
		if (!value.getClass().isArray()) return new int[0];
		int[] numbers = new int[Array.getLength(value)];
		for (int i = 0; i < numbers.length; i++)
			numbers[i] = ((Number) Array.get(value, i)).intValue();
		return numbers;
	}

	/** Whether ImageJ wrote it, which keeps a lookup table that only displays values. */
	boolean isImageJs() {
		return description.startsWith("ImageJ=");
	}

	/**
	 * Whether stored bits are to be taken for themselves in a mask. Faxes store black as 1, and what is white is meant; others
	 * that say so of a mask of two values, as NumPy's are written, mean the ones.
	 */
	boolean isBinary() {
		return bits == 1 && samples == 1 && photometric == WHITE_IS_ZERO && (compression < 2 || compression > 4);
	}

	/** Whether the colours have to be computed, by the decoder. */
	boolean isConverted() {
		return photometric == YCBCR;
	}

	/** Null where values are not places in a palette. */
	IndexColorModel palette() {
		if (photometric != PALETTE || colours == null || bits > 8) return null;
		int n = colours.length / 3;
		boolean narrow = true;
		for (int colour : colours)
			narrow &= (colour & 0xffff) < 256;
		byte[][] table = new byte[3][n];
		for (int c = 0; c < 3; c++)
			for (int i = 0; i < n; i++)
				table[c][i] = (byte) (narrow ? colours[c * n + i] : (colours[c * n + i] & 0xffff) >> 8);
		return new IndexColorModel(8, n, table[0], table[1], table[2]);
	}

	/**
	 * The samples that are values: all but alpha.
	 *
	 * @throws IOException for colours that are neither grey nor RGB
	 */
	int[] bands() throws IOException {
		int base = switch (photometric) {
			case WHITE_IS_ZERO, BLACK_IS_ZERO, PALETTE, MASK -> 1;
			case RGB -> 3;
			default -> throw new IOException("the image is neither grey nor RGB but " + (photometric == 5 ? "CMYK"
				: "of the kind " + photometric + " of colour (PhotometricInterpretation)") + ", convert it to one of them");
		};
		return IntStream.range(0, samples).filter(band -> band < base || !isAlpha(band - base)).toArray();
	}

	private boolean isAlpha(int beyond) {
		return extra != null && beyond < extra.length && (extra[beyond] == 1 || extra[beyond] == 2);
	}

	/** The type of values. */
	PixelType type() {
		if (format == FLOAT || bits > 16) return PixelType.FLOAT32;
		return bits > 8 ? PixelType.UINT16 : PixelType.UINT8;
	}

	/** What is added to signed values: ImageJ shows 16 bits with it, and an open image and its file are to agree. */
	int offset(boolean isShort) {
		return type() == PixelType.UINT16 && (format == SIGNED || isShort) ? 32768 : 0;
	}

	/** A sample of all pixels, row by row. */
	float[] values(Raster raster, int band) {
		float[] values = raster.getSamples(0, 0, width, height, band, (float[]) null);
		if (format == FLOAT || bits > 16) return unsigned(values);
		int max = (1 << bits) - 1;
		int offset = offset(false);
		// What a TIFF of other software says of white, it says of how values are shown, and ImageJ inverts its table for it.
		boolean invert = photometric == WHITE_IS_ZERO && !isImageJs() && format != SIGNED;
		for (int i = 0; i < values.length; i++) {
			float value = format == SIGNED && bits == 16 ? (short) values[i] + offset : values[i];
			if (invert) value = max - value;
			values[i] = bits < 8 && photometric != PALETTE ? value * 255 / max : value;
		}
		return values;
	}

	private float[] unsigned(float[] values) {
		if (format == 1 && bits == 32) for (int i = 0; i < values.length; i++)
			if (values[i] < 0) values[i] += 4294967296f;
		return values;
	}
}
