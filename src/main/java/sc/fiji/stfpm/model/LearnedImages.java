package sc.fiji.stfpm.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What is known of the images that a model learned from, or that set its threshold: enough to tell whether others are among
 * them or like them.
 *
 * @param fingerprints of their pixels, one an image; empty where they are not known
 * @param minWidth of the narrowest, in pixels; 0 where not known
 * @param minAspect the smallest width in parts of the height; 0 where not known
 * @param minChannels the smallest number of channels; 0 where not known
 * @param channelNames of each channel, empty where it had none or several; null where no channel had one name
 */
public record LearnedImages(List<String> fingerprints, int minWidth, int maxWidth, int minHeight, int maxHeight, double minAspect,
	double maxAspect, int minChannels, int maxChannels, List<String> channelNames)
{
	/** Nothing is known: the model is of an older version, or was imported. */
	public static final LearnedImages NONE = new LearnedImages(List.of(), 0, 0, 0, 0, 0, 0, 0, 0, null);
	/** Aspect ratios and fields of view within this share of each other are alike: images are cropped a few pixels more or less. */
	private static final double TOLERANCE = 0.05;

	public LearnedImages {
		fingerprints = List.copyOf(fingerprints);
		channelNames = channelNames == null || channelNames.stream().allMatch(String::isEmpty) ? null : List.copyOf(channelNames);
	}

	/** The name of a channel; empty where it had none or several. */
	public String channelName(int channel) {
		return channelNames == null || channel >= channelNames.size() ? "" : channelNames.get(channel);
	}

	/** For looking many images up. */
	public Set<String> known() {
		return new HashSet<>(fingerprints);
	}

	/** Whether an image is smaller or larger than all of them, in width or height; false where nothing is known. */
	public boolean isOtherSize(int width, int height) {
		return maxWidth > 0 && (width < minWidth || width > maxWidth || height < minHeight || height > maxHeight);
	}

	/**
	 * Whether an image shows clearly less or more than all of them, in width or height; false where nothing is known.
	 *
	 * @param width in pixels of their size
	 * @param height in pixels of their size
	 */
	public boolean isOtherField(double width, double height) {
		return maxWidth > 0 && (width < minWidth * (1 - TOLERANCE) || width > maxWidth * (1 + TOLERANCE) || height < minHeight * (1 - TOLERANCE)
			|| height > maxHeight * (1 + TOLERANCE));
	}

	/** Whether an image is clearly narrower or wider for its height than all of them; false where nothing is known. */
	public boolean isOtherAspect(int width, int height) {
		double aspect = (double) width / height;
		return maxAspect > 0 && (aspect < minAspect * (1 - TOLERANCE) || aspect > maxAspect * (1 + TOLERANCE));
	}

	/** Whether an image has fewer or more channels than all of them; false where nothing is known. */
	public boolean isOtherChannels(int channels) {
		return maxChannels > 0 && (channels < minChannels || channels > maxChannels);
	}

	/**
	 * Which channels are called otherwise than they were, for people, a part of a sentence each.
	 *
	 * @param names of the image's channels, empty for those without
	 * @param used the channels that count, from 0
	 */
	List<String> otherNames(List<String> names, List<Integer> used) {
		List<String> others = new ArrayList<>();
		for (int channel : used) {
			String learned = channelName(channel), found = channel < names.size() ? names.get(channel).strip() : "";
			if (learned.isEmpty() || found.isEmpty() || learned.equalsIgnoreCase(found)) continue;
			int elsewhere = IntStream.range(0, names.size()).filter(c -> names.get(c).strip().equalsIgnoreCase(learned)).findFirst().orElse(-1);
			others.add("its channel " + (channel + 1) + " is called " + found + ", where the model learned " + learned + (elsewhere < 0 ? ""
				: ", which is its channel " + (elsewhere + 1) + ": are channels swapped?"));
		}
		return others;
	}

	/** Their sizes, for people. */
	public String sizesText() {
		String smallest = minWidth + " x " + minHeight, largest = maxWidth + " x " + maxHeight;
		return smallest.equals(largest) ? smallest : smallest + " to " + largest;
	}

	/** Their channels, for people. */
	public String channelsText() {
		return minChannels == maxChannels ? channelsText(minChannels) : minChannels + " to " + channelsText(maxChannels);
	}

	static String channelsText(int channels) {
		return channels == 1 ? "1 channel (grey)" : channels + " channels";
	}
}
