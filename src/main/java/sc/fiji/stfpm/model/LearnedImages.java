package sc.fiji.stfpm.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is known of the images that a model learned from, or that set its threshold: enough to tell whether others are among
 * them or like them.
 *
 * @param fingerprints of their pixels, one an image; empty where they are not known
 * @param minWidth of the narrowest, in pixels; 0 where not known
 */
public record LearnedImages(List<String> fingerprints, int minWidth, int maxWidth, int minHeight, int maxHeight) {
	/** Nothing is known: the model is of an older version, or was imported. */
	public static final LearnedImages NONE = new LearnedImages(List.of(), 0, 0, 0, 0);

	public LearnedImages {
		fingerprints = List.copyOf(fingerprints);
	}

	/** For looking many images up. */
	public Set<String> known() {
		return new HashSet<>(fingerprints);
	}

	/** Whether an image is smaller or larger than all of them, in width or height; false where nothing is known. */
	public boolean isOtherSize(int width, int height) {
		return maxWidth > 0 && (width < minWidth || width > maxWidth || height < minHeight || height > maxHeight);
	}

	/** Their sizes, for people. */
	public String sizesText() {
		String smallest = minWidth + " x " + minHeight, largest = maxWidth + " x " + maxHeight;
		return smallest.equals(largest) ? smallest : smallest + " to " + largest;
	}
}
