package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import sc.fiji.stfpm.dataset.ImageSet.Layout;

/**
 * Folders as people sort images by hand: one of normal images beside one or more of others, {@code good} and {@code bad},
 * {@code ok} and {@code ng}. There is no division into images to learn from and images to test: every fifth normal one, in
 * natural order, is put aside to test.
 */
final class SideBySide {
	private static final Set<String> NORMAL = Set.of(Sample.GOOD, "ok", "normal");
	private static final String MASKS = "ground_truth";
	/** Of so many normal images one is to test. */
	private static final int PART = 5;

	private SideBySide() {}

	/**
	 * Whether a folder, which holds no image itself, has such folders.
	 *
	 * @throws IOException where it has normal images under two names
	 */
	static boolean is(Path root) throws IOException {
		if (!ImageFiles.directlyIn(root).isEmpty()) return false;
		List<Path> normal = normal(root);
		if (normal.size() > 1) throw new IOException(root + ": found " + normal.get(0).getFileName() + " and " + normal.get(1)
			.getFileName() + ", expected normal images in one folder");
		return !normal.isEmpty();
	}

	private static List<Path> normal(Path root) throws IOException {
		List<Path> found = new ArrayList<>();
		for (Path folder : ImageFiles.foldersIn(root))
			if (isNormal(folder) && !ImageFiles.directlyIn(folder).isEmpty()) found.add(folder);
		return found;
	}

	private static boolean isNormal(Path folder) {
		return NORMAL.contains(folder.getFileName().toString().toLowerCase(Locale.ROOT));
	}

	static ImageSet open(Path root) throws IOException {
		List<Sample> test = new ArrayList<>(), anomalous = new ArrayList<>(), normals = new ArrayList<>();
		for (Path folder : ImageFiles.foldersIn(root))
			if (!isNormal(folder) && !folder.getFileName().toString().equals(MASKS)) anomalous.addAll(anomalous(root, folder));
		List<Path> images = ImageFiles.directlyIn(normal(root).get(0));
		for (int i = 0; i < images.size(); i++) {
			Sample sample = new Sample(images.get(i), ImageFiles.name(root, images.get(i)), false, Sample.GOOD, Optional.empty());
			// Without anything to find there is nothing to test.
			if (!anomalous.isEmpty() && i % PART == PART - 1) test.add(sample);
			else normals.add(sample);
		}
		test.addAll(anomalous);
		return new ImageSet(root, Layout.SIDE_BY_SIDE, normals, test);
	}

	private static List<Sample> anomalous(Path root, Path folder) throws IOException {
		String kind = folder.getFileName().toString();
		List<Path> images = ImageFiles.directlyIn(folder);
		MaskFiles masks = MaskFiles.in(root.resolve(MASKS).resolve(kind), images);
		List<Sample> samples = new ArrayList<>();
		for (Path image : images)
			samples.add(new Sample(image, ImageFiles.name(root, image), true, kind, masks.of(image)));
		return samples;
	}
}
