package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import sc.fiji.stfpm.dataset.ImageSet.Layout;

/**
 * The folders of MVTec AD and of BTAD: {@code train}, {@code test/<kind>} and {@code ground_truth/<kind>}. Normal images
 * are in folders called {@code good} by the one and {@code ok} by the other, in capitals or not.
 */
final class LabelledFolders {
	private static final String OK = "ok";
	private static final String TRAIN = "train";
	private static final String TEST = "test";

	private LabelledFolders() {}

	/**
	 * Which of the two a folder has, empty for neither.
	 *
	 * @throws IOException where normal images are in folders of both names, or of a third
	 */
	static Optional<Layout> layout(Path root) throws IOException {
		List<Path> good = named(root, Sample.GOOD);
		List<Path> ok = named(root, OK);
		if (!good.isEmpty() && !ok.isEmpty())
			throw new IOException(root + ": found " + ImageFiles.name(root, good.get(0)) + " and " + ImageFiles.name(root, ok
				.get(0)) + ", expected normal images under one of these names: good, as in MVTec AD, or ok, as in BTAD");
		for (Path normal : named(root, "normal"))
			// As a kind of defect it would turn every metric around.
			throw new IOException(root + ": found the folder " + ImageFiles.name(root, normal)
				+ ", expected normal images in folders called good or ok");
		if (!ok.isEmpty())
			return Optional.of(Layout.BTAD);
		return good.isEmpty() && !Files.isDirectory(root.resolve(TEST)) ? Optional.empty() : Optional.of(Layout.MVTEC);
	}

	private static List<Path> named(Path root, String name) throws IOException {
		List<Path> found = new ArrayList<>();
		for (String part : List.of(TRAIN, TEST))
			for (Path folder : ImageFiles.foldersIn(root.resolve(part)))
				if (folder.getFileName().toString().equalsIgnoreCase(name))
					found.add(folder);
		return found;
	}

	/** @param layout what {@link #layout} found */
	static ImageSet open(Path root, Layout layout) throws IOException {
		String normal = layout == Layout.BTAD ? OK : Sample.GOOD;
		List<Sample> normals = new ArrayList<>();
		for (Path folder : ImageFiles.foldersIn(root.resolve(TRAIN)))
			if (folder.getFileName().toString().equalsIgnoreCase(normal))
				normals.addAll(samples(root, folder, Sample.GOOD));
		List<Sample> test = new ArrayList<>();
		for (Path folder : ImageFiles.foldersIn(root.resolve(TEST))) {
			String kind = folder.getFileName().toString();
			test.addAll(samples(root, folder, kind.equalsIgnoreCase(normal) ? Sample.GOOD : kind));
		}
		if (normals.isEmpty() && test.isEmpty())
			throw new IOException(root + ": no images found in train/" + normal + " and test/<kind>, " + ImageSet
				.expectedFiles());
		return new ImageSet(root, layout, normals, test);
	}

	private static List<Sample> samples(Path root, Path folder, String kind) throws IOException {
		boolean anomalous = !kind.equals(Sample.GOOD);
		List<Path> images = ImageFiles.directlyIn(folder);
		MaskFiles masks = MaskFiles.in(root.resolve("ground_truth").resolve(kind), images);
		List<Sample> samples = new ArrayList<>();
		for (Path image : images)
			samples.add(new Sample(image, ImageFiles.name(root, image), anomalous, kind, anomalous ? masks.of(image) : Optional
				.empty()));
		return samples;
	}
}
