package sc.fiji.stfpm.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
	private final int channels;
	private final PixelType type;
	private final PlaneReader pixels;
	/** Null where not known. */
	private final PixelSize pixelSize;
	private final List<String> channelNames;
	/** What was worked out of the pixels, by what was asked for. */
	private final Map<Object, Object> derived;
	private final PixelMask ignored;

	private ImagePlane(int width, int height, int channels, PixelType type, PlaneReader pixels, PixelSize pixelSize,
		List<String> channelNames, Map<Object, Object> derived, PixelMask ignored)
	{
		this.width = width;
		this.height = height;
		this.channels = channels;
		this.type = type;
		this.pixels = pixels;
		this.pixelSize = pixelSize;
		this.channelNames = channelNames;
		this.derived = derived;
		this.ignored = ignored;
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
		List<BlockPixels.Channel> channels = new ArrayList<>();
		if (pixel instanceof ARGBType) {
			PrimitiveBlocks<?> blocks = blocks(rai);
			for (int shift = 16; shift >= 0; shift -= 8)
				channels.add(new BlockPixels.Channel(blocks, shift));
		} else if (axes == 2)
			channels.add(new BlockPixels.Channel(blocks(rai), 0));
		else
			for (long c = rai.min(2); c <= rai.max(2); c++)
				channels.add(new BlockPixels.Channel(blocks(Views.hyperSlice(rai, 2, c)), 0));
		return new ImagePlane((int) rai.dimension(0), (int) rai.dimension(1), channels.size(), type, new BlockPixels(pixel, channels), null,
			List.of(), new HashMap<>(), PixelMask.NONE);
	}

	public int width() {
		return width;
	}

	public int height() {
		return height;
	}

	public int channels() {
		return channels;
	}

	public PixelType type() {
		return type;
	}

	/** The same pixels, and how large they are; empty where that is not known. */
	public ImagePlane withPixelSize(Optional<PixelSize> size) {
		return new ImagePlane(width, height, channels, type, pixels, size.orElse(null), channelNames, derived, ignored);
	}

	/** The same pixels, and what their channels are called: a name each, empty for those without; none where no channel has one. */
	public ImagePlane withChannelNames(List<String> names) {
		return new ImagePlane(width, height, channels, type, pixels, pixelSize, List.copyOf(names), derived, ignored);
	}

	/**
	 * The same pixels, of which some, beside those that do not count already, do not count: they are neither learned nor scored. They are
	 * still read, as what the network sees around others.
	 */
	public ImagePlane ignoring(PixelMask pixels) {
		return pixels == PixelMask.NONE ? this : new ImagePlane(width, height, channels, type, this.pixels, pixelSize,
			channelNames, new HashMap<>(), ignored.or(pixels));
	}

	/** Which pixels do not count. */
	public PixelMask ignored() {
		return ignored;
	}

	/** @throws IllegalArgumentException where no pixel counts */
	public void checkCounts() {
		if (ignored != PixelMask.NONE && ignored.containsAll(width, height)) throw new IllegalArgumentException("Every pixel is ignored, so that"
			+ " nothing is left to judge");
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
	 * The same plane with its light evened out: each channel is divided by a smooth background, and its mean kept. Pixels are corrected
	 * when they are read, each in the same way whatever else is read with it.
	 *
	 * @param radius standard deviation of the Gaussian weights of the background, in pixels
	 * @throws IllegalArgumentException from reading, where a channel's mean is not positive
	 */
	public ImagePlane evenLight(double radius) {
		if (pixels instanceof TurnedPixels turned) return turned.plane().evenLight(radius).turned(turned.how());
		return derived(new EvenKey(radius), plane -> plane.seenAs(width, height, new EvenLight(plane, radius), plane.pixelSize, plane.ignored));
	}

	/** The same image turned or mirrored; of it, too, only what is asked for is read. */
	public ImagePlane turned(Orientation how) {
		if (how == Orientation.AS_IS) return this;
		PixelSize turned = pixelSize == null || !how.swapsSides() ? pixelSize : new PixelSize(pixelSize.height(), pixelSize.width(), pixelSize
			.unit());
		return derived(how, plane -> plane.seenAs(how.width(width, height), how.height(width, height), new TurnedPixels(plane, how), turned, plane
			.ignored == PixelMask.NONE ? PixelMask.NONE : (x, y) -> {
				Orientation.Rectangle from = how.original(new Orientation.Rectangle((int) x, (int) y, 1, 1), width, height);
				return plane.ignored.contains(from.x(), from.y());
			}));
	}

	/**
	 * The same plane at another size, by {@linkplain Resize#antialiased a triangle filter}. Pixels are computed when they are read, each
	 * in the same way whatever else is read with it.
	 */
	public ImagePlane resized(int toWidth, int toHeight) {
		if (toWidth == width && toHeight == height) return this;
		return derived(new SizeKey(toWidth, toHeight), plane -> plane.seenAs(toWidth, toHeight, new ResizedPixels(plane, toWidth, toHeight),
			pixelSize == null ? null : new PixelSize(pixelSize.width() * width / toWidth, pixelSize.height() * height / toHeight, pixelSize
				.unit()), plane.ignored == PixelMask.NONE ? PixelMask.NONE : (x, y) -> plane.ignored.contains((2 * x + 1) * width / (2L * toWidth), (2 * y + 1)
					* height / (2L * toHeight))));
	}

	private record EvenKey(double radius) {}

	private record SizeKey(int width, int height) {}

	private ImagePlane seenAs(int toWidth, int toHeight, PlaneReader as, PixelSize size, PixelMask ignoredThen) {
		return new ImagePlane(toWidth, toHeight, channels, type, as, size, channelNames, new HashMap<>(), ignoredThen);
	}

	/**
	 * What is worked out of the pixels once and kept as long as the plane is.
	 *
	 * @param key tells it from all else that is worked out; of a type of its own
	 */
	public <T> T derived(Object key, Function<ImagePlane, T> work) {
		synchronized (derived) {
			@SuppressWarnings("unchecked")
			T known = (T) derived.get(key);
			if (known != null) return known;
			T made = work.apply(this);
			derived.put(key, made);
			return made;
		}
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
		if (channel < 0 || channel >= channels)
			throw new IllegalArgumentException("No channel " + (channel + 1) + ", the image has " + channels);
		if (x < 0 || y < 0 || w < 1 || h < 1 || x + w > width || y + h > height)
			throw new IllegalArgumentException("The rectangle of " + w + " x " + h + " at (" + x + ", " + y
				+ ") leaves the image of " + width + " x " + height);
		if (offset < 0 || (long) w * h > out.length - offset)
			throw new IllegalArgumentException(w + " x " + h + " values from " + offset + " do not fit into " + out.length);
		pixels.read(channel, x, y, w, h, out, offset);
	}

	/**
	 * As {@link #read}, of numbers alone.
	 *
	 * @throws IllegalArgumentException naming the place of a value that is infinite or not a number
	 */
	public void readFinite(int channel, long x, long y, int w, int h, float[] out, int offset) {
		read(channel, x, y, w, h, out, offset);
		if (type != PixelType.FLOAT32) return;
		for (int i = 0; i < w * h; i++)
			if (!Float.isFinite(out[offset + i])) throw new IllegalArgumentException("The image holds the value " + out[offset + i] + " at x = "
				+ (x + i % w) + ", y = " + (y + i / w) + (channels > 1 ? " of channel " + (channel + 1) : "")
				+ "; finite values are needed, replace it (Process > Noise > Remove NaNs... say)");
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
