package sc.fiji.stfpm.ij1;

import java.util.Arrays;

import ij.ImagePlus;
import ij.WindowManager;

/** The open images, batch mode's among them. */
final class OpenImages {
	private OpenImages() {}

	/**
	 * The active image.
	 *
	 * @param required whether to throw rather than to return null where none is open
	 */
	static ImagePlus active(boolean required) {
		ImagePlus image = WindowManager.getCurrentImage();
		if (image == null && required) throw new IllegalStateException(
			"There is no image open. Open one first, or choose File > Open Samples > Woven Fabric (Anomaly Detection)");
		return image;
	}

	/**
	 * An image by its title or ID.
	 *
	 * @throws IllegalArgumentException naming the open images, or where several have that title
	 */
	static ImagePlus named(String key, String name) {
		String[] same = Arrays.stream(WindowManager.getImageTitles()).filter(name::equals).toArray(String[]::new);
		if (same.length > 1) throw new IllegalArgumentException("'" + key + "=" + name + "': " + same.length
			+ " open images have this title; name it by its ID (getImageID in macros), or rename one");
		ImagePlus image = WindowManager.getImage(name);
		if (image == null && name.matches("-?\\d{1,9}")) image = WindowManager.getImage(Integer.parseInt(name));
		if (image != null) return image;
		String[] titles = WindowManager.getImageTitles();
		throw new IllegalArgumentException("'" + key + "=" + name + "': there is no such image open; " + (titles.length == 0
			? "none is" : "open are: " + String.join(", ", titles)));
	}
}
