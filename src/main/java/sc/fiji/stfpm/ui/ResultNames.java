package sc.fiji.stfpm.ui;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How results of a folder run are named, so that they are known for what they are wherever they lie, and images that people
 * have are never taken for results.
 */
final class ResultNames {
	/** Stands in every folder of results. */
	static final String MARKER = "stfpm-results.json";
	static final String SCORES = "scores.csv";
	static final String REGIONS = "regions.csv";
	static final String IMAGES = "images.csv";
	/** A page of the run for people. */
	static final String REPORT = "report.html";
	static final String MAPS = "maps";
	static final String OVERLAYS = "overlays";
	/** What is done of large planes of which not all is done. */
	static final String UNFINISHED = "unfinished";
	static final String TILES = ".tiles";
	/** Plots of scores over the planes of an image. */
	static final String COURSES = "courses";
	/** Added to an image's whole name, so that a.png and a.tif do not meet. */
	static final String MAP = ".map.tif";
	/** The same as OME-Zarr. */
	static final String MAP_ZARR = ".map.zarr";
	static final String OVERLAY = ".overlay.png";
	static final String COURSE = ".course.png";

	private ResultNames() {}

	/** The map of a plane in a folder of results. */
	static Path map(Path results, PlaneName plane) {
		return results.resolve(MAPS).resolve(plane.fileName() + MAP);
	}

	/** The overlay of a plane in a folder of results. */
	static Path overlay(Path results, PlaneName plane) {
		return results.resolve(OVERLAYS).resolve(plane.fileName() + OVERLAY);
	}

	/** Whether a file is a map, an overlay or a plot of an earlier run: by its name, in a folder of results that has its marker. */
	static boolean isResult(Path file) {
		String name = file.getFileName().toString();
		return (name.endsWith(MAP) || name.endsWith(MAP_ZARR)) && isBelow(file, MAPS) || name.endsWith(OVERLAY) && isBelow(file, OVERLAYS) || name
			.endsWith(COURSE) && isBelow(file, COURSES);
	}

	private static boolean isBelow(Path file, String kind) {
		Path wanted = Path.of(kind);
		for (Path folder = file.toAbsolutePath().getParent(); folder != null; folder = folder.getParent())
			if (wanted.equals(folder.getFileName()) && Files.exists(folder.resolveSibling(MARKER))) return true;
		return false;
	}
}
