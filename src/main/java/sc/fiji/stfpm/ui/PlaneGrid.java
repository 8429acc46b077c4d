package sc.fiji.stfpm.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import sc.fiji.stfpm.detect.DetectionResult;

/** Planes of a stack as ImageJ keeps them: every slice of every frame, slices before frames. */
final class PlaneGrid {
	private PlaneGrid() {}

	/** With planes that were skipped as results that say nothing, so that slices and frames are those of the image. */
	static List<PlaneResult> filled(List<PlaneResult> planes) {
		int[] slices = planes.stream().mapToInt(PlaneResult::slice).distinct().sorted().toArray();
		int[] frames = planes.stream().mapToInt(PlaneResult::frame).distinct().sorted().toArray();
		if (planes.size() == slices.length * frames.length) return planes;
		List<PlaneResult> filled = new ArrayList<>();
		for (int frame : frames)
			for (int slice : slices)
				filled.add(planes.stream().filter(plane -> plane.slice() == slice && plane.frame() == frame).findFirst().orElseGet(() -> skipped(planes
					.get(0), slice, frame)));
		return filled;
	}

	private static PlaneResult skipped(PlaneResult like, int slice, int frame) {
		float[] values = new float[like.result().values().length];
		Arrays.fill(values, Float.NaN);
		return new PlaneResult(slice, frame, like.channels(), like.bounds(), new DetectionResult(like.result().width(), like.result().height(),
			values, Float.NaN, like.result().calibration(), List.of()));
	}
}
