package sc.fiji.stfpm.score;

import java.io.Serializable;
import java.util.Locale;

/**
 * Says that held-out scores are those of patches of normal images, where an image's score is the highest of its patches.
 *
 * @param area of a patch in pixels, on average
 * @param anImage patches that cover an image of those learned from, on average; at least 1
 * @param images that they are of
 * @param drawn whether they are some of more
 */
public record Patches(double area, double anImage, int images, boolean drawn) implements Serializable {
	/** @throws IllegalArgumentException naming what is out of range */
	public Patches {
		if (!(area >= 1 && anImage >= 1 && area < Double.POSITIVE_INFINITY && anImage < Double.POSITIVE_INFINITY) || images < 1)
			throw new IllegalArgumentException("Patches need an area, a number in an image and images of at least 1, found " + area + ", "
				+ anImage + " and " + images);
	}

	/** How many patches cover an image of so many pixels; at least 1. */
	public double in(double pixels) {
		return Math.max(1, pixels / area);
	}

	/** How many there are in an image, for people, such as {@code 16} or {@code 12.3}. */
	String anImageText() {
		return anImage == Math.rint(anImage) ? String.valueOf((long) anImage) : String.format(Locale.ROOT, "%.1f", anImage);
	}
}
