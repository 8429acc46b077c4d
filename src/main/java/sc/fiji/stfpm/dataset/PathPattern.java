package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Paths with *, ?, [...] or {...}, where a shell did not expand them; ** goes through folders. */
public final class PathPattern {
	private static final String SPECIAL = ".*[*?\\[{].*";

	private PathPattern() {}

	/**
	 * The files and folders that a text names, in natural order: itself where there is one of that name, else what it matches.
	 *
	 * @throws IOException if it matches nothing
	 */
	public static List<Path> expand(String text) throws IOException {
		boolean pattern = text.matches(SPECIAL) && !exists(text);
		if (!pattern) return List.of(Path.of(text));
		String path = text.replace('\\', '/');
		int folderEnd = path.substring(0, path.split("[*?\\[{]", 2)[0].length()).lastIndexOf('/') + 1;
		Path folder = Path.of(folderEnd == 0 ? "." : path.substring(0, folderEnd));
		String rest = path.substring(folderEnd);
		PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
		int depth = rest.contains("**") ? Integer.MAX_VALUE : rest.split("/").length;
		if (!Files.isDirectory(folder)) throw new IOException(text + ": there is no folder " + folder);
		try (Stream<Path> found = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
			List<Path> matches = found.filter(each -> matcher.matches(folder.relativize(each))).sorted(Comparator.comparing(
				Path::toString, new NaturalOrder())).toList();
			if (matches.isEmpty()) throw new IOException(text + ": no file or folder matches");
			return matches;
		}
	}

	/** A name may have such characters itself. */
	private static boolean exists(String text) {
		try {
			return Files.exists(Path.of(text));
		}
		catch (InvalidPathException e) {
			// On Windows, * and ? are never part of a name.
			return false;
		}
	}
}
