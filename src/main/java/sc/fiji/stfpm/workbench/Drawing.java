package sc.fiji.stfpm.workbench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;

import javax.swing.SwingUtilities;

import sc.fiji.stfpm.Reasons;

/** Makes pictures of images that were not judged, on a thread of its own. */
final class Drawing implements AutoCloseable {
	private final Workbench workbench;
	private final ExecutorService thread = Tasks.thread("Anomaly Workbench, pictures");

	Drawing(Workbench workbench) {
		this.workbench = workbench;
	}

	/** Makes those that are missing. */
	void start(Shelf shelf, List<Entry> entries) {
		for (Entry entry : entries)
			thread.execute(() -> draw(shelf, entry));
	}

	private void draw(Shelf shelf, Entry entry) {
		if (thread.isShutdown() || shelf.picture(entry).isPresent()) return;
		try {
			shelf.draw(entry, entry.image().source().read());
		}
		catch (IOException | RuntimeException e) {
			String reason = Reasons.of(e);
			SwingUtilities.invokeLater(() -> entry.failed(reason));
		}
		SwingUtilities.invokeLater(workbench::refreshSoon);
	}

	@Override
	public void close() {
		thread.shutdownNow();
	}
}
