package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import sc.fiji.stfpm.dataset.ImageSet.Layout;
import sc.fiji.stfpm.image.ImageReader;

/**
 * Samples from the rows of a table with the columns {@code image} and {@code label}, and perhaps {@code mask},
 * {@code split} and {@code kind}. No image is in it twice, so that none is both trained on and tested.
 */
final class LabelledRows {
	private final Path base;
	private final Path root;
	private final Map<Path, Long> lines = new HashMap<>();
	private final List<Sample> normals = new ArrayList<>();
	private final List<Sample> test = new ArrayList<>();

	/**
	 * @param base what the table's paths are relative to
	 * @param root what the names of samples are relative to
	 */
	LabelledRows(Path base, Path root) {
		this.base = base;
		this.root = root;
	}

	/** Reads a file of a user's. Without a column {@code split} all images are for testing. */
	static ImageSet open(Path file) throws IOException {
		CsvTable table = CsvTable.read(file, "image", "label");
		Path folder = file.toAbsolutePath().normalize().getParent();
		LabelledRows rows = new LabelledRows(folder, folder);
		for (CsvTable.Row row : table.rows())
			rows.add(row, table.has("split") ? row.get("split") : "test");
		return new ImageSet(file, Layout.CSV, rows.normals, rows.test);
	}

	/** The images to train on, in the order of their rows. */
	List<Sample> normals() {
		return normals;
	}

	/** The images to test, in the order of their rows. */
	List<Sample> test() {
		return test;
	}

	void add(CsvTable.Row row, String split) throws IOException {
		Path image = file(row, "image");
		Long earlier = lines.putIfAbsent(image.toRealPath(), row.line());
		if (earlier != null)
			throw row.error("the image " + row.get("image") + " is in line " + earlier
				+ " already; several defects of an image go into one mask");
		Label label = label(row);
		Optional<Path> mask = Optional.empty();
		if (!row.get("mask").isEmpty()) {
			mask = Optional.of(file(row, "mask"));
			if (Files.isSameFile(mask.get(), image))
				throw row.error("the mask " + row.get("mask") + " is the image itself");
		}
		Sample sample = new Sample(image, name(image), label.anomalous(), label.kind(), mask);
		switch (split.toLowerCase(Locale.ROOT)) {
			case "test" -> test.add(sample);
			case "train" -> {
				if (label.anomalous())
					throw row.error("the image is labelled \"" + row.get("label")
						+ "\" and its split is train, expected normal images alone to train on");
				normals.add(sample);
			}
			default -> throw row.error("the split is \"" + split + "\", expected train or test");
		}
	}

	private static Label label(CsvTable.Row row) throws IOException {
		try {
			return Label.of(row.get("label"), row.get("kind"));
		} catch (IllegalArgumentException e) {
			throw row.error(e.getMessage());
		}
	}

	private Path file(CsvTable.Row row, String column) throws IOException {
		String value = row.get(column);
		if (value.isEmpty())
			throw row.error("the column " + column + " is empty");
		Path path;
		try {
			// Tables written on Windows are read elsewhere, too.
			path = base.resolve(value.replace('\\', '/')).normalize();
		} catch (InvalidPathException e) {
			throw row.error("the " + column + " \"" + value + "\" is not a path (" + e.getReason() + ")");
		}
		if (!Files.exists(path))
			throw row.error("the " + column + " \"" + value + "\" is missing: no such file " + path);
		if (!ImageReader.isImageFolder(path) && (!Files.isRegularFile(path) || !ImageReader.isImage(path)))
			throw row.error("the " + column + " \"" + value + "\" is " + (Files.isDirectory(path) ? "a folder"
				: "no image") + ", " + ImageSet.expectedFiles());
		return path;
	}

	/** Results are filed by these names, so they must not lead out of a folder. */
	private String name(Path image) {
		if (image.startsWith(root))
			return ImageFiles.name(root, image);
		return image.toString().replace('\\', '/').replaceFirst("^([A-Za-z]):", "$1").replaceFirst("^/+", "");
	}
}
