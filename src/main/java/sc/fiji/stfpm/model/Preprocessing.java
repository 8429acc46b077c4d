package sc.fiji.stfpm.model;

import java.io.Serializable;

import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.image.RowSource;
import sc.fiji.stfpm.image.Resize;

/**
 * How an image becomes network input. Belongs to the model, so that every image is prepared as the training images
 * were. Immutable and thread-safe.
 *
 * @param mode whole images resized, or native resolution
 * @param size side in pixels of the square that {@code WHOLE} resizes to; of the square crops that {@code TILES} trains
 *          on
 * @param resampling how {@code WHOLE} resizes
 * @param channels which channels feed red, green and blue
 * @param pixelType of the training images; others are refused
 * @param black the raw value that becomes 0
 * @param white the raw value that becomes 1
 * @param mean what is then subtracted, for red, green and blue
 * @param deviation what is then divided by
 * @param intensity where the range comes from, and which channels have one of their own; null in models of earlier versions and of 8-bit
 *          images for which nobody chose: then all have {@code black} and {@code white}
 * @param lightRadius of the background that uneven light is corrected by, in pixels, see {@link ImagePlane#evenLight}; null for none
 * @param scale at which pixel size the model learned; null where nothing is known of it
 */
public record Preprocessing(Mode mode, int size, Resampling resampling, ChannelMapping channels, PixelType pixelType,
	double black, double white, double[] mean, double[] deviation, Intensity intensity, Double lightRadius, PixelScale scale)
	implements Serializable
{
	/** Whether an image is seen whole or at its own resolution. */
	public enum Mode {
		/** Resized to {@code size} x {@code size}, the benchmark's way. */
		WHOLE,
		/** Native resolution in tiles, for large or finely textured images. */
		TILES
	}

	/** How images are resized. */
	public enum Resampling {
		/** Bilinear with a support that grows when shrinking, as Pillow does. */
		ANTIALIASED,
		/** Bilinear between the four nearest pixels, as OpenCV does. */
		LINEAR
	}

	/** The stride of layer3: sizes are multiples of it. */
	public static final int STRIDE = 16;
	/** The smallest useful size: layer3 then has four cells a side. */
	public static final int MIN_SIZE = 64;
	/** Of an image that is resized: a line has no structure across. */
	private static final int NARROWEST = 2;
	private static final double[] IMAGENET_MEAN = { 0.485, 0.456, 0.406 };
	private static final double[] IMAGENET_DEVIATION = { 0.229, 0.224, 0.225 };

	public Preprocessing {
		if (size < MIN_SIZE || size % STRIDE != 0 || size > 4096) throw new IllegalArgumentException("Image size " + size
			+ " is not usable; it must be a multiple of " + STRIDE + " from " + MIN_SIZE + " to 4096");
		if (!(Double.isFinite(black) && Double.isFinite(white) && white > black)) throw new IllegalArgumentException(
			"The range from " + black + " to " + white + " is empty; the second value must be larger");
		if (mode == null || resampling == null || channels == null || pixelType == null || mean.length != 3 ||
			deviation.length != 3) throw new IllegalArgumentException("Incomplete preprocessing");
		if (lightRadius != null && !(lightRadius >= 1 && lightRadius < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException(
			"The radius of uneven light must be at least 1 pixel, found " + lightRadius);
		mean = mean.clone();
		deviation = deviation.clone();
	}

	/** With ImageNet's mean and deviation, which torchvision's teachers expect. */
	public static Preprocessing imageNet(Mode mode, int size, Resampling resampling, ChannelMapping channels,
		PixelType type, double black, double white)
	{
		return new Preprocessing(mode, size, resampling, channels, type, black, white, IMAGENET_MEAN, IMAGENET_DEVIATION, null, null, null);
	}

	/** The same at another size. */
	public Preprocessing withSize(int other) {
		return new Preprocessing(mode, other, resampling, channels, pixelType, black, white, mean, deviation, intensity, lightRadius, scale);
	}

	/** How one of the mapping's {@linkplain ChannelMapping#parts parts} becomes network input. */
	public Preprocessing forPart(int part) {
		return channels.isSeparate() ? withChannels(channels.parts().get(part)) : this;
	}

	private Preprocessing withChannels(ChannelMapping other) {
		return new Preprocessing(mode, size, resampling, other, pixelType, black, white, mean, deviation, intensity, lightRadius, scale);
	}

	/** The same where other raw values become 0 and 1. */
	public Preprocessing withRange(double low, double high) {
		return new Preprocessing(mode, size, resampling, channels, pixelType, low, high, mean, deviation, intensity, lightRadius, scale);
	}

	/** The same with another rule for brightness; null for {@code black} and {@code white} of all channels. */
	public Preprocessing withIntensity(Intensity other) {
		return new Preprocessing(mode, size, resampling, channels, pixelType, black, white, mean, deviation, other, lightRadius, scale);
	}

	/** The same with uneven light corrected, by a background of a radius in pixels; null for not. */
	public Preprocessing withLightRadius(Double radius) {
		return new Preprocessing(mode, size, resampling, channels, pixelType, black, white, mean, deviation, intensity, radius, scale);
	}

	/** The same learned at another pixel size, or with another rule for such; null where nothing is known of it. */
	public Preprocessing withScale(PixelScale other) {
		return new Preprocessing(mode, size, resampling, channels, pixelType, black, white, mean, deviation, intensity, lightRadius, other);
	}

	/** Whether earlier software, which knows one range and nothing of light and pixel size, would prepare images otherwise. */
	boolean isNewer() {
		boolean ranges = intensity != null && (intensity.rule() == Intensity.Rule.IMAGE || intensity.ranges() != null);
		return ranges || lightRadius != null || scale != null && scale.matters(mode);
	}

	/**
	 * @throws IllegalArgumentException if the image is of another pixel type than the training images, lacks a channel, or is too narrow to
	 *           show anything; says what was found and expected
	 */
	public void check(ImagePlane plane) {
		int least = mode == Mode.TILES ? STRIDE : NARROWEST;
		if (Math.min(plane.width(), plane.height()) < least) throw new IllegalArgumentException("The image has " + plane.width() + " x " + plane
			.height() + " pixels; " + (mode == Mode.TILES ? "a model that sees tiles" : "a model") + " needs at least " + least
			+ " on the shorter side");
		if (plane.type() != pixelType) throw new IllegalArgumentException("The image is " + plane.type().label()
			+ ", but the model was trained on " + pixelType.label() + " images; convert it to that type first");
		channels.resolve(plane);
		if (scale != null) scale.check(plane);
	}

	/**
	 * The image at the pixel size that the network sees, of which {@link #region} takes parts: in {@code TILES} mode rescaled to the
	 * model's where it has another, else the image itself. The same each time for the same plane.
	 *
	 * @throws IllegalArgumentException if it cannot be rescaled so far
	 */
	public ImagePlane seen(ImagePlane plane) {
		return scale == null ? plane : scale.seen(plane, mode);
	}

	/** The image in even light, where that is corrected. */
	public ImagePlane lit(ImagePlane plane) {
		return lightRadius == null ? plane : plane.evenLight(lightRadius);
	}

	/**
	 * What becomes 0 and 1 of a channel of an image.
	 *
	 * @param lit the image, {@linkplain #lit lit}
	 * @param channel from 0
	 */
	public Intensity.ChannelRange range(ImagePlane lit, int channel) {
		if (intensity != null && intensity.rule() == Intensity.Rule.IMAGE) return intensity.own(lit, channel, channels.resolve(lit).sources());
		if (intensity != null && intensity.ranges() != null) for (Intensity.ChannelRange range : intensity.ranges())
			if (range.channel() == channel + 1) return range;
		return new Intensity.ChannelRange(channel + 1, black, white);
	}

	/** The whole image resized to {@link #size()}: {@code 3 * size * size} normalised values in [C, H, W] order. */
	public float[] whole(ImagePlane plane) {
		check(plane);
		ImagePlane lit = lit(plane);
		int w = plane.width(), h = plane.height(), area = size * size;
		float[] out = new float[3 * area];
		ChannelMapping sources = channels.resolve(plane);
		for (int c = 0; c < 3; c++) {
			if (c > 0 && sources.source(c) == sources.source(c - 1)) System.arraycopy(out, (c - 1) * area, out, c * area, area);
			else {
				int source = sources.source(c);
				System.arraycopy(resized((y, row) -> lit.readFinite(source, 0, y, w, 1, row, 0), w, h), 0, out, c * area, area);
			}
		}
		normalise(lit, sources, out, 0, area);
		return out;
	}

	private float[] resized(RowSource raw, int w, int h) {
		if (w == size && h == size) return raw.readAll(h, w);
		return resampling == Resampling.LINEAR ? Resize.bilinear(raw, w, h, size, size) : Resize.antialiased(raw, w, h, size,
			size, pixelType == PixelType.UINT8 && lightRadius == null);
	}

	/**
	 * A region of the image as it is {@linkplain #seen seen}.
	 *
	 * @param out receives {@code 3 * w * h} normalised values in [C, H, W] order
	 * @param offset where in {@code out} they start
	 */
	public void region(ImagePlane plane, int x, int y, int w, int h, float[] out, int offset) {
		ChannelMapping sources = channels.resolve(plane);
		ImagePlane lit = lit(plane);
		for (int c = 0; c < 3; c++) {
			int at = offset + c * w * h;
			if (c > 0 && sources.source(c) == sources.source(c - 1)) System.arraycopy(out, at - w * h, out, at, w * h);
			else lit.readFinite(sources.source(c), x, y, w, h, out, at);
		}
		normalise(lit, sources, out, offset, w * h);
	}

	/** The same in an array of its own. */
	public float[] region(ImagePlane plane, int x, int y, int w, int h) {
		float[] out = new float[3 * w * h];
		region(plane, x, y, w, h, out, 0);
		return out;
	}

	/** What becomes 0 and 1, and whether light is corrected, for people. */
	public String brightnessText() {
		String text = intensity == null ? "range " + black + " to " + white : intensity.text(black, white);
		return lightRadius == null ? text : text + "; uneven light divided out, a background of radius " + Intensity.number(lightRadius)
			+ " pixels";
	}

	private void normalise(ImagePlane lit, ChannelMapping sources, float[] values, int offset, int area) {
		for (int c = 0; c < 3; c++) {
			Intensity.ChannelRange range = range(lit, sources.source(c));
			double black = range.black(), white = range.white();
			// Folded into one multiplication and one addition a value.
			float scale = (float) (1 / ((white - black) * deviation[c]));
			float shift = (float) ((-black / (white - black) - mean[c]) / deviation[c]);
			for (int i = offset + c * area; i < offset + (c + 1) * area; i++)
				values[i] = values[i] * scale + shift;
		}
	}
}
