package sc.fiji.stfpm.ui;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import ij.ImagePlus;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.view.Views;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
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
	 * @throws CancellationException if cancelled
	 */
	public static List<PlaneResult> run(AnomalyDetector detector, ImagePlus image, Planes which, Selection selection,
		Progress progress)
	{
		boolean all = which == Planes.ALL;
		int slices = all ? image.getNSlices() : 1, frames = all ? image.getNFrames() : 1, total = slices * frames;
		List<PlaneResult> results = new ArrayList<>();
		// A single plane reports its tiles, one of many only that it is done.
		Progress within = total == 1 ? progress : Progress.cancelOnly(progress);
		for (int i = 0; i < total; i++) {
			if (progress.isCancelled()) throw new CancellationException("Detection was cancelled");
			int slice = all ? i % slices + 1 : image.getZ(), frame = all ? i / slices + 1 : image.getT();
			results.add(judge(detector, image, slice, frame, selection, within));
			progress.update(i + 1, total, "Plane " + (i + 1) + " of " + total);
		}
		return results;
	}

	private static PlaneResult judge(AnomalyDetector detector, ImagePlus image, int slice, int frame,
		Selection selection, Progress progress)
	{
		Rectangle bounds = selection.bounds(image);
		ImagePlane plane = ImagePlane.of(crop(ImagePlusImg.plane(image, slice, frame), bounds));
		DetectionResult result = detector.detect(plane, progress);
		if (selection.masks(image)) result = result.within(Selection.inside(image));
		String channels = detector.model().preprocessing().channels().resolve(plane).toString();
		return new PlaneResult(slice, frame, channels, bounds, result);
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
