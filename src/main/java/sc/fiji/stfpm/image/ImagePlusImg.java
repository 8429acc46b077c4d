package sc.fiji.stfpm.image;

import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;

/** ImageJ's images as ImgLib2 intervals and back, sharing the pixels. */
public final class ImagePlusImg {
	private ImagePlusImg() {}

	/**
	 * One plane of an image, all of its channels, in the form that {@link ImagePlane} takes: 2-D grey, 2-D ARGB, or 3-D
	 * with axes x, y, channel. The pixels are shared with the image, except that 8-bit colour (an image whose values are
	 * places in a palette, its file's one) is looked up, and integers of a file that says that 0 is white are inverted.
	 * Otherwise values are ImageJ's raw ones: a lookup table that merely displays them (greys, inverted greys, Green, Fire),
	 * the display range, a threshold and a calibration function have no effect.
	 *
	 * @param z slice, from 1
	 * @param t frame, from 1
	 * @throws IllegalArgumentException when there is no such slice or frame
	 */
	public static RandomAccessibleInterval<?> plane(ImagePlus imp, int z, int t) {
		checkIndex(imp, "slice", z, imp.getNSlices());
		checkIndex(imp, "frame", t, imp.getNFrames());
		ImageStack stack = imp.getStack();
		List<Object> channels = new ArrayList<>();
		for (int c = 1; c <= imp.getNChannels(); c++)
			channels.add(stack.getPixels(imp.getStackIndex(c, z, t)));
		int width = imp.getWidth();
		int height = imp.getHeight();
		if (channels.size() > 1)
			return planar(channels, width, height);
		Object pixels = channels.get(0);
		if (FileOrigin.isWhiteZero(imp))
			pixels = inverted(pixels, FileOrigin.max(imp));
		else if (pixels instanceof byte[] indices)
			pixels = lookedUp(imp, indices);
		if (pixels instanceof byte[] bytes)
			return ArrayImgs.unsignedBytes(bytes, width, height);
		if (pixels instanceof short[] shorts)
			return ArrayImgs.unsignedShorts(shorts, width, height);
		if (pixels instanceof float[] floats)
			return ArrayImgs.floats(floats, width, height);
		return ArrayImgs.argbs((int[]) pixels, width, height);
	}

	/** A plane of an image, or a part of one, with the size of its pixels and the names of its channels where the image tells. */
	public static ImagePlane described(ImagePlane plane, ImagePlus imp) {
		return plane.withPixelSize(pixelSize(imp)).withChannelNames(channelNames(imp));
	}

	/** The calibration, where there is one. */
	private static Optional<PixelSize> pixelSize(ImagePlus imp) {
		Calibration calibration = imp.getCalibration();
		return Optional.of(new PixelSize(calibration.pixelWidth, calibration.pixelHeight, calibration.getUnit())).filter(PixelSize::isKnown);
	}

	/** The labels of each channel's first plane, as ImageJ's own files have them; none where there is one channel, or no label. */
	private static List<String> channelNames(ImagePlus imp) {
		List<String> names = new ArrayList<>();
		for (int c = 1; imp.getNChannels() > 1 && c <= imp.getNChannels(); c++) {
			String label = imp.getStack().getSliceLabel(imp.getStackIndex(c, 1, 1));
			names.add(label == null ? "" : label.lines().findFirst().orElse("").strip());
		}
		return names.stream().allMatch(String::isEmpty) ? List.of() : names;
	}

	/**
	 * A 32-bit image around the given values.
	 *
	 * @param values {@code width * height} values, row by row; not copied
	 */
	public static ImagePlus toFloatImage(String title, float[] values, int width, int height) {
		return new ImagePlus(title, new FloatProcessor(width, height, values));
	}

	/**
	 * Whether a lookup table displays values, rather than being a palette that the values are places in: ImageJ judges by
	 * the steps from entry to entry, which are small in short palettes, too, for these are padded with a single colour.
	 */
	static boolean isForDisplay(IndexColorModel table) {
		if (!new ByteProcessor(1, 1, new byte[1], table).isPseudoColorLut())
			return false;
		int steps = 0;
		for (int i = 1; i < 256; i++)
			if (table.getRGB(i) != table.getRGB(i - 1))
				steps++;
		return steps >= 128;
	}

	/** As shown, of integers; what is stored as floating point is what is meant. */
	private static Object inverted(Object pixels, int max) {
		if (pixels instanceof byte[] bytes) {
			byte[] inverted = new byte[bytes.length];
			for (int i = 0; i < bytes.length; i++)
				inverted[i] = (byte) (255 - bytes[i]);
			return inverted;
		}
		if (!(pixels instanceof short[] shorts))
			return pixels;
		short[] inverted = new short[shorts.length];
		for (int i = 0; i < shorts.length; i++)
			inverted[i] = (short) (max - shorts[i]);
		return inverted;
	}

	private static Object lookedUp(ImagePlus imp, byte[] indices) {
		ImageProcessor shown = imp.getProcessor();
		// A threshold paints red over the lookup table.
		boolean thresholded = shown.getMinThreshold() != ImageProcessor.NO_THRESHOLD;
		boolean palette = imp.getType() == ImagePlus.COLOR_256 || !thresholded && FileOrigin.hasPalette(imp);
		if (!palette && (thresholded || isForDisplay(shown.getLut())))
			return indices;
		ByteProcessor indexed = new ByteProcessor(imp.getWidth(), imp.getHeight(), indices, shown.getColorModel());
		ImageProcessor rgb = indexed.convertToRGB();
		return indexed.isColorLut() ? rgb.getPixels() : rgb.convertToByte(false).getPixels();
	}

	private static RandomAccessibleInterval<?> planar(List<Object> channels, int width, int height) {
		long[] dimensions = { width, height, channels.size() };
		Object first = channels.get(0);
		if (first instanceof byte[]) {
			List<ByteArray> planes = channels.stream().map(p -> new ByteArray((byte[]) p)).toList();
			PlanarImg<UnsignedByteType, ByteArray> img = new PlanarImg<>(planes, dimensions, new Fraction());
			img.setLinkedType(new UnsignedByteType(img));
			return img;
		}
		if (first instanceof short[]) {
			List<ShortArray> planes = channels.stream().map(p -> new ShortArray((short[]) p)).toList();
			PlanarImg<UnsignedShortType, ShortArray> img = new PlanarImg<>(planes, dimensions, new Fraction());
			img.setLinkedType(new UnsignedShortType(img));
			return img;
		}
		if (first instanceof float[]) {
			List<FloatArray> planes = channels.stream().map(p -> new FloatArray((float[]) p)).toList();
			PlanarImg<FloatType, FloatArray> img = new PlanarImg<>(planes, dimensions, new Fraction());
			img.setLinkedType(new FloatType(img));
			return img;
		}
		throw new IllegalArgumentException("An RGB image with " + channels.size() + " channels is not supported:"
			+ " expected RGB without further channels, or 8-, 16- or 32-bit channels");
	}

	private static void checkIndex(ImagePlus imp, String axis, int index, int count) {
		if (index < 1 || index > count)
			throw new IllegalArgumentException("No " + axis + " " + index + ", \"" + imp.getTitle() + "\" has " + count);
	}
}
