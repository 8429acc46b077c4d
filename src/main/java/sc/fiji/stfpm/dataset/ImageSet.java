package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import sc.fiji.stfpm.image.ImageReader;

/**
 * Images of which it is known what they show: a folder of normal ones alone, or a folder or a CSV file that labels them.
 * Only names are looked at; no image is opened. Samples come in natural order of their names, those of a CSV file in
 * the order of its rows, so that runs can be repeated.
 */
public final class ImageSet {
	/** How a set says which image is what. */
	public enum Layout {
		/** All images directly in the folder are normal; subfolders are ignored. */
		PLAIN("images in the folder itself, all normal"),
		/** {@code train/good}, {@code test/<kind>}, {@code ground_truth/<kind>/<name>_mask.png}. */
		MVTEC("as MVTec AD: train/good, test/KIND, ground_truth/KIND"),
		/** As {@link #MVTEC}, with the normal images in {@code train/ok} and {@code test/ok}. */
		BTAD("as BTAD: train/ok, test/KIND, ground_truth/KIND"),
		/** {@code Data/Images/Normal}, {@code Data/Images/Anomaly}; divided by {@code ../split_csv/1cls.csv}. */
		VISA("as VisA: Data/Images, divided by ../split_csv/1cls.csv"),
		/** {@code good}, {@code ok} or {@code normal} beside folders of other kinds; every fifth normal image is to test. */
		SIDE_BY_SIDE("normal images in a folder beside others; of five normal images one is to test"),
		/** A file that has a row an image, with the columns {@code image} and {@code label}. */
		CSV("a CSV file that labels images"),
		/** What a person said about images in the workbench. */
		SESSION("a session of the workbench");

		private final String text;

		Layout(String text) {
			this.text = text;
		}

		@Override
		public String toString() {
			return text;
		}
	}

	private final Path root;
	private final Layout layout;
	private final List<Sample> normals;
	private final List<Sample> test;

	ImageSet(Path root, Layout layout, List<Sample> normals, List<Sample> test) {
		this.root = root;
		this.layout = layout;
		this.normals = List.copyOf(normals);
		this.test = List.copyOf(test);
	}

	/**
	 * Lists a folder or a CSV file; {@code docs/datasets.md} shows what they look like. A folder with
	 * {@code Data/Images/Normal} below it has the layout of VisA, one with {@code train/ok} or {@code test/ok} that of BTAD,
	 * one with {@code train/good} or {@code test} that of MVTec AD, one with {@code good}, {@code ok} or {@code normal} and no
	 * image itself that of sorted images; any other is plain. A set for evaluation alone may lack
	 * {@code train}, one for training alone {@code test}. Hidden files and files that are not images by their extension are
	 * skipped, as are masks without an image.
	 *
	 * A file ending in {@value SessionFile#EXTENSION} is a {@link SessionFile}.
	 *
	 * @throws IOException when it is missing, has signs of two layouts, lacks what its layout needs, or holds no image; for a
	 *           CSV file with the line and the value at fault
	 */
	public static ImageSet open(Path root) throws IOException {
		boolean session = root.toString().endsWith(SessionFile.EXTENSION);
		boolean table = session || root.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
		if (!Files.exists(root))
			throw new IOException(root + ": no such " + (table ? "file" : "folder"));
		if (Files.isDirectory(root)) {
			Layout layout = layoutOf(root);
			return switch (layout) {
				case MVTEC, BTAD -> LabelledFolders.open(root, layout);
				case VISA -> VisaFolder.open(root);
				case SIDE_BY_SIDE -> SideBySide.open(root);
				default -> plain(root);
			};
		}
		if (!table)
			throw new IOException(root + ": found a file, expected a folder of images or a CSV file that names them");
		return session ? SessionFile.open(root) : LabelledRows.open(root);
	}

	/**
	 * The layout of a folder, by the folders in it.
	 *
	 * @throws IOException where it has signs of two layouts
	 */
	public static Layout layoutOf(Path folder) throws IOException {
		Optional<Layout> labelled = LabelledFolders.layout(folder);
		if (!VisaFolder.is(folder))
			return labelled.isPresent() ? labelled.get() : SideBySide.is(folder) ? Layout.SIDE_BY_SIDE : Layout.PLAIN;
		if (labelled.isPresent())
			throw new IOException(folder + ": found the folders of VisA (Data/Images) and those of MVTec AD or BTAD (train,"
				+ " test) side by side, expected one of them");
		return Layout.VISA;
	}

	private static ImageSet plain(Path root) throws IOException {
		List<Sample> normals = ImageFiles.directlyIn(root).stream().map(image -> new Sample(image, ImageFiles.name(root,
			image), false, Sample.GOOD, Optional.empty())).toList();
		if (!normals.isEmpty())
			return new ImageSet(root, Layout.PLAIN, normals, List.of());
		for (Path folder : ImageFiles.foldersIn(root))
			if (layoutOf(folder) != Layout.PLAIN)
				throw new IOException(root + ": no images found in the folder itself; " + folder.getFileName()
					+ " below it is a set of its own, name that one");
		throw new IOException(root + ": no images found in the folder itself, " + expectedFiles() + "; nor train/good, test/KIND,"
			+ " train/ok, Data/Images, or good, ok or normal beside other folders");
	}

	static String expectedFiles() {
		return "expected files ending in ." + String.join(", .", ImageReader.extensions());
	}

	/** Which layout it is and how many images it has, in one line. */
	public String text() {
		return root + ": " + layout + "; " + normals.size() + " normal images to learn from, " + test.size() + " to test";
	}

	/** The folder or file as it was given. */
	public Path root() {
		return root;
	}

	public Layout layout() {
		return layout;
	}

	/** The normal images to train on; empty where the set is for evaluation alone. */
	public List<Sample> normals() {
		return normals;
	}

	/** The labelled test images, none of which is in {@link #normals}; empty for a plain folder. */
	public List<Sample> test() {
		return test;
	}

	/** The anomalous test images that have no ground truth. */
	public List<Sample> withoutMask() {
		return test.stream().filter(s -> s.anomalous() && s.mask().isEmpty()).toList();
	}
}
