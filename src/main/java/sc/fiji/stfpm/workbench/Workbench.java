package sc.fiji.stfpm.workbench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import javax.swing.SwingUtilities;
import javax.swing.Timer;

import ij.ImagePlus;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.detect.Detectors;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.ui.LastModel;
import sc.fiji.stfpm.ui.SampleStacks;
import sc.fiji.stfpm.ui.ShownResults;

/**
 * What is on the workbench, and what can be done there: a model, the normal images that it learns from, the images that it judges, the
 * threshold that is tried. For the event thread; what takes its time is done by others, and {@link Listener} hears of it.
 */
final class Workbench implements AutoCloseable {
	private static final int REFRESH_MS = 100;
	private static final int CLOSE_S = 10;

	/** Hears of every change; called on the event thread. */
	interface Listener {
		/** Anything may have changed but the list of images. */
		void changed();

		/** An image was judged, for the first time or again. */
		default void judged(Entry entry) {}
	}

	final Shelf normals = new Shelf();
	final Shelf images = new Shelf();
	final MacroRecord record = new MacroRecord();
	final Tasks tasks;
	final Learning learning = new Learning(this);
	final Judging judging = new Judging(this);
	final Correcting correcting = new Correcting(this);
	private final Drawing drawing = new Drawing(this);
	private final ExecutorService looks = Tasks.thread("Anomaly Workbench, looks");
	final SessionKeeper session = new SessionKeeper(this, looks);
	private final List<Listener> listeners = new ArrayList<>();
	private final Timer refresh = new Timer(REFRESH_MS, event -> refresh());
	private Path file;
	private AnomalyModel model;
	private Calibration tried;
	/** Counts models, so that what an older one found is known. */
	private volatile int version;

	Workbench(Tasks.Listener listener) {
		tasks = new Tasks(listener);
		refresh.setRepeats(false);
	}

	void addListener(Listener listener) {
		listeners.add(listener);
	}

	/** Tells all that shows something. */
	void changed() {
		listeners.forEach(Listener::changed);
	}

	/** Brings lists up to date, but not for every image of many that are judged one after the other. */
	void refreshSoon() {
		if (!refresh.isRunning()) refresh.start();
	}

	void refresh() {
		normals.gallery.refresh();
		images.gallery.refresh();
		changed();
	}

	/** The model's file; empty while there is no model. */
	Optional<Path> file() {
		return Optional.ofNullable(file);
	}

	Optional<AnomalyModel> model() {
		return Optional.ofNullable(model);
	}

	/** The model's calibration, or the one with the threshold that is tried; null while there is no model. */
	Calibration calibration() {
		return tried != null ? tried : model == null ? null : model.calibration();
	}

	/** Whether another threshold than the model's is tried. */
	boolean isTrying() {
		return tried != null;
	}

	/** Another number for every model, and every change of one. For any thread. */
	int version() {
		return version;
	}

	/** Whether images wait to be judged, and nothing is doing so. */
	boolean canJudge() {
		return model != null && !judging.isRunning() && !images.stale().isEmpty();
	}

	/** The normal image of a name, where it is on the workbench. */
	Optional<Entry> normal(String name) {
		return normals.gallery.all().stream().filter(entry -> entry.image().name().equals(name)).findFirst();
	}

	void addNormals(List<Path> paths) {
		find(paths, found -> {
			add(normals, found.normals().isEmpty() ? found.images() : found.normals(), null);
			if (!found.normals().isEmpty()) add(images, found.images(), found.labels());
		});
	}

	void addImages(List<Path> paths) {
		find(paths, found -> {
			add(images, found.images(), found.labels());
			if (model == null) add(normals, found.normals(), null);
		});
	}

	void addNormals(ImagePlus open, boolean rois) {
		add(normals, rois ? ImageFinder.ofRois(open) : ImageFinder.ofStack(open), null);
	}

	void addImages(ImagePlus open) {
		add(images, ImageFinder.ofStack(open), null);
	}

	/** Puts a sample's normal images and those to be judged, with their labels, on an empty workbench. */
	void addSample(SampleStacks sample) {
		tasks.start("Opening " + sample, progress -> List.of(sample.normal(progress), sample.toJudge(progress)), stacks -> {
			record.run("Open Sample Data...", Map.of("sample", sample.toString()));
			add(normals, ImageFinder.ofStack(stacks.get(0)), null);
			List<GalleryImage> planes = ImageFinder.ofStack(stacks.get(1));
			add(images, planes, planes.stream().map(plane -> plane.name().contains("/good/") || plane.name().startsWith("good/") ? Label.NORMAL
				: Label.ANOMALOUS).toList());
		});
	}

	private void find(List<Path> paths, Consumer<ImageFinder.Found> then) {
		tasks.start("Looking for images", progress -> ImageFinder.in(paths, progress), found -> {
			then.accept(found);
			if (!found.problems().isEmpty()) tell(found);
		});
	}

	private void tell(ImageFinder.Found found) {
		tasks.report("Looking for images", found.problems().size() + " could not be used:\n" + String.join("\n", found.problems().stream().limit(
			10).toList()) + (found.problems().size() > 10 ? "\n..." : ""));
	}

