package sc.fiji.stfpm.pyramid;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;

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
		Path absolute = target.toAbsolutePath();
		String name = absolute.getFileName().toString();
		Path part = absolute.resolveSibling(".stfpm-" + name + ".part"), old = absolute.resolveSibling(".stfpm-" + name + ".old");
		try (WriteLock lock = WriteLock.ofFile(absolute)) {
			checkFree(target, mayReplace);
			delete(part);
			delete(old);
			try {
				Files.createDirectory(part);
				content.writeTo(part);
				if (Files.exists(absolute)) Files.move(absolute, old, StandardCopyOption.ATOMIC_MOVE);
				Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE);
			}
			finally {
				delete(part);
			}
			delete(old);
		}
	}

	private static void checkFree(Path target, Predicate<Path> mayReplace) throws IOException {
		if (!Files.exists(target)) return;
		if (!Files.isDirectory(target)) throw new FileSystemException(target.toString(), null, "a file stands there");
		try (var files = Files.list(target)) {
			if (files.findAny().isPresent() && !mayReplace.test(target)) throw new FileSystemException(target.toString(), null,
				"another folder stands there");
		}
	}

	private static void delete(Path folder) throws IOException {
		if (!Files.exists(folder)) return;
		Files.walkFileTree(folder, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				Files.delete(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
				if (e != null) throw e;
				Files.delete(visited);
				return FileVisitResult.CONTINUE;
			}
		});
	}
}
