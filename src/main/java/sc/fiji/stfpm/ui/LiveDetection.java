package sc.fiji.stfpm.ui;

import java.awt.EventQueue;
import java.awt.Rectangle;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import ij.IJ;
import ij.ImageListener;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.gui.RoiListener;
import sc.fiji.stfpm.OneLine;

/**
 * Judges an open image again whenever what it shows changes, and shows what is found over it: slice, frame, selection, pixels. An
 * image's window never waits for it: what was found last stays until the next is found, but belongs to its plane alone. It ends
 * when it is stopped or the image is closed. Errors are shown in the image, and do not end it.
 */
public final class LiveDetection implements ImageListener, RoiListener, LiveWorker.Listener {
	private static final Map<ImagePlus, LiveDetection> RUNNING = new ConcurrentHashMap<>();

	private final ImagePlus image;
	private final String model;
	private final LiveWorker worker;
	private final LiveOverlay overlay;
	/** Below, for the event dispatch thread. */
	private LiveState shown;
	private boolean stopped;
	private Roi selection;
	private Rectangle selected;

	private LiveDetection(ImagePlus image, LiveModel model) {
		this.image = image;
		this.model = model.name();
		worker = new LiveWorker(image, model, this);
		overlay = new LiveOverlay(image, model.name());
	}

	/** Whether an image is judged live. */
	public static boolean isOn(ImagePlus image) {
		return image != null && RUNNING.containsKey(image);
	}

	/**
	 * Begins, in place of what was begun before on the image.
	 *
	 * @param model closed when this ends
	 * @throws IllegalStateException where the image has no window
	 */
	public static void start(ImagePlus image, LiveModel model) {
		if (image.getWindow() == null) {
			model.close();
			throw new IllegalStateException("\"" + image.getTitle() + "\" has no window, so that nothing could be shown live");
		}
		onEventThread(() -> {
			stop(image);
			new LiveDetection(image, model).begin();
		});
	}

	/** Ends it, and takes what it drew off the image; where it is not on, nothing happens. */
	public static void stop(ImagePlus image) {
		if (isOn(image)) onEventThread(() -> {
			LiveDetection live = RUNNING.get(image);
			if (live != null) live.end();
		});
	}

	/** Returns when it is done. */
	private static void onEventThread(Runnable work) {
		if (EventQueue.isDispatchThread()) {
			work.run();
			return;
		}
		try {
			EventQueue.invokeAndWait(work);
		}
		catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		catch (InvocationTargetException e) {
			throw new IllegalStateException(e.getCause());
		}
	}

	private void begin() {
		RUNNING.put(image, this);
		ImagePlus.addImageListener(this);
		Roi.addRoiListener(this);
		image.setHideOverlay(false);
		overlay.showWaiting();
		select();
		Thread thread = new Thread(worker, "Live Detection of " + image.getTitle());
		thread.setDaemon(true);
		thread.start();
	}

	private void end() {
		if (stopped) return;
		stopped = true;
		RUNNING.remove(image, this);
		ImagePlus.removeImageListener(this);
		Roi.removeRoiListener(this);
		worker.stop();
		overlay.remove();
	}

	@Override
	public void judged(LiveState state) {
		EventQueue.invokeLater(() -> show(state));
	}

	private void show(LiveState state) {
		if (stopped || !state.isOf(image.getZ(), image.getT())) return;
		boolean said = shown != null && shown.text().equals(state.text());
		shown = state;
		overlay.show(state);
		if (!said && !ImageJProgress.isRunning() && WindowManager.getCurrentImage() == image) IJ.showStatus(OneLine.of("Live, " + model + ": "
			+ state.text()));
	}

	@Override
	public void imageUpdated(ImagePlus updated) {
		if (updated != image || stopped) return;
		if (shown != null && !shown.isOf(image.getZ(), image.getT())) {
			shown = null;
			overlay.showWaiting();
		}
		worker.pixelsChanged();
	}

	@Override
	public void imageClosed(ImagePlus closed) {
		// Later, as a listener that goes now would make ImageJ forget to tell the next one.
		if (closed == image) EventQueue.invokeLater(this::end);
	}

	@Override
	public void imageOpened(ImagePlus opened) {
		// Of no interest.
	}

	/** Called before a deleted selection is gone, and perhaps on the thread that changes it. */
	@Override
	public void roiModified(ImagePlus modified, int id) {
		if (modified == image) EventQueue.invokeLater(this::select);
	}

	/** A window can go without its image being closed, and not every selection is told of. */
	@Override
	public void tick() {
		EventQueue.invokeLater(() -> {
			if (stopped) return;
			Roi roi = image.getRoi();
			if (image.getWindow() == null) end();
			else if (roi != selection || roi != null && !roi.getBounds().equals(selected)) select();
		});
	}

	private void select() {
		selection = image.getRoi();
		selected = selection == null ? null : selection.getBounds();
		worker.select(Selection.hasArea(image) && !selected.isEmpty() ? (Roi) selection.clone() : null);
	}
}
