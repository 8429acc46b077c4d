package sc.fiji.stfpm.model;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.Levels;
import sc.fiji.stfpm.image.PixelType;

/**
 * How brightness becomes network input: which raw values become 0 and 1. Values outside are not clipped. Immutable.
 *
 * @param rule where the range comes from
 * @param low the raw value that becomes 0 where the range is {@code FIXED}, else the percentage of pixels that is darker
 * @param high the raw value that becomes 1 where the range is {@code FIXED}, else the percentage of pixels that is darker
 * @param ranges of the channels that differ in theirs; null where all have the same
 */
public record Intensity(Rule rule, double low, double high, List<ChannelRange> ranges) implements Serializable {
	/** Where a range comes from. */
	public enum Rule {
		/** It was given. */
		FIXED,
		/** Percentiles over all training images. */
		TRAINING,
		/** Percentiles over each image for itself. */
		IMAGE
	}

	/**
	 * What raw values of a channel become 0 and 1.
	 *
	 * @param channel from 1
	 */
	public record ChannelRange(int channel, double black, double white) implements Serializable {}

	/** Percentages that leave dead and hot pixels out. */
	public static final double LOW = 0.1, HIGH = 99.9;
	private static final String EXPECTED = "expected auto, fixed:LOW,HIGH (raw values), training or image, these also with percentages such"
		+ " as training:0.1,99.9";

	public Intensity {
		if (rule == null) throw new IllegalArgumentException("Incomplete intensity");
		if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) throw new IllegalArgumentException("The range from " + number(
			low) + " to " + number(high) + " is empty; the second value must be larger");
		if (rule != Rule.FIXED && (low < 0 || high > 100)) throw new IllegalArgumentException("Percentages are from 0 to 100, found " + number(
			low) + " and " + number(high));
		ranges = ranges == null ? null : List.copyOf(ranges);
	}

	/** What is chosen by nobody: all of the range of 8-bit images, of others the percentiles over the training images. */
	public static Intensity automatic(PixelType type) {
		return type == PixelType.UINT8 ? new Intensity(Rule.FIXED, 0, type.nominalMax(), null) : new Intensity(Rule.TRAINING, LOW, HIGH, null);
	}

	/**
	 * Reads what {@link #toString()} writes.
	 *
	 * @return null for {@code auto}
	 * @throws IllegalArgumentException for anything else
	 */
	public static Intensity parse(String text) {
		String[] parts = text.strip().toLowerCase(Locale.ROOT).split("\\s*:\\s*", 2);
		if (parts.length == 1 && parts[0].equals("auto")) return null;
		try {
			Rule rule = Rule.valueOf(parts[0].toUpperCase(Locale.ROOT));
			if (parts.length == 1 && rule != Rule.FIXED) return new Intensity(rule, LOW, HIGH, null);
			String[] values = parts[parts.length - 1].split("\\s*,\\s*", -1);
			if (values.length == 2) return new Intensity(rule, Double.parseDouble(values[0]), Double.parseDouble(values[1]), null);
		}
		catch (IllegalArgumentException e) {
			if (!(e instanceof NumberFormatException) && e.getMessage().startsWith("The range") || e.getMessage().startsWith("Percent")) throw e;
			throw new IllegalArgumentException("Intensity \"" + text + "\": " + EXPECTED, e);
		}
		throw new IllegalArgumentException("Intensity \"" + text + "\": " + EXPECTED);
	}

	/** The same rule, with what it came to. */
	public Intensity withRanges(List<ChannelRange> found) {
		return new Intensity(rule, low, high, found);
	}

	/** The range of an image for itself, worked out once; channels of 8-bit images share one, others have each their own. */
	ChannelRange own(ImagePlane plane, int channel, List<Integer> all) {
		List<Integer> counted = plane.type() == PixelType.UINT8 ? all : List.of(channel);
		Levels.Range range = plane.derived(new OwnKey(counted, low, high), seen -> Levels.of(seen, counted, false).range(low, high));
		// A channel without any structure has one value.
		return new ChannelRange(channel + 1, range.low(), range.high() > range.low() ? range.high() : range.low() + 1);
	}

	private record OwnKey(List<Integer> channels, double low, double high) {}

	/**
	 * What becomes 0 and 1, for people.
	 *
	 * @param black of channels that have no range of their own
	 * @param white of these
	 */
	String text(double black, double white) {
		String share = number(low) + " to " + number(high) + " %";
		if (rule == Rule.IMAGE) return "range of each image for itself, " + share + " of its pixels";
		String range = ranges == null ? number(black) + " to " + number(white) : ranges.stream().map(one -> "channel " + one.channel() + " "
			+ number(one.black()) + " to " + number(one.white())).collect(Collectors.joining(", "));
		return "range " + range + (rule == Rule.FIXED ? ", as given" : ", " + share + " of the training images' pixels");
	}

	/** {@code fixed:0,4095}, {@code training:0.1,99.9}. */
	@Override
	public String toString() {
		return rule.name().toLowerCase(Locale.ROOT) + ":" + number(low) + "," + number(high);
	}

	static String number(double value) {
		return value == Math.rint(value) && Math.abs(value) < 1e9 ? String.valueOf((long) value) : String.valueOf((float) value);
	}
}
