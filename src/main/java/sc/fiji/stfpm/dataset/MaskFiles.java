package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The masks of a folder, found by the names of the images. MVTec AD marks them with a suffix, other sets repeat the
 * image's name alone; extensions may differ from the images'.
 */
final class MaskFiles {
	private static final String SUFFIX = "_mask";

	private final Map<String, List<Path>> masks;
	private final Set<String> images;

	private MaskFiles(List<Path> masks, List<Path> images) {
		this.masks = masks.stream().collect(Collectors.groupingBy(MaskFiles::stem));
		this.images = images.stream().map(MaskFiles::stem).collect(Collectors.toSet());
	}

	/**
	 * @param folder of masks, may be missing
	 * @param images all that the masks may belong to
	 */
	static MaskFiles in(Path folder, List<Path> images) throws IOException {
		return new MaskFiles(ImageFiles.directlyIn(folder), images);
	}

	/** @throws IOException naming the files where more than one could be the image's mask, or the mask more than one's */
	Optional<Path> of(Path image) throws IOException {
		String name = stem(image);
		List<Path> marked = masks.getOrDefault(name + SUFFIX, List.of());
		List<Path> plain = masks.getOrDefault(name, List.of());
		// The mask a_mask.png is that of a.png, unless there is an image a_mask.png that has no other.
		boolean anothers = images.contains(name + SUFFIX) && !masks.containsKey(name + SUFFIX + SUFFIX);
		if (anothers && !marked.isEmpty() && plain.isEmpty())
			throw new IOException(marked.get(0) + " could be the mask of " + image.getFileName() + " and of another image, "
				+ name + SUFFIX + "; rename one of the images");
		List<Path> found = marked.isEmpty() || anothers ? plain : marked;
		if (found.size() > 1)
			throw new IOException(found.get(0) + " and " + found.get(1).getFileName() + " could both be the mask of " + image
				.getFileName() + "; keep one of them");
		return found.stream().findFirst();
	}

	private static String stem(Path file) {
		String name = file.getFileName().toString();
		return name.substring(0, name.lastIndexOf('.'));
	}
}
