package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import sc.fiji.stfpm.files.AtomicWrite;
import sc.fiji.stfpm.model.Json;

/**
 * Images that a person works with, and what they said about them: a JSON file beside the model. Those that are labelled, and are
 * files, are a set to evaluate on.
 *
 * @param version of the format
 * @param normals that a model learns from
 * @param images to be judged
 */
public record SessionFile(int version, List<Row> normals, List<Row> images) {
	/** How the names of such files end. */
	public static final String EXTENSION = ".session.json";
	/** The format's version. */
	public static final int VERSION = 1;
	private static final String NORMAL = "normal", ANOMALOUS = "anomalous";

	/**
	 * An image.
	 *
	 * @param image its file, relative to the session's folder where it lies below it, with forward slashes; null for one that was never
	 *           a file
	 * @param name for people
	 * @param slice from 1
	 * @param frame from 1
	 * @param label {@code normal}, {@code anomalous}, or null for none
	 * @param note of a person; null for none
	 */
	public record Row(String image, String name, int slice, int frame, String label, String note) {}

	/** @throws IllegalArgumentException naming the value that is not allowed */
	public SessionFile {
		normals = List.copyOf(Objects.requireNonNullElse(normals, List.of()));
		images = List.copyOf(Objects.requireNonNullElse(images, List.of()));
		for (Row row : images)
			if (row.label != null && !row.label.equals(NORMAL) && !row.label.equals(ANOMALOUS)) throw new IllegalArgumentException("the label \""
				+ row.label + "\" of " + row.name + ", expected " + NORMAL + " or " + ANOMALOUS);
	}

	/** Where the session of a model is. */
	public static Path of(Path model) {
		String name = model.getFileName().toString();
		int dot = name.lastIndexOf('.');
		return model.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + EXTENSION);
	}

	/**
	 * Reads one.
	 *
	 * @throws IOException naming the file and what is wrong with it
	 */
	public static SessionFile read(Path file) throws IOException {
		SessionFile session = Json.parse(Files.readString(file), SessionFile.class, file);
		if (session.version < 1 || session.version > VERSION) throw new IOException(file + " is a session of version " + session.version
			+ ", expected 1 to " + VERSION);
		return session;
	}

	/** Writes it in one step. */
	public void write(Path file) throws IOException {
		AtomicWrite.text(file, Json.text(this));
	}

	/** How a file is named in the session. */
	public static String relative(Path session, Path image) {
		Path folder = session.toAbsolutePath().normalize().getParent(), file = image.toAbsolutePath().normalize();
		return (file.startsWith(folder) ? folder.relativize(file) : file).toString().replace('\\', '/');
	}

	/**
	 * The file of a row.
	 *
	 * @return empty for an image that was never a file
	 * @throws IOException where the name is no path
	 */
	public static Optional<Path> file(Path session, Row row) throws IOException {
		if (row.image == null) return Optional.empty();
		try {
			return Optional.of(session.toAbsolutePath().normalize().resolveSibling(row.image).normalize());
		}
		catch (InvalidPathException e) {
			throw new IOException(session + ": the image \"" + row.image + "\" is not a path (" + e.getReason() + ")", e);
		}
	}

	/** The normal images to learn from and the labelled ones to test on, as far as they are files of one plane. */
	static ImageSet open(Path file) throws IOException {
		SessionFile session = read(file);
		ImageSet set = new ImageSet(file, ImageSet.Layout.SESSION, samples(file, session.normals), samples(file, session.images.stream().filter(
			row -> row.label != null).toList()));
		if (set.normals().isEmpty() && set.test().isEmpty()) throw new IOException(file
			+ ": no normal images and no labelled ones that are files of their own; label images in the Anomaly Workbench, and save them as files");
		return set;
	}

	private static List<Sample> samples(Path session, List<Row> rows) throws IOException {
		List<Sample> samples = new ArrayList<>();
		for (Row row : rows) {
			Optional<Path> image = file(session, row);
			if (image.isEmpty() || row.slice != 1 || row.frame != 1) continue;
			if (!Files.isRegularFile(image.get())) throw new IOException(session + ": the image \"" + row.image + "\" is missing: no such file "
				+ image.get());
			boolean anomalous = ANOMALOUS.equals(row.label);
			samples.add(new Sample(image.get(), row.image.replaceFirst("^([A-Za-z]):", "$1").replaceFirst("^/+", ""), anomalous, anomalous
				? Sample.ANOMALOUS : Sample.GOOD, Optional.empty()));
		}
		return samples;
	}
}
