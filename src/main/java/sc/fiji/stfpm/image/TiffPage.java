package sc.fiji.stfpm.image;

import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;

import javax.imageio.ImageReader;

/**
 * What the tags of a TIFF page say.
 *
 * @param bits of a sample
 * @param format 1 unsigned, 2 signed, 3 floating point, 5 and 6 complex
 * @param extra what samples beyond grey or RGB are: 0 not said, 1 and 2 alpha
 * @param colours the palette: all reds, greens, blues; null where there is none
 * @param reduced whether it is a smaller copy of another page
 * @param description its ImageDescription, or empty
 * @param end where the last byte of its pixels lies, from 1
 * @param resolution the size of a pixel; null where the tags do not tell
 */
record TiffPage(int index, int width, int height, int photometric, int compression, int bits, int format, int samples,
	int[] extra, int[] colours, boolean reduced, String description, long end, PixelSize resolution)
{
	private static final int WHITE_IS_ZERO = 0, BLACK_IS_ZERO = 1, RGB = 2, PALETTE = 3, MASK = 4, YCBCR = 6;
	private static final int SIGNED = 2, FLOAT = 3, COMPLEX_INTEGER = 5, COMPLEX = 6;
	private static final Map<Integer, String> COLOUR_KINDS = Map.of(5, "CMYK", 8, "CIELab", 9, "ICCLab", 10, "ITULab", 32803,
		"the raw pattern of a camera", 32844, "LogL", 32845, "LogLuv", 34892, "the raw colours of a camera");
	private static final Map<Integer, String> UNREAD_COMPRESSIONS = Map.of(33003, "JPEG 2000", 33005, "JPEG 2000", 34712, "JPEG 2000",
		34887, "LERC", 34925, "LZMA", 34933, "PNG", 34934, "JPEG XR", 50000, "Zstandard", 50001, "WebP", 50002, "JPEG XL");

	static TiffPage of(ImageReader reader, int index) throws IOException {
		TiffTags tags = TiffTags.of(reader, index);
		return new TiffPage(index, reader.getWidth(index), reader.getHeight(index), tags.number(TiffTags.PHOTOMETRIC, BLACK_IS_ZERO),
			tags.number(TiffTags.COMPRESSION, 1), tags.number(TiffTags.BITS, 1), tags.number(TiffTags.FORMAT, 1), tags.number(
				TiffTags.SAMPLES, 1), tags.ints(TiffTags.EXTRA), tags.ints(TiffTags.COLOURS), (tags.number(TiffTags.SUBFILE, 0) & 1) != 0,
			tags.text(TiffTags.DESCRIPTION), tags.end(), TiffResolution.of(tags));
	}

	/**
	 * Refuses what the decoder would get wrong, or refuse by a number.
	 *
	 * @param fileSize in bytes
	 * @throws IOException naming what it is
	 */
	void check(long fileSize) throws IOException {
		ImageSize.check(width, height, samples);
		checkKind(fileSize);
	}

	/** As {@link #check}, for pages that are read in parts, which may be of any size. */
	void checkKind(long fileSize) throws IOException {
		String compressed = UNREAD_COMPRESSIONS.get(compression);
		if (compressed != null) throw unread("a TIFF compressed by " + compressed);
		if (format == COMPLEX_INTEGER || format == COMPLEX) throw unread("a TIFF of complex numbers");
		if (format != FLOAT && (bits == 24 || bits == 64)) throw unread("a TIFF of " + bits + "-bit integers");
		if (photometric == PALETTE && bits > 8 && !isImageJs()) throw unread("a TIFF with a palette of more than 256 colours");
		if (photometric == PALETTE && bands().length > 1) throw unread("a palette TIFF with further samples that are not alpha");
		// Decoders of JPEG fill in what is missing.
		if (compression > 1 && end > fileSize) throw new IOException("the file is cut short: " + fileSize
			+ " bytes, its pixels end at " + end);
	}

	private static IOException unread(String kind) {
		return new IOException("the file is " + kind + ", which is not read here: save it as 8-bit, 16-bit or 32-bit float TIFF,"
			+ " uncompressed or by LZW or deflate");
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

	/** How many channels its values make. */
	int channels() throws IOException {
		IndexColorModel palette = palette();
		if (palette != null) return RasterSamples.isGrey(palette) ? 1 : 3;
		return isConverted() ? 3 : bands().length;
	}

	/** Null where values are not places in a palette: a table that ImageJ saved may merely display them. */
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
		IndexColorModel palette = new IndexColorModel(8, n, table[0], table[1], table[2]);
		return isImageJs() && ImagePlusImg.isForDisplay(palette) ? null : palette;
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
			default -> throw new IOException("the image is neither grey nor RGB but " + COLOUR_KINDS.getOrDefault(photometric,
				"of the kind " + photometric + " of colour (PhotometricInterpretation)") + ", convert it to one of them");
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
	int offset() {
		return format == SIGNED && bits == 16 ? 32768 : 0;
	}

	/** Adds all pixels, as a reader of the file decodes them. */
	void addTo(RasterSamples to, ImageReader reader) throws IOException {
		if (isConverted()) {
			to.add(reader.read(index));
			return;
		}
		Raster raster = reader.readRaster(index, null);
		IndexColorModel palette = palette();
		if (palette != null) to.addColours(raster, palette);
		else for (int band : bands())
			to.addBand(values(raster, band), width, height, type(), offset());
	}

	/** A sample of all pixels, row by row. */
	private float[] values(Raster raster, int band) {
		if (format == FLOAT) return raster.getSamples(0, 0, width, height, band, (float[]) null);
		int[] stored = raster.getSamples(0, 0, width, height, band, (int[]) null);
		float[] values = new float[stored.length];
		int max = bits > 16 ? 0 : (1 << bits) - 1;
		// What a TIFF of other software says of white, it says of how values are shown, and ImageJ inverts its table for it.
		boolean invert = bits <= 16 && photometric == WHITE_IS_ZERO && !isImageJs() && format != SIGNED;
		for (int i = 0; i < values.length; i++) {
			long value = number(stored[i]);
			if (invert) value = max - value;
			values[i] = bits < 8 && photometric != PALETTE ? (float) value * 255 / max : value;
		}
		return values;
	}

	/** What a stored integer stands for; rounded once, when it becomes a float. */
	private long number(int stored) {
		if (format != SIGNED) return bits == 32 ? stored & 0xffffffffL : stored;
		return switch (bits) {
			case 8 -> (byte) stored;
			case 16 -> (short) stored + offset();
			default -> stored;
		};
	}
}
