package sc.fiji.stfpm.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.Levels;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.model.Intensity;
import sc.fiji.stfpm.model.Intensity.ChannelRange;
import sc.fiji.stfpm.model.Preprocessing;

/** How bright training images of one type are, and what of it becomes 0 and 1. */
final class BrightnessSurvey implements Serializable {
	/** The highest values of cameras of 10, 12 and 14 bits, whose images are stored in 16. */
	private static final List<Integer> CAMERAS = List.of(1023, 4095, 16383);
	/** More saturated pixels than this share are worth a word. */
	private static final double SATURATED = 0.01;
	/** Channels of 8 bits are colours of one camera, and have one range. */
	private static final int ALL = -1;
	/** Values that are kept of a part of the images, so that the outermost percentiles rest on some. */
	private static final int FEWEST = 1 << 18;

	private final PixelType type;
	private final Intensity rule;
	/** By channel, from 0, as they are seen. */
	private final Map<Integer, Levels> levels = new TreeMap<>();
	/** Of whole numbers, as they are stored; null of others. */
	private final Levels stored;
	private final int most;

	/** How many values a part of the images may keep, where they are not counted, so that all parts together keep no more than one would. */
	static int levels(int parts) {
		return Math.max(FEWEST, Levels.MOST / parts);
	}

	/**
	 * @param chosen null for what suits the type
	 * @param most see {@link #levels}
	 */
	BrightnessSurvey(PixelType type, Intensity chosen, int most) {
		this.most = most;
		this.type = type;
		rule = chosen == null ? Intensity.automatic(type) : chosen;
		stored = type == PixelType.FLOAT32 ? null : new Levels(true);
	}

	/**
	 * Looks at an image as it is stored.
	 *
	 * @throws IllegalArgumentException naming the place of a value that is infinite or not a number
	 */
	void addStored(ImagePlane plane, List<Integer> channels) {
		float[] row = new float[plane.width()];
		for (int channel : channels)
			if (stored != null) stored.addRows(plane, channel);
			else for (int y = 0; y < plane.height(); y++)
				plane.readFinite(channel, 0, y, row.length, 1, row, 0);
	}

	/**
	 * Looks at an image as it is seen.
	 *
	 * @param lit whether its light was evened out
	 */
	void addSeen(ImagePlane plane, List<Integer> channels, boolean lit) {
		if (rule.rule() != Intensity.Rule.TRAINING) return;
		for (int channel : channels)
			levels.computeIfAbsent(type == PixelType.UINT8 ? ALL : channel, key -> new Levels(type != PixelType.FLOAT32 && !lit, most)).addRows(plane,
				channel);
	}

	/** Adds what was seen of images behind those here. */
	void add(BrightnessSurvey after) {
		if (stored != null) stored.add(after.stored);
		after.levels.forEach((channel, seen) -> levels.merge(channel, seen, (one, other) -> {
			one.add(other);
			return one;
		}));
	}

	/**
	 * The preprocessing with what becomes 0 and 1.
	 *
	 * @throws IllegalArgumentException if all images are blank
	 */
	Preprocessing in(Preprocessing preprocessing) {
		if (rule.rule() == Intensity.Rule.FIXED) {
			boolean usual = rule.equals(Intensity.automatic(type));
			return preprocessing.withRange(rule.low(), rule.high()).withIntensity(usual ? null : rule);
		}
		if (rule.rule() == Intensity.Rule.IMAGE) return preprocessing.withIntensity(rule);
		List<ChannelRange> ranges = new ArrayList<>();
		levels.forEach((channel, found) -> {
			Levels.Range range = found.range(rule.low(), rule.high());
			ranges.add(new ChannelRange(channel + 1, range.low(), range.high()));
		});
		double black = ranges.stream().mapToDouble(ChannelRange::black).min().orElseThrow(), white = ranges.stream().mapToDouble(
			ChannelRange::white).max().orElseThrow();
		if (white <= black) throw new IllegalArgumentException("All training images have the same value " + (float) black
			+ " everywhere; there is nothing to learn from");
		return preprocessing.withRange(black, white).withIntensity(ranges.size() == 1 ? rule : rule.withRanges(ranges.stream().map(
			BrightnessSurvey::notEmpty).toList()));
	}

	/** A channel without any structure has one value. */
	private static ChannelRange notEmpty(ChannelRange range) {
		return range.white() > range.black() ? range : new ChannelRange(range.channel(), range.black(), range.black() + 1);
	}

	/** What is to be said where many pixels are as bright as can be. */
	Optional<String> saturation() {
		if (stored == null || stored.count() == 0) return Optional.empty();
		int highest = (int) stored.highest(), most = CAMERAS.contains(highest) ? highest : (int) type.nominalMax();
		double share = (double) stored.count(most) / stored.count();
		return share <= SATURATED ? Optional.empty() : Optional.of(String.format(Locale.ROOT,
			"%.0f %% of the pixels of the training images are saturated, at %d: what is brighter looks the same there", 100 * share, most));
	}
}
