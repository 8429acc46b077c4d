package sc.fiji.stfpm.workbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import javax.swing.Timer;

import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.dataset.SessionFile;
import sc.fiji.stfpm.dataset.SessionFile.Row;
import sc.fiji.stfpm.ui.PlaneName;

/** Keeps what is on the workbench in a file beside the model, a moment after it has changed. For the event thread. */
final class SessionKeeper {
	private static final int DELAY_MS = 500;
	private static final int NAMED = 10;

	private final Workbench workbench;
	private final Executor writer;
	private final Timer timer = new Timer(DELAY_MS, event -> save());
	private boolean changed;
	/** What is in the file is not on the workbench, and must not be written over. */
	private boolean unread;
	/** What the file says of images that are not there now, on a disk that is not mounted say; it stays in the file. */
	private List<Row> goneNormals = List.of();
	private List<Row> goneImages = List.of();

	/** @param writer does the writing, one file after the other */
	SessionKeeper(Workbench workbench, Executor writer) {
		this.workbench = workbench;
		this.writer = writer;
		timer.setRepeats(false);
	}

	void changed() {
		changed = true;
		timer.restart();
	}

	/** Keeps what is on the workbench from now on, over what an earlier model of that file may have left. */
	void begin() {
		unread = false;
		goneNormals = List.of();
		goneImages = List.of();
		changed();
	}

	/** Where the session is; only where there is a model. */
	Path file() {
		return SessionFile.of(workbench.file().orElseThrow());
	}

	/** Writes what has changed. */
	void save() {
		timer.stop();
		if (!changed || unread || workbench.file().isEmpty()) return;
		changed = false;
		Path file = file();
		SessionFile session = new SessionFile(SessionFile.VERSION, rows(file, workbench.normals, goneNormals), rows(file, workbench.images,
			goneImages));
		writer.execute(() -> {
			try {
				session.write(file);
			}
			catch (IOException e) {
				workbench.tasks.report("Saving labels", Reasons.of(e));
			}
		});
	}

	private static List<Row> rows(Path session, Shelf shelf, List<Row> gone) {
		Map<String, Row> rows = new LinkedHashMap<>();
		gone.forEach(row -> rows.put(key(row), row));
		for (Entry entry : shelf.gallery.all()) {
			GalleryImage image = entry.image();
			Row row = new Row(image.file().map(file -> SessionFile.relative(session, file)).orElse(null), image.name(), image.slice(), image
				.frame(), entry.label().map(Label::toString).orElse(null), entry.note().isEmpty() ? null : entry.note());
			rows.put(key(row), row);
		}
		return List.copyOf(rows.values());
	}

	private static String key(Row row) {
		return (row.image() == null ? row.name() : row.image()) + "\n" + row.slice() + "\n" + row.frame();
	}

	/**
	 * Puts what was there when the model was last used on the workbench; images that are gone are named. A file that cannot be read is
	 * left as it is.
	 */
	void load() {
		Path file = file();
		unread = Files.exists(file);
		if (!unread) return;
		workbench.tasks.start("Opening " + file.getFileName(), progress -> SessionFile.read(file), session -> {
			goneNormals = add(file, workbench.normals, session.normals());
			goneImages = add(file, workbench.images, session.images());
			unread = false;
			List<String> gone = Stream.concat(goneNormals.stream(), goneImages.stream()).map(Row::name).toList();
			if (!gone.isEmpty()) workbench.tasks.report("Opening " + file.getFileName(), gone.size()
				+ " images are not there now; what was said about them is kept:\n" + String.join("\n", gone.stream().limit(NAMED).toList()) + (gone
					.size() > NAMED ? "\n..." : ""));
		});
	}

	/** Returns what is said of images that are not there. */
	private List<Row> add(Path file, Shelf shelf, List<Row> rows) {
		List<Row> gone = new ArrayList<>();
		Map<GalleryImage, Row> known = new IdentityHashMap<>();
		List<GalleryImage> images = new ArrayList<>();
		for (Row row : rows) {
			Optional<Path> image = image(file, row);
			if (image.isEmpty()) gone.add(row);
			else {
				images.add(ImageFinder.plane(new PlaneName(row.name(), row.slice(), row.frame(), true), image.get()));
				known.put(images.get(images.size() - 1), row);
			}
		}
		List<Label> labels = images.stream().map(known::get).map(row -> Label.of(row.label()).orElse(null)).toList();
		for (Entry entry : workbench.add(shelf, images, labels))
			if (known.get(entry.image()).note() != null) entry.setNote(known.get(entry.image()).note());
		return gone;
	}

	private static Optional<Path> image(Path session, Row row) {
		try {
			return SessionFile.file(session, row).filter(Files::isRegularFile);
		}
		catch (IOException e) {
			return Optional.empty();
		}
	}
}
