package sc.fiji.stfpm.engine;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Where libraries are taken from: PyTorch's zip as published, what was unpacked of it, or a folder of libraries by the name that it
 * has here, in the engine's own cache or on another machine.
 */
abstract class LibrarySource implements Closeable {
	private static final int NO_CRC = -1;
	private static final String VERSION_FILE = "build-version";
	private static final int LONGEST_VERSION = 100;

	/**
	 * A library to take.
	 *
	 * @param crc -1 where the source does not tell
	 */
	record Library(String name, long size, long crc) {}

	/** @throws IOException if it is neither, or a zip that is damaged or not whole */
	static LibrarySource of(Path source, GpuLibraries libraries) throws IOException {
		if (Files.isDirectory(source)) return new Folder(source, libraries);
		if (!Files.isRegularFile(source)) throw new IOException(source + ": no such file or folder");
		try {
			return new Archive(source, libraries);
		}
		catch (ZipException e) {
			throw new WrongLibrariesException(source + " is damaged or not whole (" + e.getMessage() + "); fetch it again", e);
		}
	}

	abstract List<Library> libraries() throws IOException;

	abstract InputStream open(Library library) throws IOException;

	/** What PyTorch wrote as its version, such as 2.7.1+cu128; empty where nothing tells. */
	abstract Optional<String> version() throws IOException;

	private static String text(InputStream in) throws IOException {
		return new String(in.readNBytes(LONGEST_VERSION), StandardCharsets.UTF_8).trim();
	}

	private static final class Archive extends LibrarySource {
		private final ZipFile zip;
		private final GpuLibraries wanted;

		Archive(Path file, GpuLibraries wanted) throws IOException {
			zip = new ZipFile(file.toFile());
			this.wanted = wanted;
		}

		@Override
		List<Library> libraries() {
			List<Library> found = new ArrayList<>();
			for (ZipEntry entry : zip.stream().toList())
				if (entry.getName().startsWith("libtorch/lib/") && wanted.has(name(entry))) found.add(new Library(name(entry), entry.getSize(),
					entry.getCrc()));
			return found;
		}

		private static String name(ZipEntry entry) {
			return entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
		}

		@Override
		InputStream open(Library library) throws IOException {
			return zip.getInputStream(zip.getEntry("libtorch/lib/" + library.name));
		}

		@Override
		Optional<String> version() throws IOException {
			ZipEntry entry = zip.getEntry("libtorch/" + VERSION_FILE);
			if (entry == null) return Optional.empty();
			try (InputStream in = zip.getInputStream(entry)) {
				return Optional.of(text(in));
			}
		}

		@Override
		public void close() throws IOException {
			zip.close();
		}
	}

	private static final class Folder extends LibrarySource {
		private final Path folder;
		private final GpuLibraries wanted;

		/** @param chosen libtorch or a folder above it, its lib, or one that bears the libraries' name */
		Folder(Path chosen, GpuLibraries wanted) {
			Path unpacked = Files.isDirectory(chosen.resolve("libtorch")) ? chosen.resolve("libtorch") : chosen;
			folder = Files.isDirectory(unpacked.resolve("lib")) ? unpacked.resolve("lib") : unpacked;
			this.wanted = wanted;
		}

		@Override
		List<Library> libraries() throws IOException {
			if (Files.isRegularFile(folder.resolve(LibraryFolder.LIST))) return LibraryFolder.entries(folder).stream().map(e -> new Library(e
				.name(), e.size(), e.crc())).toList();
			List<Library> found = new ArrayList<>();
			try (Stream<Path> listed = Files.list(folder)) {
				for (Path file : listed.filter(Files::isRegularFile).sorted().toList())
					if (wanted.has(file.getFileName().toString())) found.add(new Library(file.getFileName().toString(), Files.size(file), NO_CRC));
			}
			return found;
		}

		@Override
		InputStream open(Library library) throws IOException {
			return Files.newInputStream(folder.resolve(library.name));
		}

		@Override
		Optional<String> version() throws IOException {
			Path absolute = folder.toAbsolutePath().normalize();
			// The engine's cache and ours keep no such file, but say it by the folder's name.
			if (absolute.getFileName() != null && absolute.getFileName().toString().equals(wanted.folderName())) return Optional.of(
				GpuLibraries.BUILD);
			Path file = absolute.resolveSibling(VERSION_FILE);
			if (!Files.isRegularFile(file)) return Optional.empty();
			try (InputStream in = Files.newInputStream(file)) {
				return Optional.of(text(in));
			}
		}

		@Override
		public void close() {}
	}
}
