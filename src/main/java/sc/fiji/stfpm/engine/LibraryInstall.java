package sc.fiji.stfpm.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.download.FileDownload;
import sc.fiji.stfpm.engine.LibraryFolder.Entry;
import sc.fiji.stfpm.engine.LibrarySource.Library;
import sc.fiji.stfpm.files.WriteLock;

/**
 * Puts GPU libraries in their folder, from a zip or a folder that the user has. What is checked is what PyTorch publishes: the version
 * and flavour that the source names, that all needed files are there, and each file's size and CRC-32. They are copied beside their
 * place and moved there once all are right.
 */
public final class LibraryInstall {
	private static final String BEGUN = ".begun";
	private static final int BUFFER = 1 << 20;

	private final GpuLibraries libraries;
	private final Progress progress;
	private final FileDownload disk;

	LibraryInstall(GpuLibraries libraries, Progress progress, FileDownload disk) {
		this.libraries = libraries;
		this.progress = progress;
		this.disk = disk;
	}

	/**
	 * Installs the libraries of a zip or folder, in place of what may be there.
	 *
	 * @param source PyTorch's zip, a folder that was unpacked from it, or one of libraries that bears their name
	 * @return the folder, from which the engine takes them at its next start
	 * @throws IOException saying what is wrong with the source, or with the disk
	 * @throws CancellationException if {@code progress} says so
	 */
	public static Path from(Path source, GpuLibraries libraries, Progress progress) throws IOException {
		return new LibraryInstall(libraries, progress, FileDownload.of(progress)).install(source);
	}

	Path install(Path source) throws IOException {
		Path folder = LibraryFolder.of(libraries), begun = folder.resolveSibling(folder.getFileName() + BEGUN);
		if (Files.isDirectory(source) && Files.isDirectory(folder) && Files.isSameFile(source, folder)) throw new IOException(source
			+ " is the folder that they belong in");
		Files.createDirectories(folder.getParent());
		try (WriteLock lock = WriteLock.ofFile(folder); LibrarySource from = LibrarySource.of(source, libraries)) {
			List<Library> found = check(source, from);
			LibraryFolder.delete(begun);
			disk.checkSpace(folder.getParent(), "unpacking the GPU libraries", found.stream().mapToLong(Library::size).sum());
			Files.createDirectory(begun);
			try {
				LibraryFolder.writeList(begun, copy(source, from, found, begun));
				LibraryFolder.delete(folder);
				Files.move(begun, folder);
			}
			finally {
				LibraryFolder.delete(begun);
			}
		}
		return folder;
	}

	private List<Library> check(Path source, LibrarySource from) throws IOException {
		List<Library> found = from.libraries();
		Optional<String> version = from.version();
		String needed = "needed is " + GpuLibraries.BUILD + " for " + libraries.system() + "-x86_64: " + libraries.archive();
		if (version.isEmpty()) throw new WrongLibrariesException(source + " does not say which PyTorch it holds (libtorch/build-version is not there); "
			+ needed, null);
		if (!version.get().equals(GpuLibraries.BUILD)) throw new WrongLibrariesException(source + " holds PyTorch " + version.get() + "; " + needed, null);
		List<String> missing = libraries.missingIn(found.stream().map(Library::name).toList());
		if (!missing.isEmpty()) throw new WrongLibrariesException(source + " lacks the libraries " + String.join(", ", missing)
			+ ": it is for another system or not whole; " + needed, null);
		return found;
	}

	private List<Entry> copy(Path source, LibrarySource from, List<Library> found, Path to) throws IOException {
		long total = found.stream().mapToLong(Library::size).sum(), done = 0;
		List<Entry> entries = new ArrayList<>();
		for (Library library : found) {
			long before = done;
			Entry entry = copy(source, from, library, to.resolve(library.name()), copied -> {
				if (progress.isCancelled()) throw new CancellationException("Cancelled; the GPU libraries were not installed");
				progress.update(Math.min(before + copied, total), total, "Unpacking " + library.name());
			});
			entries.add(entry);
			done += entry.size();
		}
		return entries;
	}

	/** Told about the bytes of a file so far. */
	private interface Watch {
		void at(long bytes);
	}

	private static Entry copy(Path source, LibrarySource from, Library library, Path to, Watch watch) throws IOException {
		CRC32 crc = new CRC32();
		long size = 0;
		byte[] buffer = new byte[BUFFER];
		try (InputStream in = from.open(library); OutputStream out = Files.newOutputStream(to)) {
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
				watch.at(size);
				out.write(buffer, 0, n);
				crc.update(buffer, 0, n);
				size += n;
			}
		}
		catch (ZipException e) {
			throw damaged(source, library, e.getMessage());
		}
		if (size != library.size()) throw damaged(source, library, "expected " + library.size() + " bytes, found " + size);
		if (library.crc() >= 0 && crc.getValue() != library.crc()) throw damaged(source, library, "expected the CRC-32 " + Long.toHexString(library
			.crc()) + ", found " + Long.toHexString(crc.getValue()));
		return new Entry(library.name(), size, crc.getValue());
	}

	private static IOException damaged(Path source, Library library, String what) {
		return new WrongLibrariesException(source + " is damaged: " + library.name() + ": " + what + "; fetch it again", null);
	}
}
