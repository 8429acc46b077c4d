package sc.fiji.stfpm.workbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

import javax.swing.Timer;

import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.dataset.SessionFile;
import sc.fiji.stfpm.dataset.SessionFile.Row;
import sc.fiji.stfpm.ui.PlaneName;

/** Keeps what is on the workbench in a file beside the model, a moment after it has changed. For the event thread. */
final class SessionKeeper {
	private static final int DELAY_MS = 500;

	private final Workbench workbench;
	private final Executor writer;
	private final Timer timer = new Timer(DELAY_MS, event -> save());
	private boolean changed;

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

	/** Where the session is; only where there is a model. */
	Path file() {
		return SessionFile.of(workbench.file().orElseThrow());
	}

	/** Writes what has changed. */
	void save() {
		timer.stop();
		if (!changed || workbench.file().isEmpty()) return;
		changed = false;
		Path file = file();
		SessionFile session = new SessionFile(SessionFile.VERSION, rows(file, workbench.normals), rows(file, workbench.images));
		writer.execute(() -> {
			try {
				session.write(file);
			}
			catch (IOException e) {
				workbench.tasks.report("Saving labels", Reasons.of(e));
			}
		});
	}

	private static List<Row> rows(Path session, Shelf shelf) {
		return shelf.gallery.all().stream().map(entry -> {
			GalleryImage image = entry.image();
			return new Row(image.file().map(file -> SessionFile.relative(session, file)).orElse(null), image.name(), image.slice(), image
				.frame(), entry.label().map(Label::toString).orElse(null), entry.note().isEmpty() ? null : entry.note());
		}).toList();
	}

	/** Puts what was there when the model was last used on the workbench; images that are gone are named. */
	void load() {
		Path file = file();
		if (!Files.exists(file)) return;
		workbench.tasks.start("Opening " + file.getFileName(), progress -> SessionFile.read(file), session -> {
			List<String> gone = new ArrayList<>();
			add(file, workbench.normals, session.normals(), gone);
			add(file, workbench.images, session.images(), gone);
			changed = false;
			if (!gone.isEmpty()) workbench.tasks.report("Opening " + file.getFileName(), gone.size() + " images are not there any more:\n" + String
				.join("\n", gone.stream().limit(10).toList()) + (gone.size() > 10 ? "\n..." : ""));
		});
	}

	private void add(Path file, Shelf shelf, List<Row> rows, List<String> gone) {
		Map<GalleryImage, Row> known = new IdentityHashMap<>();
		List<GalleryImage> images = new ArrayList<>();
		for (Row row : rows) {
			Optional<Path> image = image(file, row);
			if (image.isEmpty()) gone.add(row.name());
			else {
				images.add(ImageFinder.plane(new PlaneName(row.name(), row.slice(), row.frame(), true), image.get()));
				known.put(images.get(images.size() - 1), row);
			}
		}
		List<Label> labels = images.stream().map(known::get).map(row -> Label.of(row.label()).orElse(null)).toList();
		for (Entry entry : workbench.add(shelf, images, labels))
			if (known.get(entry.image()).note() != null) entry.setNote(known.get(entry.image()).note());
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
