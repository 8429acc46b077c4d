package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import sc.fiji.stfpm.dataset.ImageSet.Layout;

/**
 * The categories of a data set for a benchmark, each a set with normal images to train on and labelled images to test.
 *
 * @param sets the categories by name, in natural order; at least one
 * @param left folders that are no category by name, with the reason
 */
public record Categories(Map<String, ImageSet> sets, Map<String, String> left) {
	private static final int REASONS_SHOWN = 5;

	public Categories {
		sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
		left = Collections.unmodifiableMap(new LinkedHashMap<>(left));
	}

	/**
	 * Looks for categories: a labelled set by itself, or else the folders directly below.
	 *
	 * @param root a category, a folder of categories, or a CSV file
	 * @throws IOException where there is no category; tells why the folders are none
	 */
	public static Categories in(Path root) throws IOException {
		if (!Files.isDirectory(root) || ImageSet.layoutOf(root) != Layout.PLAIN) {
			ImageSet set = ImageSet.open(root);
			String lacking = lacking(set);
			if (!lacking.isEmpty())
				throw new IOException(root + ": " + lacking);
			return new Categories(Map.of(name(root), set), Map.of());
		}
		Map<String, ImageSet> sets = new LinkedHashMap<>();
		Map<String, String> left = new LinkedHashMap<>();
		for (Path folder : ImageFiles.foldersIn(root)) {
			String name = name(folder);
			String reason = name.equals(VisaFolder.SPLITS) ? "says how VisA is divided" : look(folder, sets);
			if (!reason.isEmpty())
				left.put(name, reason);
		}
		if (sets.isEmpty())
			throw new IOException(root + ": no category found, expected train/good and test/<kind> in the folder or in those"
				+ " below it, or another layout with images for training and for testing" + reasons(left));
		return new Categories(sets, left);
	}

	/** Adds a folder to the sets, or tells why it is no category. */
	private static String look(Path folder, Map<String, ImageSet> sets) {
		try {
			ImageSet set = ImageSet.open(folder);
			String lacking = lacking(set);
			if (lacking.isEmpty())
				sets.put(name(folder), set);
			return lacking;
		} catch (IOException e) {
			return e.getMessage();
		}
	}

	private static String lacking(ImageSet set) {
		if (set.test().isEmpty())
			return "has normal images and no labelled images to test";
		return set.normals().isEmpty() ? "has labelled images to test and no normal images to train on" : "";
	}

	private static String name(Path path) {
		String name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
		return Files.isDirectory(path) ? name : name.substring(0, name.lastIndexOf('.'));
	}

	private static String reasons(Map<String, String> left) {
		if (left.isEmpty())
			return "; there is no folder below it";
		String more = left.size() > REASONS_SHOWN ? "; and " + (left.size() - REASONS_SHOWN) + " more" : "";
		return left.entrySet().stream().limit(REASONS_SHOWN).map(e -> e.getKey() + ": " + e.getValue()).collect(Collectors
			.joining("; ", ". Looked at ", more));
	}
}
