package sc.fiji.stfpm.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/**
 * One two-dimensional plane of an image with its channels, read as floats in the image's own units. Only what is asked
 * for is read, so the interval may be computed lazily. Thread-safe where the interval allows concurrent reading.
 */
public final class ImagePlane {
	private static final String EXPECTED = "expected a 2-D grey or RGB (ARGBType) image, or a 3-D image whose last axis"
		+ " is the channel";

	private final int width;
	private final int height;
	private final PixelType type;
	/** A pixel, for its class. Blocks have one, too, but of another type from one version of ImgLib2 to the next. */
	private final Object pixel;
	private final List<Channel> channels;
	/** Null where not known. */
	private final PixelSize pixelSize;
	private final List<String> channelNames;
	/** What this one shows turned; null for one that is as it is. */
	private final ImagePlane original;
	private final Orientation orientation;

	/** The blocks that hold a channel, and how many bits to shift an ARGB value by; no shift where it is its own. */
	private record Channel(PrimitiveBlocks<?> blocks, int shift) {}

	private ImagePlane(int width, int height, PixelType type, Object pixel, List<Channel> channels, PixelSize pixelSize,
		List<String> channelNames, ImagePlane original, Orientation orientation)
	{
		this.width = width;
		this.height = height;
		this.type = type;
		this.pixel = pixel;
		this.channels = channels;
		this.pixelSize = pixelSize;
		this.channelNames = channelNames;
		this.original = original;
		this.orientation = orientation;
	}

	/**
	 * Wraps an interval without reading it: 2-D grey, 2-D {@link ARGBType} (three channels of 0 to 255, alpha ignored),
	 * or 3-D with axes x, y, channel. Grey and channel values are unsigned 8-bit, unsigned 16-bit, float or double.
	 *
	 * @throws IllegalArgumentException for any other number of axes or pixel type, or for an empty image
	 */
	public static ImagePlane of(RandomAccessibleInterval<?> rai) {
		int axes = rai.numDimensions();
		if (axes != 2 && axes != 3)
			throw new IllegalArgumentException("Found an image with " + axes + " axes (" + size(rai) + "), " + EXPECTED);
		if (Intervals.isEmpty(rai))
			throw new IllegalArgumentException("Found an empty image (" + size(rai) + "), " + EXPECTED);
		if (rai.dimension(0) > Integer.MAX_VALUE || rai.dimension(1) > Integer.MAX_VALUE)
			throw new IllegalArgumentException("Found an image of " + size(rai) + " pixels, at most 2147483647 are possible"
				+ " along an axis");
		Object pixel = rai.getType();
		PixelType type = pixelType(pixel, axes);
		List<Channel> channels = new ArrayList<>();
		if (pixel instanceof ARGBType) {
			PrimitiveBlocks<?> blocks = blocks(rai);
			for (int shift = 16; shift >= 0; shift -= 8)
				channels.add(new Channel(blocks, shift));
		} else if (axes == 2)
			channels.add(new Channel(blocks(rai), 0));
		else
			for (long c = rai.min(2); c <= rai.max(2); c++)
				channels.add(new Channel(blocks(Views.hyperSlice(rai, 2, c)), 0));
		return new ImagePlane((int) rai.dimension(0), (int) rai.dimension(1), type, pixel, channels, null, List.of(), null, Orientation.AS_IS);
	}

	/** The same image turned or mirrored; of it, too, only what is asked for is read. */
	public ImagePlane turned(Orientation how) {
		if (how == Orientation.AS_IS) return this;
		PixelSize turned = pixelSize == null || !how.swapsSides() ? pixelSize : new PixelSize(pixelSize.height(), pixelSize.width(), pixelSize
			.unit());
		return new ImagePlane(how.width(width, height), how.height(width, height), type, pixel, channels, turned, channelNames, this, how);
	}

	public int width() {
		return width;
	}

	public int height() {
		return height;
	}

	public int channels() {
		return channels.size();
	}

	public PixelType type() {
		return type;
	}

	/** The same pixels, and how large they are; empty where that is not known. */
	public ImagePlane withPixelSize(Optional<PixelSize> size) {
		return new ImagePlane(width, height, type, pixel, channels, size.orElse(null), channelNames, original, orientation);
	}

	/** The same pixels, and what their channels are called: a name each, empty for those without; none where no channel has one. */
	public ImagePlane withChannelNames(List<String> names) {
		return new ImagePlane(width, height, type, pixel, channels, pixelSize, List.copyOf(names), original, orientation);
	}

