package sc.fiji.stfpm.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder with all that is in it. */
public final class FolderTree {
	private FolderTree() {}

	/**
	 * Deletes a folder with all that is in it, but not what links in it point to; where there is none, nothing.
	 *
	 * @throws IOException naming what cannot be deleted; part of it may be gone then
	 */
	public static void delete(Path folder) throws IOException {
		if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) return;
		List<Path> all;
		try (Stream<Path> found = Files.walk(folder)) {
			all = found.sorted(Comparator.reverseOrder()).toList();
		}
		for (Path each : all)
			Files.delete(each);
	}
}
