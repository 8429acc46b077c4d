package sc.fiji.stfpm.workbench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import javax.swing.SwingUtilities;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.detect.Detectors;
import sc.fiji.stfpm.detect.ImagesAtOnce;
import sc.fiji.stfpm.image.ImagePlane;

/** Judges the images on a workbench that its model has not judged. For the event thread. */
final class Judging {
	private final Workbench workbench;
	private boolean running;

	Judging(Workbench workbench) {
		this.workbench = workbench;
	}

	boolean isRunning() {
		return running;
	}

	/** Judges what there is, in the order in which it is shown. */
	void start() {
		start(null);
	}

	/** @param first is judged before the others; null for none */
	void start(Entry first) {
		if (running || workbench.model().isEmpty()) return;
		List<Entry> stale = stale(first);
		if (stale.isEmpty()) return;
		running = true;
		Path by = workbench.file().orElseThrow();
		int version = workbench.version();
		workbench.tasks.start("Judging", progress -> {
			judge(stale, by, version, progress);
			return null;
		}, nothing -> {
			running = false;
			workbench.refresh();
			// Images that were added, or a model that has changed, meanwhile.
			start();
		}, () -> running = false);
	}

	private List<Entry> stale(Entry first) {
		Map<Entry, Integer> places = new IdentityHashMap<>();
		for (int i = 0; i < workbench.images.gallery.getSize(); i++)
			places.put(workbench.images.gallery.getElementAt(i), i);
		List<Entry> stale = new ArrayList<>(workbench.images.stale());
		stale.sort(Comparator.comparing((Entry entry) -> entry == first ? -1 : places.getOrDefault(entry, Integer.MAX_VALUE)));
		return stale;
	}

	/** An image with its pixels. */
	private record Read(Entry entry, ImagePlane plane) {
		long pixels() {
			return (long) plane.width() * plane.height();
		}
	}

	private void judge(List<Entry> stale, Path by, int version, Progress progress) throws IOException {
		try (Detectors.Lease lease = Detectors.shared().borrow(by, Optional.empty(), "auto")) {
			AnomalyDetector detector = lease.detector();
			try (ImagesAtOnce<Read, DetectionResult> running = new ImagesAtOnce<>(stale.size() == 1 ? 1 : detector.atOnce(), (read, reports) -> detector.detect(
				read.plane, reports), nobody -> {}))
			{
				int done = 0;
				for (Entry entry : stale) {
					if (progress.isCancelled()) throw new CancellationException();
					if (version != workbench.version()) return;
					Optional<Read> read = read(entry, version);
					while (read.isPresent() && running.isFull(read.get().pixels()))
						progress.update(++done, stale.size(), finish(running, detector, version, progress));
					if (read.isEmpty()) progress.update(++done, stale.size(), entry.image().name());
					else running.begin(read.get(), read.get().pixels());
					if (running.isFull(0)) progress.update(++done, stale.size(), finish(running, detector, version, progress));
				}
				while (!running.isEmpty())
					progress.update(++done, stale.size(), finish(running, detector, version, progress));
			}
		}
	}

	private Optional<Read> read(Entry entry, int version) {
		try {
			return Optional.of(new Read(entry, entry.image().source().read()));
		}
		catch (IOException | RuntimeException e) {
			fail(entry, e, version);
			return Optional.empty();
		}
	}

	/** Waits for the first image that was begun; its name. */
	private String finish(ImagesAtOnce<Read, DetectionResult> running, AnomalyDetector detector, int version, Progress progress) {
		Read read = running.first();
		try {
			DetectionResult result = running.finish(Progress.withoutUpdates(progress));
			workbench.images.keep(read.entry, Picture.of(read.plane, detector.model().preprocessing(), result, PictureStore.SIDE));
			tell(version, read.entry, () -> read.entry.judged(Entry.Finding.of(result)));
		}
		catch (CancellationException e) {
			throw e;
		}
		catch (IOException | RuntimeException e) {
			fail(read.entry, e, version);
		}
		return read.entry.image().name();
	}

	private void fail(Entry entry, Exception e, int version) {
		String reason = Reasons.of(e);
		tell(version, entry, () -> entry.failed(reason));
	}

	/** What an older model found is of no interest any more. */
	private void tell(int version, Entry entry, Runnable what) {
		SwingUtilities.invokeLater(() -> {
			if (version != workbench.version()) return;
			what.run();
			workbench.judged(entry);
		});
	}
}
