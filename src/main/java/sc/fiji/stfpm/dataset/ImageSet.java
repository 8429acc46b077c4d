package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import sc.fiji.stfpm.image.ImageReader;

/**
 * A folder of images: either of normal ones alone, or in the layout of MVTec AD with labelled test images. Only the names
 * are looked at; no image is opened. Samples come in natural order of their names, so that runs can be repeated.
 */
public final class ImageSet {
	/** How a folder says which image is what. */
	public enum Layout {
		/** All images directly in the folder are normal; subfolders are ignored. */
		PLAIN,
		/** {@code train/good}, {@code test/<kind>}, {@code ground_truth/<kind>/<name>_mask.png}. */
		MVTEC
	}

	private static final Comparator<Path> BY_NAME = Comparator.comparing(p -> p.getFileName().toString(),
		new NaturalOrder());

	private final Path root;
	private final Layout layout;
	private final List<Sample> normals;
	private final List<Sample> test;

	private ImageSet(Path root, Layout layout, List<Sample> normals, List<Sample> test) {
		this.root = root;
		this.layout = layout;
		this.normals = List.copyOf(normals);
		this.test = List.copyOf(test);
	}

	/**
	 * Lists a folder. A folder with {@code train/good} or {@code test} below it has the MVTec layout; a set for evaluation
	 * alone may lack the former, one for training alone the latter. Hidden files and files that are not images by their
	 * extension are skipped, as are masks without an image.
	 *
	 * @throws IOException when the folder is missing, is a file, or holds no image
	 */
	public static ImageSet open(Path root) throws IOException {
		if (!Files.exists(root))
			throw new IOException(root + ": no such folder");
		if (!Files.isDirectory(root))
			throw new IOException(root + ": found a file, expected a folder of images");
		Path good = root.resolve("train").resolve(Sample.GOOD);
		Path testFolder = root.resolve("test");
		boolean mvtec = Files.isDirectory(good) || Files.isDirectory(testFolder);
		List<Sample> normals = samples(root, mvtec ? good : root, Sample.GOOD);
		List<Sample> test = new ArrayList<>();
		if (mvtec)
			for (Path kind : list(testFolder, Files::isDirectory))
				test.addAll(samples(root, kind, kind.getFileName().toString()));
		if (normals.isEmpty() && test.isEmpty())
			throw new IOException(root + ": no images found " + (mvtec ? "in train/good and test/<kind>" : "in the folder itself")
				+ ", expected files ending in ." + String.join(", .", ImageReader.extensions()));
		return new ImageSet(root, mvtec ? Layout.MVTEC : Layout.PLAIN, normals, test);
	}

	/** The folder as it was given. */
	public Path root() {
		return root;
	}

	public Layout layout() {
		return layout;
	}

	/** The normal images to train on; empty for an MVTec folder without {@code train/good}. */
	public List<Sample> normals() {
		return normals;
	}

	/** The labelled test images, kind by kind; empty for a plain folder. */
	public List<Sample> test() {
		return test;
	}

	/** The anomalous test images that have no ground truth. */
	public List<Sample> withoutMask() {
		return test.stream().filter(s -> s.anomalous() && s.mask().isEmpty()).toList();
	}

	private static List<Sample> samples(Path root, Path folder, String kind) throws IOException {
		boolean anomalous = !kind.equals(Sample.GOOD);
		List<Path> masks = anomalous ? list(root.resolve("ground_truth").resolve(kind), ImageSet::isImageFile) : List.of();
		return list(folder, ImageSet::isImageFile).stream().map(image -> {
			String name = root.relativize(image).toString().replace('\\', '/');
			return new Sample(image, name, anomalous, kind, mask(image, masks));
		}).toList();
	}

	/** MVTec AD marks masks with a suffix; sets made after it often repeat the image's name alone. */
	private static Optional<Path> mask(Path image, List<Path> masks) {
		String name = stem(image);
		Optional<Path> marked = masks.stream().filter(m -> stem(m).equals(name + "_mask")).findFirst();
		return marked.or(() -> masks.stream().filter(m -> stem(m).equals(name)).findFirst());
	}

	private static String stem(Path file) {
		String name = file.getFileName().toString();
		return name.substring(0, name.lastIndexOf('.'));
	}

	private static boolean isImageFile(Path path) {
		return Files.isRegularFile(path) && ImageReader.isImage(path);
	}

	private static List<Path> list(Path folder, Predicate<Path> wanted) throws IOException {
		if (!Files.isDirectory(folder))
			return List.of();
		List<Path> found = new ArrayList<>();
		try (Stream<Path> entries = Files.list(folder)) {
			for (Path path : (Iterable<Path>) entries::iterator)
				if (wanted.test(path) && !path.getFileName().toString().startsWith(".") && !Files.isHidden(path))
					found.add(path);
		}
		found.sort(BY_NAME);
		return found;
	}
}
