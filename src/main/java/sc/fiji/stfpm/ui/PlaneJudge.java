package sc.fiji.stfpm.ui;

import java.io.IOException;
import java.nio.file.Path;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.Judgement;
import sc.fiji.stfpm.detect.LargeDetection;
import sc.fiji.stfpm.image.ImagePlane;

/** Judges a plane of a file: in memory, or part by part where the plane is large. */
final class PlaneJudge {
	/** Pixels from which a plane is large: its map then takes a quarter of a gigabyte. */
	private static final long LARGE = 1L << 26;
	/** Longer side of pictures of large planes, in pixels. */
	static final int PICTURE = 2048;

	private final AnomalyDetector detector;
	private final long large;

	PlaneJudge(AnomalyDetector detector) {
		this(detector, LARGE);
	}

	/** @param large pixels from which a plane is large */
	PlaneJudge(AnomalyDetector detector, long large) {
		this.detector = detector;
		this.large = large;
	}

	/** Whether a plane is judged part by part. */
	static boolean isLarge(ImagePlane plane) {
		return pixels(plane) >= LARGE;
	}

	private static long pixels(ImagePlane plane) {
		return (long) plane.width() * plane.height();
	}

	/**
	 * Judges a plane.
	 *
	 * @param tiles hears of the tiles of large ones
	 * @throws IOException if the plane, or what was done of it before, cannot be read
	 */
	Judgement judge(PlaneName name, Path file, ImagePlane plane, PlaneResults results, Progress tiles) throws IOException {
		if (pixels(plane) < large) return detector.detect(plane, Progress.withoutUpdates(tiles));
		return detector.detectLarge(plane, results.unfinished(name), name.source(file), tiles);
	}

	/**
	 * Ends the use of a judgement.
	 *
	 * @param written whether its results were written, so that nothing is left to go on with
	 */
	static void end(Judgement judgement, boolean written) throws IOException {
		if (!(judgement instanceof LargeDetection large)) return;
		if (written) large.discard();
		else large.close();
	}
}
