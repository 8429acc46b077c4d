package sc.fiji.stfpm.ui;

import java.awt.Rectangle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import ij.ImagePlus;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.view.Views;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.detect.ImagesAtOnce;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImagePlusImg;

/** Judges the planes of an open image. The image is only read. */
public final class ImageDetection {
	/** Which planes of a stack are judged. */
	public enum Planes {
		/** The one that is shown. */
		CURRENT("Current"),
		/** Every slice of every frame. */
		ALL("All");

		private final String label;

		Planes(String label) {
			this.label = label;
		}

		@Override
		public String toString() {
			return label;
		}
	}

	private ImageDetection() {}

	/**
	 * Judges planes, each with all its channels.
	 *
	 * @return a result for every plane, slices before frames
	 * @throws IllegalArgumentException if the image does not suit the model
	 * @throws IllegalStateException if the image is edited or closed meanwhile
	 * @throws CancellationException if cancelled
	 */
	public static List<PlaneResult> run(AnomalyDetector detector, ImagePlus image, Planes which, Selection selection,
		Progress progress)
	{
		try {
			return run(detector, image, which, selection, IgnoredAreas.NONE, progress);
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/**
	 * The same where some pixels do not count. Planes of which none counts are skipped.
	 *
	 * @param ignored of the image
	 * @return a result for every plane that was judged, slices before frames; at least one
	 * @throws IllegalArgumentException if the image does not suit the model, or no pixel counts at all
	 * @throws IOException if a mask cannot be read
	 */
	public static List<PlaneResult> run(AnomalyDetector detector, ImagePlus image, Planes which, Selection selection, IgnoredAreas ignored,
		Progress progress) throws IOException
	{
		List<Part> parts = parts(image, which, selection);
		OpenImage open = new OpenImage(image, parts);
		List<PlaneResult> results = new Run(detector, selection, ignored, parts.size(), progress).of(parts, open);
		open.checkUnchanged();
		if (results.isEmpty()) throw new IllegalArgumentException("Every pixel of \"" + image.getTitle()
			+ "\" is ignored, so that nothing is left to judge");
		return results;
	}

	/** Judges some planes, several at once where that is faster. */
	private static final class Run {
		private final AnomalyDetector detector;
		private final Selection selection;
		private final IgnoredAreas ignored;
		private final int count;
		private final Progress progress;
		private final List<PlaneResult> results = new ArrayList<>();
		private int done;

		Run(AnomalyDetector detector, Selection selection, IgnoredAreas ignored, int count, Progress progress) {
			this.detector = detector;
			this.selection = selection;
			this.ignored = ignored;
			this.count = count;
			this.progress = progress;
		}

		List<PlaneResult> of(List<Part> parts, OpenImage open) throws IOException {
			try (ImagesAtOnce<Begun, Optional<DetectionResult>> running = new ImagesAtOnce<>(count == 1 ? 1 : detector.atOnce(), this::judge, nobody -> {})) {
				for (Part part : parts) {
					if (progress.isCancelled()) throw new CancellationException("Detection was cancelled");
					open.checkOpen();
					// Stacks that lie on a disk are read by one thread.
					Begun begun = named(part, () -> Begun.of(part, selection, ignored));
					while (running.isFull(begun.pixels()))
						finish(running);
					running.begin(begun, begun.pixels());
					if (running.isFull(0)) finish(running);
				}
				while (!running.isEmpty())
					finish(running);
			}
			return results;
		}

		private Optional<DetectionResult> judge(Begun begun, Progress reports) throws IOException {
			return named(begun.part, () -> begun.plane.map(plane -> detector.detect(plane, reports)));
		}

		/** Of one plane among several an error says which. */
		private <T> T named(Part part, Step<T> step) throws IOException {
			try {
				return step.result();
			}
			catch (IllegalArgumentException e) {
				if (count == 1) throw e;
				throw new IllegalArgumentException("slice " + part.slice + ", frame " + part.frame + ": " + e.getMessage(), e);
			}
		}

		/** Waits for the first plane that was begun. */
		private void finish(ImagesAtOnce<Begun, Optional<DetectionResult>> running) throws IOException {
			Begun first = running.first();
			// A single plane reports its tiles, one of many only that it is done.
			Optional<DetectionResult> found = running.finish(count == 1 ? progress : Progress.withoutUpdates(progress));
			found.ifPresentOrElse(result -> add(first, result), () -> progress.note("Skipped slice " + first.part.slice + ", frame " + first.part.frame
				+ ": every pixel is ignored"));
			progress.update(++done, count, "Plane " + done + " of " + count);
		}

		private void add(Begun begun, DetectionResult result) {
			Part part = begun.part;
			PlaneResult whole = planeResult(detector, part, begun.plane.orElseThrow(), result);
			PlaneResult plane = selection.masks(part.image) ? whole.within(Selection.inside(part.image)) : whole;
			results.add(plane);
			tell(plane, count > 1, progress);
		}
	}

	private interface Step<T> {
		T result() throws IOException;
	}

	/** What is odd about the plane as a whole, which neither map nor score shows. */
	private static void tell(PlaneResult plane, boolean several, Progress progress) {
		String note = plane.result().comparison().note();
		if (!note.isEmpty()) progress.note("WARNING: " + plane.where(several) + plane.result().decision() + "; " + note);
	}

	/** A plane, or the part of it that is to be judged. */
	record Part(ImagePlus image, int slice, int frame, Rectangle bounds) {
		ImagePlane read() {
			return part(image, slice, frame, bounds);
		}
	}

	private static List<Part> parts(ImagePlus image, Planes which, Selection selection) {
		Rectangle bounds = selection.bounds(image);
		if (which == Planes.CURRENT) return List.of(new Part(image, image.getZ(), image.getT(), bounds));
		List<Part> parts = new ArrayList<>();
		for (int frame = 1; frame <= image.getNFrames(); frame++)
			for (int slice = 1; slice <= image.getNSlices(); slice++)
				parts.add(new Part(image, slice, frame, bounds));
		return parts;
	}

	/**
	 * A part with its pixels.
	 *
	 * @param plane empty where no pixel counts
	 */
	private record Begun(Part part, Optional<ImagePlane> plane) {
		static Begun of(Part part, Selection selection, IgnoredAreas ignored) throws IOException {
			ImagePlane plane = ignored.apply(part.slice, part.frame, part.bounds, part.read());
			IntPredicate inside = selection.masks(part.image) ? Selection.inside(part.image) : pixel -> true;
			boolean counts = ignored.isNone() || IntStream.range(0, plane.width() * plane.height()).anyMatch(pixel -> inside.test(pixel) && !plane.ignored().contains(
				pixel % plane.width(), pixel / plane.width()));
			return new Begun(part, counts ? Optional.of(plane) : Optional.empty());
		}

		long pixels() {
			return plane.map(p -> (long) p.width() * p.height()).orElse(0L);
		}
	}

	/** Judges a whole plane, whether the image is edited meanwhile or not. */
	static PlaneResult judge(AnomalyDetector detector, ImagePlus image, int slice, int frame, Progress progress) {
		Part whole = new Part(image, slice, frame, new Rectangle(image.getWidth(), image.getHeight()));
		ImagePlane plane = whole.read();
		return planeResult(detector, whole, plane, detector.detect(plane, progress));
	}

	private static PlaneResult planeResult(AnomalyDetector detector, Part part, ImagePlane plane, DetectionResult result) {
		String channels = detector.model().preprocessing().channels().resolve(plane).toString();
		return new PlaneResult(part.slice, part.frame, channels, part.bounds, result);
	}

	/** A part of a plane, with the size of its pixels and the names of its channels. */
	static ImagePlane part(ImagePlus image, int slice, int frame, Rectangle bounds) {
		return ImagePlusImg.described(ImagePlane.of(crop(ImagePlusImg.plane(image, slice, frame), bounds)), image);
	}

	/** A part of all channels; the interval itself where the part is all of it. */
	static RandomAccessibleInterval<?> crop(RandomAccessibleInterval<?> plane, Rectangle bounds) {
		if (bounds.width == plane.dimension(0) && bounds.height == plane.dimension(1)) return plane;
		long[] min = plane.minAsLongArray(), max = plane.maxAsLongArray();
		min[0] = bounds.x;
		min[1] = bounds.y;
		max[0] = bounds.x + bounds.width - 1L;
		max[1] = bounds.y + bounds.height - 1L;
		return Views.interval(plane, min, max);
	}
}
