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

	private void judge(List<Entry> stale, Path by, int version, Progress progress) throws IOException {
		try (Detectors.Lease lease = Detectors.shared().borrow(by, Optional.empty(), "auto")) {
			int done = 0;
			for (Entry entry : stale) {
				if (progress.isCancelled()) throw new CancellationException();
				if (version != workbench.version()) return;
				judge(entry, lease.detector(), version, progress);
				progress.update(++done, stale.size(), entry.image().name());
			}
		}
	}

	private void judge(Entry entry, AnomalyDetector detector, int version, Progress progress) {
		try {
			ImagePlane plane = entry.image().source().read();
			DetectionResult result = detector.detect(plane, Progress.withoutUpdates(progress));
			workbench.images.keep(entry, Picture.of(plane, detector.model().preprocessing(), result, PictureStore.SIDE));
			tell(version, entry, () -> entry.judged(Entry.Finding.of(result)));
		}
		catch (CancellationException e) {
			throw e;
		}
		catch (IOException | RuntimeException e) {
			String reason = Reasons.of(e);
			tell(version, entry, () -> entry.failed(reason));
		}
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
