package sc.fiji.stfpm.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import sc.fiji.stfpm.files.Leftovers;
import sc.fiji.stfpm.files.WriteLock;

/**
 * A folder with the results of many images: {@code scores.csv}, {@code regions.csv}, {@code images.csv}, and where wanted 32-bit TIFF maps in {@code maps}
 * and PNG overlays in {@code overlays}, named after the images, and a marker by which later runs know them for results. One run at a time
 * writes there.
 */
public final class ResultFolder implements PlaneResults {
	/** What is made of each plane besides the rows of the tables. */
	public enum Picture {
		/** The map as TIFF: one that ImageJ opens, and of large planes in tiles with smaller copies. */
		MAPS,
		/** The map as OME-Zarr. */
		ZARR_MAPS,
		/** The image with map and outlines over it, as PNG; of large planes a smaller one. */
		OVERLAYS;

		/** What a run makes unless told otherwise. */
		public static final Set<Picture> USUAL = Set.of(MAPS, OVERLAYS);
	}

	/** The files of its tables. */
	public static final List<String> TABLES = List.of(ResultNames.SCORES, ResultNames.REGIONS, ResultNames.IMAGES);

	private final Path folder;
	private final float threshold;
	private final PlanePictures pictures;
	private final WriteLock lock;
	private final ResultTables tables;

	/**
	 * Makes the folder and its tables, or goes on with those of an earlier run.
	 *
	 * @param made with what the planes are judged
	 * @param pictures of each plane; what earlier runs made of others stays
	 * @param resume whether images that an earlier run judged wholly count as done; else its tables are replaced
	 * @throws IOException if nothing can be written there, another run is writing there, or what is there was made with another
	 *           model
	 */
	public ResultFolder(Path folder, JudgedWith made, boolean resume, Set<Picture> pictures) throws IOException {
		this.folder = folder;
		threshold = made.model().calibration().threshold();
		this.pictures = new PlanePictures(folder, made.model(), pictures);
		Files.createDirectories(folder);
		lock = WriteLock.ofFolder(folder);
		try {
			removeLeftovers(folder);
			tables = new ResultTables(folder, made, resume);
		}
		catch (IOException | RuntimeException e) {
			lock.close();
			throw e;
		}
	}

	/** Removes pictures in a folder that writers which were killed had begun. */
	public static void removeLeftovers(Path folder) throws IOException {
		Leftovers.removeBelow(folder.resolve(ResultNames.MAPS));
		Leftovers.removeBelow(folder.resolve(ResultNames.OVERLAYS));
		Leftovers.removeBelow(folder.resolve(ResultNames.COURSES));
	}

	/** Where the page about the results in a folder goes. */
	public static Path page(Path folder) {
		return folder.resolve(ResultNames.REPORT);
	}

	/** Whether a file is a map, an overlay or a plot of an earlier run. */
	public static boolean isResult(Path file) {
		return ResultNames.isResult(file);
	}

	/** Whether there is a table of scores in a folder. */
	public static boolean hasScores(Path folder) {
		return Files.exists(folder.resolve(ResultNames.SCORES));
	}

	/** Where the plot of an image's scores over its planes goes in a folder. */
	public static Path course(Path folder, String image) {
		return folder.resolve(ResultNames.COURSES).resolve(image + ResultNames.COURSE);
	}

	@Override
	public boolean isDone(PlaneName plane) {
		return tables.isDone(plane);
	}

	/** Adds a plane's rows. */
	@Override
	public void add(JudgedPlane plane, String problem) throws IOException {
		add(PlaneFindings.of(plane, problem));
	}

	/** Adds the rows of a plane that was judged elsewhere, or could not be. */
	public void add(PlaneFindings found) throws IOException {
		tables.add(found);
	}

	@Override
	public Path unfinished(PlaneName plane) throws IOException {
		return PlanePictures.file(folder, ResultNames.UNFINISHED, plane, ResultNames.TILES);
	}

	/** Where a plane's map goes as OME-Zarr; the folder that it is in is made. */
	public Path zarrMap(PlaneName plane) throws IOException {
		return PlanePictures.file(folder, ResultNames.MAPS, plane, ResultNames.MAP_ZARR);
	}

	@Override
	public void addFailure(String name, String reason) throws IOException {
		add(PlaneFindings.failed(name, threshold, reason));
	}

	/** Writes a plane's map and overlay; the folders of its name are made below {@code maps} and {@code overlays}. */
	@Override
	public String writePictures(JudgedPlane plane) {
		return pictures.write(plane);
	}

	@Override
	public void close() throws IOException {
		try (lock) {
			tables.close();
			ImageRows.write(folder);
			removeEmpty(folder.resolve(ResultNames.UNFINISHED));
		}
	}

	/** Removes a folder and those below it as far as nothing is in them. */
	private static void removeEmpty(Path folder) throws IOException {
		if (!Files.isDirectory(folder)) return;
		List<Path> below;
		try (Stream<Path> all = Files.walk(folder)) {
			below = all.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
		}
		for (Path one : below)
			try (Stream<Path> left = Files.list(one)) {
				if (left.findAny().isEmpty()) Files.delete(one);
			}
	}
}
