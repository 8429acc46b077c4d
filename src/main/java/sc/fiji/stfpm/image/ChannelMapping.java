package sc.fiji.stfpm.image;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which channels of an image feed red, green and blue of the network. In text, and here, channels count from 1 as
 * ImageJ's do: {@code "auto"}, {@code "2"} (channel 2 for all three), {@code "3,2,1"}, or {@code "1+2"} for channels that are
 * looked at separately, each as all three colours.
 */
public final class ChannelMapping implements Serializable {
	/** Follows the image: one channel feeds all three colours, three channels are red, green and blue. */
	public static final ChannelMapping AUTO = new ChannelMapping(List.of());
	/** The first channel for all three colours. */
	public static final ChannelMapping GREY = new ChannelMapping(List.of(1, 1, 1));
	/** Channels 1, 2 and 3 in this order. */
	public static final ChannelMapping RGB = new ChannelMapping(List.of(1, 2, 3));

	private static final String EXPECTED = "expected \"auto\", one channel such as \"1\", three such as \"1,2,3\", or separate ones such"
		+ " as \"1+2\"";
	private static final int COLOURS = 3;

	private final List<Integer> channels;
	private final boolean separate;

	private ChannelMapping(List<Integer> channels) {
		this(channels, false);
	}

	private ChannelMapping(List<Integer> channels, boolean separate) {
		this.channels = channels;
		this.separate = separate;
	}

	/** Channels for red, green and blue, from 1. */
	public static ChannelMapping of(int red, int green, int blue) {
		if (Math.min(red, Math.min(green, blue)) < 1)
			throw new IllegalArgumentException("Channels count from 1, found " + red + "," + green + "," + blue);
		return new ChannelMapping(List.of(red, green, blue));
	}

	/**
	 * Channels that are looked at one by one, from 1.
	 *
	 * @throws IllegalArgumentException for fewer than two, one below 1, or one that is there twice
	 */
	public static ChannelMapping separate(List<Integer> channels) {
		String text = channels.stream().map(String::valueOf).collect(Collectors.joining("+"));
		if (channels.size() < 2) throw new IllegalArgumentException("Separate channels must be two at least, found \"" + text + "\"");
		if (channels.stream().anyMatch(channel -> channel < 1)) throw new IllegalArgumentException("Channels count from 1, found " + text);
		if (channels.stream().distinct().count() < channels.size()) throw new IllegalArgumentException("Channels \"" + text
			+ "\": each of the separate channels can be named once");
		return new ChannelMapping(List.copyOf(channels), true);
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
			if (trimmed.contains("+")) return separate(Arrays.stream(trimmed.split("\\+", -1)).map(one -> Integer.valueOf(one.trim())).toList());
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
				+ " channels: name the ones to use, \"1+2\" to look at each separately, \"1,2,1\" as red, green and blue, or a"
				+ " single one");
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

	/** Whether channels are looked at one by one. */
	public boolean isSeparate() {
		return separate;
	}

	/** What the network sees one after the other: of separate channels each for all three colours, else this mapping alone. */
	public List<ChannelMapping> parts() {
		return separate ? channels.stream().map(channel -> of(channel, channel, channel)).toList() : List.of(this);
	}

	/**
	 * The image's channels that count, each once, from 0 as {@link ImagePlane#read} counts.
	 *
	 * @throws IllegalStateException for {@link #AUTO}, which an image has to {@linkplain #resolve resolve} first
	 */
	public List<Integer> sources() {
		if (isAuto()) throw unresolved();
		return channels.stream().distinct().map(channel -> channel - 1).toList();
	}

	/**
	 * What people see as red, green and blue: of two separate channels the first as magenta, the second as green, of more the first
	 * three; else this mapping.
	 */
	public ChannelMapping picture() {
		if (!separate) return this;
		return of(channels.get(0), channels.get(1), channels.get(channels.size() < COLOURS ? 0 : 2));
	}

	/**
	 * The image's channel, counted from 0 as {@link ImagePlane#read} does, that feeds a colour of the network.
	 *
	 * @param colour 0 red, 1 green, 2 blue
	 * @throws IllegalStateException for {@link #AUTO}, which an image has to {@linkplain #resolve resolve} first, and for separate
	 *           channels, whose {@link #parts()} have colours
	 */
	public int source(int colour) {
		if (isAuto()) throw unresolved();
		if (separate) throw new IllegalStateException("Separate channels \"" + this + "\" have no colours together");
		return channels.get(colour) - 1;
	}

	private static IllegalStateException unresolved() {
		return new IllegalStateException("The automatic channel mapping has to be resolved for an image first");
	}

	/** {@code auto}, {@code c}, {@code r,g,b}, or {@code c+d}. */
	@Override
	public String toString() {
		if (isAuto())
			return "auto";
		if (separate)
			return channels.stream().map(String::valueOf).collect(Collectors.joining("+"));
		if (channels.stream().distinct().count() == 1)
			return channels.get(0).toString();
		return channels.get(0) + "," + channels.get(1) + "," + channels.get(2);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof ChannelMapping mapping && separate == mapping.separate && channels.equals(mapping.channels);
	}

	@Override
	public int hashCode() {
		return channels.hashCode();
	}
}
