package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelMask;

/** Says which pixels of images do not count, by one rule for all. Thread-safe. */
public interface IgnoreRule {
	/** What {@link #of} takes for no rule. */
	String NOTHING = "none";
	/** What {@link #of} takes for the background that parts lie on. */
	String BACKGROUND = "background";
	/** Every pixel counts. */
	IgnoreRule NONE = new IgnoreRule() {
		@Override
		public PixelMask mask(Place place, ImagePlane plane) {
			return PixelMask.NONE;
		}

		@Override
		public String text() {
			return "";
		}
	};

	/**
	 * Which plane of which image it is.
	 *
	 * @param image its name, a path with forward slashes
	 * @param slice from 1
	 * @param slices of the image
	 * @param frame from 1
	 * @param frames of the image
	 */
	record Place(String image, int slice, int slices, int frame, int frames) {
		/** The one plane of an image. */
		public static Place only(String image) {
			return new Place(image, 1, 1, 1, 1);
		}
	}

	/**
	 * Which pixels of a plane do not count.
	 *
	 * @throws IOException where the plane's mask is missing, cannot be read, or is of another size
	 * @throws IllegalArgumentException where the rule cannot tell
	 */
	PixelMask mask(Place place, ImagePlane plane) throws IOException;

	/** The rule in short, for tables and markers; the same text is the same rule. Empty where there is none. */
	String text();

	/** The plane, of which those pixels do not count; errors as {@link #mask}. */
	default ImagePlane apply(Place place, ImagePlane plane) throws IOException {
		return plane.ignoring(mask(place, plane));
	}

	/**
	 * The rule that a text names.
	 *
	 * @param text {@value #NOTHING} or empty; {@value #BACKGROUND}, found in each image by itself; the path of a mask image that is above 0 where pixels do not
	 *          count, for all images of its size; or the path of a folder that has such a mask for each image, by its name
	 * @throws IOException naming the path where it is missing or no image
	 */
	static IgnoreRule of(String text) throws IOException {
		String named = text.strip();
		if (named.isEmpty() || named.equalsIgnoreCase(NOTHING)) return NONE;
		if (named.equalsIgnoreCase(BACKGROUND)) return new IgnoreRule() {
			@Override
			public PixelMask mask(Place place, ImagePlane plane) {
				return Background.of(plane);
			}

			@Override
			public String text() {
				return BACKGROUND;
			}
		};
		Path path = Path.of(named);
		if (!Files.exists(path)) throw new IOException(path + ": no such mask image or folder of masks; " + NOTHING + " and " + BACKGROUND
			+ " are possible, too");
		return Files.isDirectory(path) ? new IgnoreFolder(path) : new IgnoreImage(path);
	}
}
