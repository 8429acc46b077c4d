package sc.fiji.stfpm.ui;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;

import ij.ImagePlus;
import ij.gui.Roi;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.detect.AnomalyDetector;

/**
 * Judges what an image shows, on a thread of its own, and again after every change. Changes do not queue: however many come while one
 * state is judged, the next one judged is the newest.
 */
final class LiveWorker implements Runnable {
	/** What the names of ROIs begin with that live detection draws. */
	static final String PREFIX = "Live ";
	/** Hears on the worker's thread. */
	interface Listener {
		void judged(LiveState state);

		/** Some time has passed. */
		void tick();
	}

	/** How often it is looked at what nobody tells of. */
	private static final long LOOK_MS = 500;

	/** A plane's result without a selection, and of what it is. */
	private record Whole(AnomalyDetector detector, long edit, PlaneResult plane) {
		boolean isOf(AnomalyDetector now, long edits, int slice, int frame) {
			return detector == now && edit == edits && plane.slice() == slice && plane.frame() == frame;
		}
	}

	private final ImagePlus image;
	private final LiveModel model;
	private final Listener listener;
	private Whole whole;
	private Roi selection;
	private boolean wanted = true;
	private long edits;
	private volatile boolean stopped;

	/** @param model closed at the end */
	LiveWorker(ImagePlus image, LiveModel model, Listener listener) {
		this.image = image;
		this.model = model;
		this.listener = listener;
	}

	/** The pixels, or which of them are shown, may have changed. */
	synchronized void pixelsChanged() {
		edits++;
		changed();
	}

	/** @param area of which alone the pixels count; not changed any more; null for all */
	synchronized void select(Roi area) {
		selection = area;
		changed();
	}

	private synchronized void changed() {
		wanted = true;
		notifyAll();
	}

	/** Ends the thread as soon as it can, without waiting for it. */
	synchronized void stop() {
		stopped = true;
		notifyAll();
	}

	@Override
	public void run() {
		try (model) {
			while (isAwaited())
				judge();
		}
		catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/** Waits for a change of the image or of the model's file; false at the end. */
	private boolean isAwaited() throws InterruptedException {
		while (true) {
			synchronized (this) {
				if (!wanted && !stopped) wait(LOOK_MS);
				if (stopped) return false;
				if (wanted) return true;
			}
			listener.tick();
			if (!model.isCurrent()) return true;
		}
	}

	private void judge() {
		long edit;
		Roi area;
		synchronized (this) {
			wanted = false;
			edit = edits;
			area = selection;
		}
		int slice = image.getZ(), frame = image.getT();
		try {
			listener.judged(judge(slice, frame, edit, area));
		}
		catch (CancellationException e) {
			changed();
		}
	}

	private LiveState judge(int slice, int frame, long edit, Roi area) {
		try {
			PlaneResult plane = whole(slice, frame, edit);
			if (area != null) plane = plane.within(Selection.inside(area, image.getWidth()));
			List<Roi> rois = new MapOverlay(image).rois(plane, true);
			// Not by the names that detections look for when they replace what they drew.
			rois.forEach(roi -> roi.setName(PREFIX + roi.getName()));
			return LiveState.of(plane, rois);
		}
		catch (CancellationException e) {
			throw e;
		}
		catch (IOException | RuntimeException | LinkageError e) {
			return LiveState.failed(slice, frame, Reasons.of(e));
		}
		catch (OutOfMemoryError e) {
			return LiveState.failed(slice, frame, Reasons.outOfMemory());
		}
	}

	/** Only a new selection needs no new map. */
	private PlaneResult whole(int slice, int frame, long edit) throws IOException {
		AnomalyDetector detector = model.detector();
		if (whole == null || !whole.isOf(detector, edit, slice, frame)) {
			whole = null;
			PlaneResult plane = ImageDetection.judge(detector, image, slice, frame, new Progress() {
				@Override
				public boolean isCancelled() {
					return stopped || image.getZ() != slice || image.getT() != frame;
				}
			});
			whole = new Whole(detector, edit, plane);
		}
		return whole.plane;
	}
}
