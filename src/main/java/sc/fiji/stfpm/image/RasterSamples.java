package sc.fiji.stfpm.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;

/**
 * The samples of decoded pages, band after band and as the file stores them: colour profiles and gamma are not applied,
 * for a converted value would differ from what ImageJ shows. Alpha is dropped; palettes are looked up.
 */
final class RasterSamples {
	private final List<float[]> bands = new ArrayList<>();
	private int width;
	private int height;
	private PixelType type;
	/** What was added to the values in the file, all bands alike. */
	private int offset;

	/** Adds the colour bands of a page. */
	void add(BufferedImage page) throws IOException {
		width = page.getWidth();
		height = page.getHeight();
		ColorModel colours = page.getColorModel();
		if (colours instanceof IndexColorModel palette)
			addColours(page.getRaster(), palette);
		else if (colours instanceof DirectColorModel)
			addPacked(page);
		else
			addBands(page, colours.getColorSpace().getType());
	}

	/**
	 * 2-D grey, or 3-D with axes x, y, channel.
	 *
	 * @throws IOException for 8-bit values below 0, which ImageJ would show as high ones
	 */
	RandomAccessibleInterval<?> toInterval() throws IOException {
		long[] size = bands.size() == 1 ? new long[] { width, height } : new long[] { width, height, bands.size() };
		Object values = values();
		if (values instanceof byte[] bytes) return ArrayImgs.unsignedBytes(bytes, size);
		return values instanceof short[] shorts ? ArrayImgs.unsignedShorts(shorts, size) : ArrayImgs.floats((float[]) values, size);
	}

	/**
	 * The values of all bands, one after the other: unsigned bytes, unsigned shorts or floats.
	 *
	 * @throws IOException for 8-bit values below 0, which ImageJ would show as high ones
	 */
	Object values() throws IOException {
		int n = width * height;
		float[] all = bands.get(0);
		if (bands.size() > 1) {
			all = new float[Math.multiplyExact(n, bands.size())];
			for (int b = 0; b < bands.size(); b++)
				System.arraycopy(bands.get(b), 0, all, b * n, n);
		}
		switch (type) {
			case UINT8:
				byte[] bytes = new byte[all.length];
				for (int i = 0; i < all.length; i++) {
					if (all[i] < 0) throw new IOException("the image has signed 8-bit values below 0, such as " + (int) all[i]
						+ ", convert it to 16 bits or to floats");
					bytes[i] = (byte) all[i];
				}
				return bytes;
			case UINT16:
				short[] shorts = new short[all.length];
				for (int i = 0; i < all.length; i++)
					shorts[i] = (short) all[i];
				return shorts;
			default:
				return all;
		}
	}

	/** Where any band is above 0 in the file. */
	Mask toMask() {
		boolean[] anomalous = new boolean[width * height];
		for (float[] band : bands)
			for (int i = 0; i < band.length; i++)
				anomalous[i] |= band[i] > offset;
		return new Mask(width, height, anomalous);
	}

	private void addBands(BufferedImage page, int colourSpace) throws IOException {
		int wanted = switch (colourSpace) {
			case ColorSpace.TYPE_GRAY -> 1;
			case ColorSpace.TYPE_RGB -> 3;
			default -> throw new IOException("the image is neither grey nor RGB but "
				+ (colourSpace == ColorSpace.TYPE_CMYK ? "CMYK" : "of colour space type " + colourSpace)
				+ ", convert it to one of them");
		};
		int dataType = page.getRaster().getDataBuffer().getDataType();
		type = switch (dataType) {
			case DataBuffer.TYPE_BYTE -> PixelType.UINT8;
			case DataBuffer.TYPE_USHORT, DataBuffer.TYPE_SHORT -> PixelType.UINT16;
			default -> PixelType.FLOAT32;
		};
		// ImageJ shows signed images with this offset, and an open image and its file are to give the same values.
		offset = dataType == DataBuffer.TYPE_SHORT ? 32768 : 0;
		for (int b = 0; b < wanted; b++) {
			float[] band = page.getRaster().getSamples(0, 0, width, height, b, (float[]) null);
			for (int i = 0; i < band.length; i++)
				band[i] += offset;
			bands.add(band);
		}
	}

	/** Adds the colours of a palette, or its greys as one band, for values that are places in it. */
	void addColours(Raster indices, IndexColorModel palette) {
		width = indices.getWidth();
		height = indices.getHeight();
		type = PixelType.UINT8;
		byte[][] colours = colours(palette);
		int[] places = indices.getSamples(0, 0, width, height, 0, (int[]) null);
		for (int c = 0; c < (isGrey(palette) ? 1 : 3); c++) {
			float[] band = new float[places.length];
			for (int i = 0; i < band.length; i++)
				band[i] = colours[c][places[i]] & 0xff;
			bands.add(band);
		}
	}

	static boolean isGrey(IndexColorModel palette) {
		byte[][] colours = colours(palette);
		return Arrays.equals(colours[0], colours[1]) && Arrays.equals(colours[0], colours[2]);
	}

	private static byte[][] colours(IndexColorModel palette) {
		byte[][] colours = new byte[3][palette.getMapSize()];
		palette.getReds(colours[0]);
		palette.getGreens(colours[1]);
		palette.getBlues(colours[2]);
		return colours;
	}

	/** Adds values as they are stored, whatever they mean. */
	void addStored(Raster raster) {
		addBand(raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (float[]) null), raster.getWidth(), raster
			.getHeight(), PixelType.UINT8, 0);
	}

	/** Adds values, to which an offset has been added. */
	void addBand(float[] values, int bandWidth, int bandHeight, PixelType bandType, int added) {
		width = bandWidth;
		height = bandHeight;
		type = bandType;
		offset = added;
		bands.add(values);
	}

	/** Several colours in one number, at times with fewer than 8 bits each. */
	private void addPacked(BufferedImage page) {
		type = PixelType.UINT8;
		int[] rgb = page.getRGB(0, 0, width, height, null, 0, width);
		for (int shift = 16; shift >= 0; shift -= 8) {
			float[] band = new float[rgb.length];
			for (int i = 0; i < band.length; i++)
				band[i] = rgb[i] >> shift & 0xff;
			bands.add(band);
		}
	}
}
