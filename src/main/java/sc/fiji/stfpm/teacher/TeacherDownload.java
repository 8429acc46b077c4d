package sc.fiji.stfpm.teacher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.download.FileDownload;
import sc.fiji.stfpm.download.PartFile;
import sc.fiji.stfpm.files.AtomicWrite;
import sc.fiji.stfpm.teacher.KnownTeacher.Mirror;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.WeightFileException;

/**
 * Fetches a known teacher into the user's folder of teachers. What arrives is a {@code .part} file until its size and
 * SHA-256 are right and it reads as a teacher; then it is moved into its place in one step. After a break the next try
 * goes on from the end of that file.
 */
public final class TeacherDownload {
	/** A file that another server may have right. */
	private static final class WrongFileException extends IOException {
		private static final long serialVersionUID = 1L;

		WrongFileException(IOException cause) {
			super(cause.getMessage(), cause);
		}
	}

	private final KnownTeacher known;
	private final Progress progress;
	private final FileDownload download;
	private final Path folder = TeacherStore.folder();

	TeacherDownload(KnownTeacher known, Progress progress, FileDownload.Patience patience, FileDownload.FreeSpace space, PartFile.Sink sink) {
		this.known = known;
		this.progress = progress;
		download = new FileDownload(progress, patience, space, sink);
	}

	/**
	 * Fetches a teacher, unless it is there already. Whoever calls has the user's consent.
	 *
	 * @return the teacher in its place
	 * @throws IOException naming each address that was tried and what was wrong with it, or what is wrong with the disk
	 * @throws CancellationException if {@code progress} says so; the next call goes on from there
	 */
	public static Teacher fetch(KnownTeacher known, Progress progress) throws IOException {
		return new TeacherDownload(known, progress, FileDownload.Patience.DEFAULT, FileDownload.FreeSpace.OF_DISK, PartFile.Sink.FILE).fetch();
	}

	Teacher fetch() throws IOException {
		makeFolder();
		for (Mirror mirror : known.mirrors())
			if (isInstalled(mirror)) return Teacher.open(folder.resolve(known.fileName(mirror)));
		List<String> failures = new ArrayList<>();
		for (Mirror mirror : known.mirrors()) {
			try {
				return fetch(mirror);
			}
			catch (PartFile.UnwritableException e) {
				throw e;
			}
			catch (IOException e) {
				failures.add(mirror.address() + " " + e.getMessage());
			}
		}
		throw new IOException("The teacher " + known.id() + " could not be downloaded. " + String.join("; ", failures)
			+ ". Try again, which goes on from what has arrived; behind a proxy, check Edit > Options > Proxy Settings; or fetch"
			+ " the file yourself and import it");
	}

	private void makeFolder() throws IOException {
		try {
			Files.createDirectories(folder);
		}
		catch (IOException e) {
			throw WeightFileException.of(folder, "the folder of teachers cannot be made", e);
		}
	}

	private boolean isInstalled(Mirror mirror) {
		Path file = folder.resolve(known.fileName(mirror));
		if (!Files.exists(file)) return false;
		try {
			mirror.check(file);
			return true;
		}
		catch (IOException e) {
			progress.note(e.getMessage() + "; it will be replaced");
			return false;
		}
	}

	private Teacher fetch(Mirror mirror) throws IOException {
		Path part = folder.resolve(known.fileName(mirror) + PartFile.EXTENSION);
		boolean resumed = Files.exists(part);
		transfer(mirror, part);
		try {
			return install(mirror, part);
		}
		catch (WrongFileException e) {
			if (!resumed) throw e;
			// The server's file may have changed since the part was begun.
			transfer(mirror, part);
			return install(mirror, part);
		}
	}

	private void transfer(Mirror mirror, Path part) throws IOException {
		download.to(part, new FileDownload.Item("the teacher " + known.id(), mirror.address(), mirror.size(), mirror::mayLeadTo));
	}

	private Teacher install(Mirror mirror, Path part) throws IOException {
		Path target = folder.resolve(known.fileName(mirror));
		try {
			mirror.check(part);
			Teacher teacher = Teacher.open(part);
			Backbone found = teacher.weights().backbone();
			if (found != known.backbone()) throw new WeightFileException(part, "expected a " + known.backbone().id()
				+ ", found a " + found.id());
			AtomicWrite.move(part, target);
			removeParts();
			progress.update(mirror.size(), mirror.size(), "Downloaded " + known.id());
			return new Teacher(known.id(), target.toAbsolutePath().normalize().toString(), teacher.weights());
		}
		catch (WeightFileException e) {
			Files.deleteIfExists(part);
			throw new WrongFileException(e);
		}
	}

	/** What other addresses had begun with. */
	private void removeParts() throws IOException {
		for (Mirror mirror : known.mirrors())
			Files.deleteIfExists(folder.resolve(known.fileName(mirror) + PartFile.EXTENSION));
	}
}
