package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelMask;

/**
 * A folder of masks, in which each image has its own under its own name, with or without {@code _mask} behind it and with any extension of
 * an image; images of folders below have theirs in folders of the same names.
 */
final class IgnoreFolder implements IgnoreRule {
	private static final String SUFFIX = "_mask";

	private final Path folder;
	private final Map<String, Path> masks = new HashMap<>();

	/** @throws IOException where it has no image, or two of one name */
	IgnoreFolder(Path folder) throws IOException {
		this.folder = folder;
		List<Path> files = ImageFiles.in(folder, true);
		for (Path file : files) {
			Path other = masks.put(stem(ImageFiles.name(folder, file)), file);
			if (other != null) throw new IOException(other + " and " + file.getFileName() + " could both be the mask of an image; keep one of them");
		}
	}

	private static String stem(String name) {
		return name.substring(0, name.lastIndexOf('.'));
	}

	@Override
	public PixelMask mask(Place place, ImagePlane plane) throws IOException {
		String name = stem(place.image());
		Path mask = masks.getOrDefault(name + SUFFIX, masks.get(name));
		if (mask == null) throw new IOException("There is no mask of it in " + folder + ", " + name + SUFFIX + " or " + name
			+ "; an image of which every pixel counts has a black one");
		return new IgnoreImage(mask).mask(place, plane);
	}

	@Override
	public String text() {
		return folder.toAbsolutePath().normalize().toString();
	}
}