	/** How large its pixels are, where who read the image knew. */
	public Optional<PixelSize> pixelSize() {
		return Optional.ofNullable(pixelSize);
	}

	/** What its channels are called: a name each, empty for those without; none where nothing is known. */
	public List<String> channelNames() {
		return channelNames;
	}

	/**
	 * Reads a rectangle of one channel, row by row, in the image's own units.
	 *
	 * @param channel from 0
	 * @param x left edge, counted from the interval's minimum
	 * @param y top edge, counted from the interval's minimum
	 * @param offset where in {@code out} the first value goes; {@code w * h} values follow each other
	 * @throws IllegalArgumentException when the rectangle leaves the plane or {@code out}, or there is no such channel
	 */
	public void read(int channel, long x, long y, int w, int h, float[] out, int offset) {
		if (channel < 0 || channel >= channels.size())
			throw new IllegalArgumentException("No channel " + (channel + 1) + ", the image has " + channels.size());
		if (x < 0 || y < 0 || w < 1 || h < 1 || x + w > width || y + h > height)
			throw new IllegalArgumentException("The rectangle of " + w + " x " + h + " at (" + x + ", " + y
				+ ") leaves the image of " + width + " x " + height);
		if (offset < 0 || (long) w * h > out.length - offset)
			throw new IllegalArgumentException(w + " x " + h + " values from " + offset + " do not fit into " + out.length);
		if (original != null) {
			readTurned(channel, new Orientation.Rectangle((int) x, (int) y, w, h), out, offset);
			return;
		}
		Channel source = channels.get(channel);
		long[] position = { x, y };
		int[] size = { w, h };
		int n = w * h;
		if (pixel instanceof UnsignedByteType) {
			byte[] values = new byte[n];
			source.blocks.copy(position, values, size);
			for (int i = 0; i < n; i++)
				out[offset + i] = values[i] & 0xff;
		} else if (pixel instanceof UnsignedShortType) {
			short[] values = new short[n];
			source.blocks.copy(position, values, size);
			for (int i = 0; i < n; i++)
				out[offset + i] = values[i] & 0xffff;
		} else if (pixel instanceof ARGBType) {
			int[] values = new int[n];
			source.blocks.copy(position, values, size);
			for (int i = 0; i < n; i++)
				out[offset + i] = values[i] >> source.shift & 0xff;
		} else if (pixel instanceof DoubleType) {
			double[] values = new double[n];
			source.blocks.copy(position, values, size);
			for (int i = 0; i < n; i++)
				out[offset + i] = (float) values[i];
		} else {
			float[] values = offset == 0 && out.length == n ? out : new float[n];
			source.blocks.copy(position, values, size);
			if (values != out)
				System.arraycopy(values, 0, out, offset, n);
		}
	}

	private void readTurned(int channel, Orientation.Rectangle part, float[] out, int offset) {
		Orientation.Rectangle from = orientation.original(part, original.width, original.height);
		float[] values = new float[from.width() * from.height()];
		original.read(channel, from.x(), from.y(), from.width(), from.height(), values, 0);
		orientation.turn(values, 0, from.width(), from.height(), out, offset);
	}

	private static PixelType pixelType(Object pixel, int axes) {
		if (pixel instanceof UnsignedByteType || pixel instanceof ARGBType && axes == 2)
			return PixelType.UINT8;
		if (pixel instanceof UnsignedShortType)
			return PixelType.UINT16;
		if (pixel instanceof FloatType || pixel instanceof DoubleType)
			return PixelType.FLOAT32;
		throw new IllegalArgumentException("Found " + axes + "-D " + pixel.getClass().getSimpleName() + ", " + EXPECTED
			+ ", of unsigned 8-bit, unsigned 16-bit or floating-point values");
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static PrimitiveBlocks<?> blocks(RandomAccessibleInterval<?> rai) {
		RandomAccessibleInterval<? extends NativeType> plane = (RandomAccessibleInterval<? extends NativeType>) Views
			.zeroMin(rai);
		// The fall-back for computed images reads pixel by pixel and says so on the console unless told to accept it.
		return PrimitiveBlocks.of((RandomAccessibleInterval) plane, PrimitiveBlocks.OnFallback.ACCEPT).threadSafe();
	}

	private static String size(RandomAccessibleInterval<?> rai) {
		return Arrays.toString(rai.dimensionsAsLongArray()).replace(", ", " x ").replaceAll("[\\[\\]]", "");
	}
}
