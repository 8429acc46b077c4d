package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import sc.fiji.stfpm.image.ImageReader;

/** The images of a folder: files, and folders of OME-Zarr, which are not gone into. */
public final class ImageFiles {
	private static final Comparator<Path> BY_NAME = Comparator.comparing(p -> p.getFileName().toString(),
		new NaturalOrder());

	private ImageFiles() {}

	/**
	 * What a folder holds.
	 *
	 * @param images in natural order, without hidden files
	 * @param problems what could not be looked into, with the reason: folders that may not be read, links that lead nowhere
	 *          or back to where they are
	 * @param refused files of kinds that are not read here, of microscopes say
	 * @param others how many files there are that are no images, by their names
	 */
	public record Found(List<Path> images, Map<Path, String> problems, List<Path> refused, int others) {}

	/**
	 * The images in a folder in natural order, without hidden files.
	 *
	 * @param recursive whether to go into the folders below, hidden ones excepted
	 * @throws IOException if there is none; says which extensions were looked for
	 */
	public static List<Path> in(Path folder, boolean recursive) throws IOException {
		Found found = find(folder, recursive);
		if (!found.images.isEmpty()) return found.images;
		throw new IOException("No image in " + folder + (recursive ? " and the folders below"
			: " itself (folders below it are not looked at)") + "; looked for " + String.join(", ", ImageReader.extensions()));
	}

	/**
	 * The images in a folder, and what could not be looked into. Links are followed; one that leads back to a folder that it
	 * is in is a problem, and not followed.
	 *
	 * @param recursive whether to go into the folders below, hidden ones excepted
	 * @throws IOException if the folder itself cannot be read
	 */
	public static Found find(Path folder, boolean recursive) throws IOException {
		List<Path> images = new ArrayList<>();
		Map<Path, String> problems = new LinkedHashMap<>();
		List<Path> refused = new ArrayList<>();
		int[] others = new int[1];
		Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), recursive ? Integer.MAX_VALUE : 1,
			new SimpleFileVisitor<>() {
				@Override
				public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
					if (isHidden(folder, visited)) return FileVisitResult.SKIP_SUBTREE;
					if (visited.equals(folder) || !ImageReader.isImageFolder(visited)) return FileVisitResult.CONTINUE;
					images.add(visited);
					return FileVisitResult.SKIP_SUBTREE;
				}

				@Override
				public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
					if (isHidden(folder, file)) return FileVisitResult.CONTINUE;
					if (attributes.isDirectory()) {
						if (ImageReader.isImageFolder(file)) images.add(file);
						return FileVisitResult.CONTINUE;
					}
					if (!ImageReader.isImage(file)) {
						if (ImageReader.isRefused(file)) refused.add(file);
						else others[0]++;
						return FileVisitResult.CONTINUE;
					}
					if (attributes.isRegularFile()) images.add(file);
					// a link that could be followed would have what it leads to
					if (attributes.isSymbolicLink()) problems.put(file, "a link that leads nowhere");
					return FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
					if (file.equals(folder)) throw new IOException(folder + ": " + reason(e), e);
					if (!isHidden(folder, file)) problems.put(file, reason(e));
					return FileVisitResult.CONTINUE;
				}
			});
		images.sort(Comparator.comparing(file -> name(folder, file), new NaturalOrder()));
		return new Found(images, problems, refused, others[0]);
	}

	private static String reason(IOException e) {
		if (e instanceof FileSystemLoopException) return "a link that leads back to a folder that it is in; not followed";
		if (e instanceof AccessDeniedException) return "may not be read; change its permissions";
		return e instanceof NoSuchFileException ? "it went away" : String.valueOf(e);
	}

	/** The image files directly in a folder, hidden ones excepted, in natural order; none where there is no such folder. */
	static List<Path> directlyIn(Path folder) throws IOException {
		return list(folder, path -> Files.isRegularFile(path) && ImageReader.isImage(path) || ImageReader.isImageFolder(path));
	}

	/** The folders directly in a folder, hidden ones excepted, in natural order; none where there is no such folder. */
	static List<Path> foldersIn(Path folder) throws IOException {
		return list(folder, path -> Files.isDirectory(path) && !ImageReader.isImageFolder(path));
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
