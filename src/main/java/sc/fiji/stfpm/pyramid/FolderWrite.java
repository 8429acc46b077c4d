package sc.fiji.stfpm.pyramid;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Predicate;

import sc.fiji.stfpm.files.FolderTree;
import sc.fiji.stfpm.files.WriteLock;

/**
 * Writes a folder under a hidden name beside its own, which it gets when it is complete. What a killed process leaves is removed by
 * the next one that writes a folder of that name.
 */
final class FolderWrite {
	interface Content {
		void writeTo(Path part) throws IOException;
	}

	private FolderWrite() {}

	/**
	 * @param mayReplace whether a folder that stands there may be replaced; an empty one always is
	 * @throws IOException also while another one writes it
	 */
	static void to(Path target, Predicate<Path> mayReplace, Content content) throws IOException {
		Path absolute = target.toAbsolutePath(), part = hidden(absolute, ".part");
		try (WriteLock lock = WriteLock.ofFile(absolute)) {
			checkFree(target, mayReplace);
			FolderTree.delete(part);
			try {
				Files.createDirectory(part);
				content.writeTo(part);
				replace(part, absolute);
			}
			finally {
				FolderTree.delete(part);
			}
		}
	}

	/**
	 * Gives a folder that is complete another name.
	 *
	 * @param made on the same file system
	 * @param mayReplace whether a folder that stands there may be replaced; an empty one always is
	 * @throws IOException also while another one writes it
	 */
	static void move(Path made, Path target, Predicate<Path> mayReplace) throws IOException {
		Path absolute = target.toAbsolutePath();
		try (WriteLock lock = WriteLock.ofFile(absolute)) {
			checkFree(target, mayReplace);
			replace(made, absolute);
		}
	}

	private static void replace(Path made, Path absolute) throws IOException {
		Path old = hidden(absolute, ".old");
		FolderTree.delete(old);
		if (Files.exists(absolute)) Files.move(absolute, old, StandardCopyOption.ATOMIC_MOVE);
		Files.move(made, absolute, StandardCopyOption.ATOMIC_MOVE);
		FolderTree.delete(old);
	}

	private static Path hidden(Path absolute, String extension) {
		return absolute.resolveSibling(".stfpm-" + absolute.getFileName() + extension);
	}

	private static void checkFree(Path target, Predicate<Path> mayReplace) throws IOException {
		if (!Files.exists(target)) return;
		if (!Files.isDirectory(target)) throw new FileSystemException(target.toString(), null, "a file stands there");
		try (var files = Files.list(target)) {
			if (files.findAny().isPresent() && !mayReplace.test(target)) throw new FileSystemException(target.toString(), null,
				"another folder stands there");
		}
	}
}
