package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import sc.fiji.stfpm.dataset.ImageSet.Layout;

/**
 * A category of the VisA data set as it is published: all images in {@code Data/Images/Normal} and
 * {@code Data/Images/Anomaly}, masks in {@code Data/Masks/Anomaly}, the kinds of defects in {@code image_anno.csv}. Which
 * images are for training stands beside the categories in {@code split_csv/1cls.csv}.
 */
final class VisaFolder {
	/** Of the data set's folder, holds the ways to divide it. */
	static final String SPLITS = "split_csv";
	private static final String IMAGES = "Data/Images/";

	private VisaFolder() {}

	static boolean is(Path root) {
		return Files.isDirectory(root.resolve(IMAGES + "Normal")) || Files.isDirectory(root.resolve(IMAGES + "Anomaly"));
	}

	/** @throws IOException where the division is missing: without it no image is known to be new to a model trained here */
	static ImageSet open(Path root) throws IOException {
		Path category = root.toAbsolutePath().normalize();
		Path file = category.resolveSibling(SPLITS).resolve("1cls.csv");
		if (!Files.exists(file))
			throw new IOException(root + ": a category of VisA, which " + file + " divides into images for training and for"
				+ " testing, but that file is missing. Put it there, or name the images in a CSV file with the columns image,"
				+ " label, mask and split; to train on all normal images, name the folder " + root.resolve(IMAGES + "Normal"));
		LabelledRows rows = new LabelledRows(file.getParent().getParent(), category);
		CsvTable table = CsvTable.read(file, "object", "split", "label", "image", "mask");
		String object = String.valueOf(category.getFileName());
		for (CsvTable.Row row : table.rows())
			if (row.get("object").equals(object))
				rows.add(row, row.get("split"));
		if (rows.normals().isEmpty() && rows.test().isEmpty())
			throw new IOException(root + ": " + file + " has no row for the object " + object + ", found " + table.rows()
				.stream().map(row -> row.get("object")).distinct().collect(Collectors.joining(", ")));
		return new ImageSet(root, Layout.VISA, inOrder(rows.normals()), withKinds(inOrder(rows.test()), category.resolve(
			"image_anno.csv")));
	}

	private static List<Sample> inOrder(List<Sample> samples) {
		return samples.stream().sorted(Comparator.comparing(Sample::name, new NaturalOrder())).toList();
	}

	/** The division tells normal from anomalous alone; an image with several defects is of the kind of them all. */
	private static List<Sample> withKinds(List<Sample> samples, Path file) throws IOException {
		if (!Files.exists(file))
			return samples;
		Map<String, CsvTable.Row> rows = new HashMap<>();
		for (CsvTable.Row row : CsvTable.read(file, "image", "label").rows())
			rows.put(belowImages(row.get("image")), row);
		Sample[] known = samples.toArray(Sample[]::new);
		for (int i = 0; i < known.length; i++) {
			Sample sample = known[i];
			CsvTable.Row row = rows.get(belowImages(sample.name()));
			if (row == null)
				continue;
			String label = row.get("label");
			if (label.equals("normal") == sample.anomalous())
				throw row.error(sample.name() + " is labelled \"" + label + "\", but " + SPLITS + "/1cls.csv says that it is "
					+ (sample.anomalous() ? "anomalous" : "normal"));
			if (sample.anomalous() && !label.isEmpty())
				known[i] = new Sample(sample.image(), sample.name(), true, kind(label), sample.mask());
		}
		return List.of(known);
	}

	private static String kind(String label) {
		return Arrays.stream(label.split(",")).map(String::strip).filter(d -> !d.isEmpty()).collect(Collectors.collectingAndThen(
			Collectors.toCollection(TreeSet::new), defects -> String.join(", ", defects)));
	}

	private static String belowImages(String path) {
		int start = path.indexOf(IMAGES);
		return start < 0 ? path : path.substring(start + IMAGES.length());
	}
}
