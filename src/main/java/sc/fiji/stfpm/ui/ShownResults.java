package sc.fiji.stfpm.ui;

import java.awt.Rectangle;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.regex.Matcher;

import ij.ImageListener;
import ij.ImagePlus;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.score.Calibration;

/**
 * What open images show of detections, so that a new threshold of a model changes it without judging again. What is closed is
 * forgotten. Thread-safe.
 */
public final class ShownResults {
	private record Plane(int slice, int frame) {
		static Plane of(PlaneResult result) {
			return new Plane(result.slice(), result.frame());
		}
	}

	/**
	 * The result of a plane, and what is drawn over it.
	 *
	 * @param outlines whether regions are drawn
	 * @param heatMap whether the map is drawn, too
	 */
	private record Drawn(UsedModel model, PlaneResult result, boolean outlines, boolean heatMap) {
		/** Whether there is anything, so that it is missed if the user took it off. */
		boolean isVisible() {
			return outlines && (heatMap || !result.result().regions().isEmpty());
		}

		Drawn by(Calibration calibration) {
			return new Drawn(model, result.by(calibration), outlines, heatMap);
		}
	}

	/**
	 * An image of anomaly maps.
	 *
	 * @param calibration that its display range comes from
	 * @param planes of the image that it was made of, in the order of its own
	 * @param bounds where in that image it lies
	 */
	private record Shaded(UsedModel model, Calibration calibration, WeakReference<ImagePlus> image, List<Plane> planes, Rectangle bounds) {}

	private static final Map<ImagePlus, Map<Plane, Drawn>> OVERLAYS = new WeakHashMap<>();
	private static final Map<ImagePlus, Shaded> MAPS = new WeakHashMap<>();

	static {
		ImagePlus.addImageListener(new ImageListener() {
			@Override
			public void imageClosed(ImagePlus image) {
				forget(image);
			}

			@Override
			public void imageOpened(ImagePlus image) {}

			@Override
			public void imageUpdated(ImagePlus image) {}
		});
	}

	private ShownResults() {}

	private static synchronized void forget(ImagePlus image) {
		OVERLAYS.remove(image);
		MAPS.remove(image);
	}

	/** Remembers what was drawn over planes, in place of what was drawn there before. */
	static synchronized void drawn(ImagePlus image, List<PlaneResult> results, boolean heatMap, UsedModel model) {
		Map<Plane, Drawn> planes = OVERLAYS.computeIfAbsent(image, key -> new HashMap<>());
		for (PlaneResult result : results)
			planes.put(Plane.of(result), new Drawn(model, result, true, heatMap));
	}

	/** Forgets what was drawn over planes, as something else was. */
	static synchronized void forget(ImagePlus image, List<PlaneResult> results) {
		Map<Plane, Drawn> planes = OVERLAYS.get(image);
		if (planes != null) results.forEach(result -> planes.remove(Plane.of(result)));
	}

	/** Whether a heat map is drawn over a plane. */
	static synchronized boolean hasHeatMap(ImagePlus image, PlaneResult result) {
		Drawn drawn = OVERLAYS.getOrDefault(image, Map.of()).get(Plane.of(result));
		return drawn != null && drawn.heatMap && new MapOverlay(image).isDrawnOn(result);
	}

	/** Remembers an image of the maps of another one, and the results, which share their values with it. */
	static synchronized void made(ImagePlus map, ImagePlus image, List<PlaneResult> results, UsedModel model) {
		MAPS.put(map, new Shaded(model, results.get(0).result().calibration(), new WeakReference<>(image), results.stream().map(Plane::of)
			.toList(), results.get(0).bounds()));
		Map<Plane, Drawn> planes = OVERLAYS.computeIfAbsent(image, key -> new HashMap<>());
		for (PlaneResult result : results)
			planes.merge(Plane.of(result), new Drawn(model, result, false, false), (old, added) -> new Drawn(model, result, old.model.equals(model)
				&& old.outlines, old.heatMap));
	}

	/** Writes the values of a plane that was judged again into the maps that are open. */
	static synchronized void changed(ImagePlus image, PlaneResult result) {
		MAPS.forEach((map, shaded) -> {
			int index = shaded.planes.indexOf(Plane.of(result));
			if (shaded.image.get() != image || index < 0 || !shaded.bounds.equals(result.bounds()) || index >= map.getStackSize()) return;
			if (!(map.getStack().getPixels(index + 1) instanceof float[] values)) return;
			System.arraycopy(result.result().values(), 0, values, 0, values.length);
			map.updateAndDraw();
		});
	}

	/**
	 * Shows what the results of a model come to with its new threshold: outlines, heat maps, the display range of maps, and rows of
	 * the tables for people. What the user has taken off or set otherwise stays so.
	 *
	 * @param file the model, which has the new threshold already
	 * @throws IOException if the file cannot be read
	 */
	public static void recalibrate(Path file) throws IOException {
		if (!isUsed(UsedModel.absolute(file))) return;
		AnomalyModel model = ModelFile.read(file);
		DetectionTables.update(recalibrate(UsedModel.of(file, model), model.calibration()));
	}

	private static synchronized boolean isUsed(Path file) {
		return MAPS.values().stream().anyMatch(map -> map.model.file().equals(file)) || OVERLAYS.values().stream().flatMap(planes -> planes
			.values().stream()).anyMatch(drawn -> drawn.model.file().equals(file));
	}

	/** Returns the results that changed. */
	static synchronized Map<ImagePlus, List<PlaneResult>> recalibrate(UsedModel model, Calibration calibration) {
		MAPS.replaceAll((map, shaded) -> shaded.model.equals(model) ? shade(map, shaded, calibration) : shaded);
		Map<ImagePlus, List<PlaneResult>> changed = new LinkedHashMap<>();
		for (ImagePlus image : Set.copyOf(OVERLAYS.keySet())) {
			List<PlaneResult> results = redraw(image, OVERLAYS.get(image), model, calibration);
			if (!results.isEmpty()) changed.put(image, results);
		}
		return changed;
	}

	private static List<PlaneResult> redraw(ImagePlus image, Map<Plane, Drawn> planes, UsedModel model, Calibration calibration) {
		MapOverlay overlay = new MapOverlay(image);
		List<PlaneResult> changed = new ArrayList<>();
		planes.replaceAll((plane, drawn) -> {
			if (!drawn.model.equals(model)) return drawn;
			Drawn now = drawn.by(calibration);
			changed.add(now.result);
			boolean takenOff = drawn.isVisible() && !overlay.isDrawnOn(drawn.result);
			if (drawn.outlines && !takenOff) overlay.draw(List.of(now.result), drawn.heatMap);
			return now;
		});
		return changed;
	}

	private static Shaded shade(ImagePlus map, Shaded shaded, Calibration now) {
		Calibration before = shaded.calibration;
		if (map.getDisplayRangeMin() == before.displayLower() && map.getDisplayRangeMax() == before.displayUpper()) {
			map.setDisplayRange(now.displayLower(), now.displayUpper());
			map.updateAndDraw();
		}
		String info = map.getInfoProperty();
		if (info != null) map.setProperty("Info", info.replaceFirst("(?m)^Threshold: .*$", Matcher.quoteReplacement("Threshold: " + now
			.threshold() + " (" + now.provenance() + ")")));
		return new Shaded(shaded.model, now, shaded.image, shaded.planes, shaded.bounds);
	}
}
