package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import sc.fiji.stfpm.image.ImageReader;

/** The image files of a folder. */
public final class ImageFiles {
	private static final Comparator<Path> BY_NAME = Comparator.comparing(p -> p.getFileName().toString(),
		new NaturalOrder());

	private ImageFiles() {}

	/**
	 * The images in a folder in natural order, without hidden files.
	 *
	 * @param recursive whether to go into the folders below, hidden ones excepted
	 * @throws IOException if there is none; says which extensions were looked for
	 */
	public static List<Path> in(Path folder, boolean recursive) throws IOException {
		try (Stream<Path> found = Files.walk(folder, recursive ? Integer.MAX_VALUE : 1)) {
			List<Path> files = found.filter(f -> Files.isRegularFile(f) && ImageReader.isImage(f) && !isHidden(folder, f))
				.sorted(Comparator.comparing(f -> name(folder, f), new NaturalOrder())).toList();
			if (files.isEmpty()) throw new IOException("No image in " + folder + (recursive ? " and the folders below"
				: " itself (folders below it are not looked at)") + "; looked for " + String.join(", ", ImageReader.extensions()));
			return files;
		}
	}

	/** The image files directly in a folder, hidden ones excepted, in natural order; none where there is no such folder. */
	static List<Path> directlyIn(Path folder) throws IOException {
		return list(folder, path -> Files.isRegularFile(path) && ImageReader.isImage(path));
	}

	/** The folders directly in a folder, hidden ones excepted, in natural order; none where there is no such folder. */
	static List<Path> foldersIn(Path folder) throws IOException {
		return list(folder, Files::isDirectory);
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

	private static boolean isHidden(Path folder, Path file) {
		for (Path part : folder.relativize(file))
			if (part.toString().startsWith(".")) return true;
		return false;
	}

	/** A file's path below a folder, with forward slashes. */
	public static String name(Path folder, Path file) {
		return folder.relativize(file).toString().replace('\\', '/');
	}
}
