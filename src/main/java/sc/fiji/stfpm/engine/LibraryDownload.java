package sc.fiji.stfpm.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.download.FileDownload;
import sc.fiji.stfpm.download.PartFile;

/**
 * Fetches the GPU libraries from PyTorch's server: first how large they are and whether driver and disk will do, then the zip as a
 * {@code .part} file that outlasts a break, then {@link LibraryInstall} checks and unpacks it, and the zip is deleted.
 */
public final class LibraryDownload {
	/** The zip is unpacked while it is still there; what is in it is compressed to about half. */
	private static final int UNPACKED = 2;

	private final GpuLibraries libraries;
	private final Progress progress;
	private final FileDownload download;

	LibraryDownload(GpuLibraries libraries, Progress progress, FileDownload download) {
		this.libraries = libraries;
		this.progress = progress;
		this.download = download;
	}

	/**
	 * Fetches them, unless they are there and whole. Whoever calls has the user's consent.
	 *
	 * @param driver of this machine: for one that cannot use them nothing is fetched
	 * @return the folder, from which the engine takes them at its next start
	 * @throws IOException saying why not, and what can be done instead
	 * @throws CancellationException if {@code progress} says so; the next call goes on from there
	 */
	public static Path fetch(GpuLibraries libraries, NvidiaDriver driver, Progress progress) throws IOException {
		return new LibraryDownload(libraries, progress, FileDownload.of(progress)).fetch(driver);
	}

	Path fetch(NvidiaDriver driver) throws IOException {
		if (LibraryFolder.problem(libraries).isEmpty()) return LibraryFolder.of(libraries);
		String problem = libraries.problem(driver);
		if (!problem.isEmpty()) throw new IOException("Nothing was fetched, because " + problem);
		Files.createDirectories(LibraryFolder.root());
		Path part = LibraryFolder.root().resolve(libraries.folderName() + ".zip" + PartFile.EXTENSION);
		receive(part);
		try {
			Path folder = new LibraryInstall(libraries, progress, download).install(part);
			Files.delete(part);
			return folder;
		}
		catch (WrongLibrariesException e) {
			// All of it is there and it is wrong: going on from it would not mend it.
			Files.deleteIfExists(part);
			throw new IOException("What " + libraries.archive() + " sent cannot be used and was deleted: " + e.getMessage(), e);
		}
	}

	private void receive(Path part) throws IOException {
		try {
			long size = download.size(libraries.archive(), libraries::mayLeadTo);
			long there = Files.exists(part) ? Math.min(Files.size(part), size) : 0;
			progress.note("Fetching " + FileDownload.megabytes(size) + " from " + libraries.archive() + " into " + LibraryFolder.root() + (there > 0
				? ", of which " + FileDownload.megabytes(there) + " are there" : ""));
			download.checkSpace(LibraryFolder.root(), "fetching and unpacking the GPU libraries", size - there + UNPACKED * size);
			download.to(part, new FileDownload.Item("the zip of the GPU libraries", libraries.archive(), size, libraries::mayLeadTo));
		}
		catch (PartFile.UnwritableException e) {
			throw e;
		}
		catch (IOException e) {
			throw new IOException("The GPU libraries could not be fetched: " + libraries.archive() + " " + e.getMessage()
				+ ". Try again, which goes on from what has arrived; behind a proxy, check Edit > Options > Proxy Settings; or fetch that file"
				+ " on another machine and import it", e);
		}
	}
}
