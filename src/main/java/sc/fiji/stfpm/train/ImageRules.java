package sc.fiji.stfpm.train;

import java.io.Serializable;
import java.util.Locale;

import sc.fiji.stfpm.model.Intensity;
import sc.fiji.stfpm.model.PixelScale;

/**
 * How images become network input, as far as it is chosen. Immutable.
 *
 * @param intensity which raw values become 0 and 1; null for what suits the type of the images
 * @param light {@code off}, {@code auto}, or the radius in pixels of the background that uneven light is corrected by
 * @param pixels what happens to images of another pixel size
 */
public record ImageRules(Intensity intensity, String light, PixelScale.Rule pixels) implements Serializable {
	/** Nothing is chosen. */
	static final ImageRules DEFAULT = new ImageRules(null, "off", PixelScale.Rule.RESCALE);
	/** Side of an image in radii of {@code auto}: what is an eighth of it or less across stays, what is larger is light. */
	private static final int SIDE_IN_RADII = 8;

	public ImageRules {
		light = light.strip().toLowerCase(Locale.ROOT);
		if (!isWord(light)) check(light);
	}

	private static boolean isWord(String light) {
		return light.equals("off") || light.equals("auto");
	}

	private static void check(String light) {
		try {
			double radius = Double.parseDouble(light);
			if (radius >= 1 && radius < Double.POSITIVE_INFINITY) return;
		}
		catch (NumberFormatException e) {
			// Said below, as of every other text.
		}
		throw new IllegalArgumentException("Uneven light \"" + light + "\": expected off, auto, or a radius of at least 1 pixel");
	}

	/** Whether uneven light is corrected. */
	boolean correctsLight() {
		return !light.equals("off");
	}

	/**
	 * The radius of the background that light is corrected by, in pixels; null for none.
	 *
	 * @param side the smallest of all images, in pixels
	 */
	Double lightRadius(int side) {
		if (!correctsLight()) return null;
		return light.equals("auto") ? Math.max(1, (double) side / SIDE_IN_RADII) : Double.parseDouble(light);
	}
}
