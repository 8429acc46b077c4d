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
	 * What is drawn over a plane.
	 *
	 * @param any whether there was anything to draw
	 */
	private record Drawn(UsedModel model, PlaneResult result, boolean heatMap, boolean any) {
		static Drawn of(UsedModel model, PlaneResult result, boolean heatMap) {
			return new Drawn(model, result, heatMap, heatMap || !result.result().regions().isEmpty());
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
			planes.put(Plane.of(result), Drawn.of(model, result, heatMap));
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

	/** Remembers an image of the maps of another one. */
	static synchronized void made(ImagePlus map, ImagePlus image, List<PlaneResult> results, UsedModel model) {
		MAPS.put(map, new Shaded(model, results.get(0).result().calibration(), new WeakReference<>(image), results.stream().map(Plane::of)
			.toList(), results.get(0).bounds()));
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
	 * Shows what the results of a model come to with its new threshold: outlines, heat maps, and the display range of maps. What
	 * the user has taken off or set otherwise stays so.
	 *
	 * @param file the model, which has the new threshold already
	 * @return the results that changed, by image
	 * @throws IOException if the file cannot be read
	 */
	public static synchronized Map<ImagePlus, List<PlaneResult>> recalibrate(Path file) throws IOException {
		Path path = UsedModel.absolute(file);
		boolean known = MAPS.values().stream().anyMatch(map -> map.model.file().equals(path)) || OVERLAYS.values().stream().flatMap(
			planes -> planes.values().stream()).anyMatch(drawn -> drawn.model.file().equals(path));
		if (!known) return Map.of();
		var model = ModelFile.read(file);
		UsedModel used = UsedModel.of(file, model);
		MAPS.replaceAll((map, shaded) -> shaded.model.equals(used) ? shade(map, shaded, model.calibration()) : shaded);
		Map<ImagePlus, List<PlaneResult>> changed = new LinkedHashMap<>();
		for (ImagePlus image : Set.copyOf(OVERLAYS.keySet()))
			changed.put(image, redraw(image, OVERLAYS.get(image), used, model.calibration()));
		changed.values().removeIf(List::isEmpty);
		return changed;
	}

	private static List<PlaneResult> redraw(ImagePlus image, Map<Plane, Drawn> planes, UsedModel model, Calibration calibration) {
		MapOverlay overlay = new MapOverlay(image);
		List<PlaneResult> changed = new ArrayList<>();
		planes.replaceAll((plane, drawn) -> {
			if (!drawn.model.equals(model)) return drawn;
			PlaneResult now = drawn.result.by(calibration);
			changed.add(now);
			if (!drawn.any || overlay.isDrawnOn(drawn.result)) overlay.draw(List.of(now), drawn.heatMap);
			return Drawn.of(model, now, drawn.heatMap);
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