	/**
	 * @param labels null for none
	 * @return what was not there before
	 */
	List<Entry> add(Shelf shelf, List<GalleryImage> images, List<Label> labels) {
		Map<GalleryImage, Label> known = new IdentityHashMap<>();
		for (int i = 0; labels != null && i < images.size(); i++)
			known.put(images.get(i), labels.get(i));
		List<Entry> added = shelf.gallery.add(images);
		added.forEach(entry -> entry.setLabel(known.get(entry.image())));
		session.changed();
		refresh();
		judging.start();
		if (shelf == normals || model == null) drawing.start(shelf, added);
		return added;
	}

	void remove(Shelf shelf, List<Entry> entries) {
		shelf.gallery.remove(entries);
		session.changed();
		changed();
	}

	/** @param label null for none */
	void label(List<Entry> entries, Label label) {
		entries.forEach(entry -> entry.setLabel(label));
		session.changed();
		refresh();
	}

	void note(Entry entry, String text) {
		if (text.equals(entry.note())) return;
		entry.setNote(text);
		session.changed();
	}

	/** Opens a model and what was on the workbench when it was last used. */
	void open(Path chosen) {
		tasks.start("Opening " + chosen.getFileName(), progress -> ModelFile.read(chosen), read -> {
			use(chosen, read);
			// They were another model's.
			normals.gallery.remove(normals.gallery.all());
			session.load();
		});
	}

	/** Takes another model, and judges all images by it. */
	void use(Path of, AnomalyModel other) {
		session.save();
		file = of;
		model = other;
		tried = null;
		correcting.forget();
		LastModel.set(of.toFile());
		expire(null);
	}

	/**
	 * Takes the model as it is after a correction, and judges all images again. A threshold that is tried stays.
	 *
	 * @param first is judged before the others; null for none
	 */
	void corrected(AnomalyModel changed, Entry first) {
		model = changed;
		if (tried != null) tried = changed.calibration().byHand(tried.threshold());
		session.changed();
		expire(first);
	}

	private void expire(Entry first) {
		version++;
		images.gallery.all().forEach(Entry::expire);
		calibrate();
		judging.start(first);
	}

	/** An image was judged. */
	void judged(Entry entry) {
		listeners.forEach(listener -> listener.judged(entry));
		refreshSoon();
	}

	private void calibrate() {
		normals.gallery.setCalibration(calibration());
		images.gallery.setCalibration(calibration());
		changed();
	}

	/** Judges by another threshold, without changing the model. */
	void tryThreshold(double threshold) {
		tried = (float) threshold == model.calibration().threshold() ? null : model.calibration().byHand(threshold);
		calibrate();
	}

	/** Goes back to the model's own threshold. */
	void forgetThreshold() {
		tried = null;
		calibrate();
	}

	/** Writes the threshold that is tried into the model. */
	void keepThreshold() {
		Calibration kept = tried;
		Path target = file;
		tasks.start("Keeping the threshold", progress -> {
			ModelFile.recalibrate(target, kept, target);
			ShownResults.recalibrate(target);
			return ModelFile.read(target);
		}, read -> {
			Map<String, String> options = new LinkedHashMap<>();
			options.put("model", target.toString());
			options.put("rule", "By hand");
			options.put("value", Float.toString(kept.threshold()));
			record.run("Set Threshold...", options);
			model = read;
			tried = null;
			calibrate();
		});
	}

	/**
	 * Looks closely at an image.
	 *
	 * @param then gets it on the event thread; not called where it cannot be read
	 */
	void look(Shelf shelf, Entry entry, Consumer<Detail> then) {
		boolean judged = shelf == images && model != null && !entry.isStale();
		Path by = file;
		looks.execute(() -> {
			try {
				ImagePlane plane = entry.image().source().read();
				Detail detail = judged ? detail(entry, plane, by) : new Detail(entry, Picture.of(plane, Detail.SIDE), plane, null);
				SwingUtilities.invokeLater(() -> then.accept(detail));
			}
			catch (IOException | RuntimeException e) {
				// The gallery says what is wrong with it.
			}
		});
	}

	private static Detail detail(Entry entry, ImagePlane plane, Path by) throws IOException {
		try (Detectors.Lease lease = Detectors.shared().borrow(by, Optional.empty(), "auto")) {
			DetectionResult result = lease.detector().detect(plane, Progress.NONE);
			return new Detail(entry, Picture.of(plane, lease.detector().model().preprocessing(), result, Detail.SIDE), plane, result);
		}
	}

	@Override
	public void close() {
		refresh.stop();
		session.save();
		tasks.close();
		drawing.close();
		looks.shutdown();
		try {
			// The session is written there.
			looks.awaitTermination(CLOSE_S, TimeUnit.SECONDS);
		}
		catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		for (Shelf shelf : List.of(normals, images))
			try {
				shelf.close();
			}
			catch (IOException e) {
				// A temporary file, which goes with the process.
			}
	}
}
