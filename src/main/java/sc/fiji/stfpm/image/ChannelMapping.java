package sc.fiji.stfpm.image;

import java.util.Arrays;
import java.util.List;

/**
 * Which channels of an image feed red, green and blue of the network. In text, and here, channels count from 1 as
 * ImageJ's do: {@code "auto"}, {@code "2"} (channel 2 for all three) or {@code "3,2,1"}.
 */
public final class ChannelMapping {
	/** Follows the image: one channel feeds all three colours, three channels are red, green and blue. */
	public static final ChannelMapping AUTO = new ChannelMapping(List.of());
	/** The first channel for all three colours. */
	public static final ChannelMapping GREY = new ChannelMapping(List.of(1, 1, 1));
	/** Channels 1, 2 and 3 in this order. */
	public static final ChannelMapping RGB = new ChannelMapping(List.of(1, 2, 3));

	private static final String EXPECTED = "expected \"auto\", one channel such as \"1\", or three such as \"1,2,3\"";

	private final List<Integer> channels;

	private ChannelMapping(List<Integer> channels) {
		this.channels = channels;
	}

	/** Channels for red, green and blue, from 1. */
	public static ChannelMapping of(int red, int green, int blue) {
		if (Math.min(red, Math.min(green, blue)) < 1)
			throw new IllegalArgumentException("Channels count from 1, found " + red + "," + green + "," + blue);
		return new ChannelMapping(List.of(red, green, blue));
	}

	/**
	 * Reads what {@link #toString()} writes; blanks around numbers and capitals do not matter.
	 *
	 * @throws IllegalArgumentException for anything else
	 */
	public static ChannelMapping parse(String text) {
		String trimmed = text.trim();
		if (trimmed.equalsIgnoreCase("auto"))
			return AUTO;
		try {
			int[] c = Arrays.stream(trimmed.split(",", -1)).map(String::trim).mapToInt(Integer::parseInt).toArray();
			if (c.length == 1)
				return of(c[0], c[0], c[0]);
			if (c.length == 3)
				return of(c[0], c[1], c[2]);
		} catch (NumberFormatException e) {
			throw new IllegalArgumentException("Channels \"" + text + "\": " + EXPECTED, e);
		}
		throw new IllegalArgumentException("Channels \"" + text + "\": " + EXPECTED);
	}

	/**
	 * The mapping an image has when nobody chose one.
	 *
	 * @throws IllegalArgumentException when the image has neither one nor three channels
	 */
	public static ChannelMapping forImage(ImagePlane image) {
		return switch (image.channels()) {
			case 1 -> GREY;
			case 3 -> RGB;
			default -> throw new IllegalArgumentException("The image has " + image.channels()
				+ " channels: name the ones to use as red, green and blue, for example \"1,2,1\", or a single one");
		};
	}

	/**
	 * This mapping for one image, {@link #AUTO} decided; checks that the image has the channels asked for.
	 *
	 * @throws IllegalArgumentException naming the channel asked for and the number found
	 */
	public ChannelMapping resolve(ImagePlane image) {
		if (isAuto())
			return forImage(image);
		for (int channel : channels)
			if (channel > image.channels())
				throw new IllegalArgumentException("Channel " + channel + " is asked for (channels \"" + this
					+ "\"), the image has " + image.channels());
		return this;
	}

	public boolean isAuto() {
		return channels.isEmpty();
	}

	/**
	 * The image's channel, counted from 0 as {@link ImagePlane#read} does, that feeds a colour of the network.
	 *
	 * @param colour 0 red, 1 green, 2 blue
	 * @throws IllegalStateException for {@link #AUTO}, which an image has to {@linkplain #resolve resolve} first
	 */
	public int source(int colour) {
		if (isAuto())
			throw new IllegalStateException("The automatic channel mapping has to be resolved for an image first");
		return channels.get(colour) - 1;
	}

	/** {@code auto}, {@code c}, or {@code r,g,b}. */
	@Override
	public String toString() {
		if (isAuto())
			return "auto";
		if (channels.stream().distinct().count() == 1)
			return channels.get(0).toString();
		return channels.get(0) + "," + channels.get(1) + "," + channels.get(2);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof ChannelMapping mapping && channels.equals(mapping.channels);
	}

	@Override
	public int hashCode() {
		return channels.hashCode();
	}
}
