package sc.fiji.stfpm.ui;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.TiffEncoder;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.files.AtomicWrite;
import sc.fiji.stfpm.files.Leftovers;
import sc.fiji.stfpm.files.WriteLock;
import sc.fiji.stfpm.image.ImagePlusImg;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.pyramid.OmeZarr;
import sc.fiji.stfpm.pyramid.TiledTiff;

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

	private final Path folder;
	private final AnomalyModel model;
	private final Set<Picture> pictures;
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
		model = made.model();
		this.pictures = pictures;
		Files.createDirectories(folder);
		lock = WriteLock.ofFolder(folder);
		try {
			Leftovers.removeBelow(folder.resolve(ResultNames.MAPS));
			Leftovers.removeBelow(folder.resolve(ResultNames.OVERLAYS));
			Leftovers.removeBelow(folder.resolve(ResultNames.COURSES));
			tables = new ResultTables(folder, made, resume);
		}
		catch (IOException | RuntimeException e) {
			lock.close();
			throw e;
		}
	}

	/** Where the page about the results in a folder goes. */
	public static Path page(Path folder) {
		return folder.resolve(ResultNames.REPORT);
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
		tables.add(plane, problem);
	}

	@Override
	public Path unfinished(PlaneName plane) throws IOException {
		return file(ResultNames.UNFINISHED, plane, ResultNames.TILES);
	}

	@Override
	public void addFailure(String name, String reason) throws IOException {
		tables.addFailure(name, reason);
	}

	/** Writes a plane's map and overlay; the folders of its name are made below {@code maps} and {@code overlays}. */
	@Override
	public String writePictures(JudgedPlane plane) {
		PlaneName name = plane.name();
		try {
			if (pictures.contains(Picture.MAPS)) saveMap(file(ResultNames.MAPS, name, ResultNames.MAP), plane);
			if (pictures.contains(Picture.ZARR_MAPS)) OmeZarr.write(file(ResultNames.MAPS, name, ResultNames.MAP_ZARR), plane.result().map(), plane
				.pixelSize(), title(plane), Progress.NONE);
			if (pictures.contains(Picture.OVERLAYS)) saveOverlay(file(ResultNames.OVERLAYS, name, ResultNames.OVERLAY), plane);
			return "";
		}
		catch (IOException | RuntimeException e) {
			return "map or overlay not written: " + Reasons.of(e);
		}
		catch (OutOfMemoryError e) {
			return "map or overlay not written: " + Reasons.outOfMemory();
		}
	}

	private static void saveMap(Path file, JudgedPlane plane) throws IOException {
		if (plane.result() instanceof DetectionResult held) saveMap(file, title(plane), held);
		else TiledTiff.write(file, plane.result().map(), plane.pixelSize(), title(plane), Progress.NONE);
	}

	private static String title(JudgedPlane plane) {
		return "Anomaly map of " + plane.name();
	}

	/** Not by ImageJ's {@link FileSaver}, which opens a dialog where it fails. */
	private static void saveMap(Path file, String title, DetectionResult result) throws IOException {
		ImagePlus map = ImagePlusImg.toFloatImage(title, result.values(), result.width(), result.height());
		// A fixed range: auto-contrast would make every normal image look anomalous.
		map.setDisplayRange(result.calibration().displayLower(), result.calibration().displayUpper());
		FileInfo info = map.getFileInfo();
		info.description = new FileSaver(map).getDescriptionString();
		write(file, out -> new TiffEncoder(info).write(out));
	}

	private void saveOverlay(Path file, JudgedPlane plane) throws IOException {
		write(file, out -> {
			BufferedImage picture = plane.result() instanceof DetectionResult held ? OverlayPicture.draw(plane.image(), model.preprocessing(), held)
				: Thumbnail.draw(plane.image(), model.preprocessing(), plane.result(), PlaneJudge.PICTURE);
			if (!ImageIO.write(picture, "png", out)) throw new IOException("no PNG writer");
		});
	}

	private interface Content {
		void writeTo(OutputStream out) throws IOException;
	}

	private static void write(Path file, Content content) throws IOException {
		AtomicWrite.soon(file, channel -> {
			OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
			content.writeTo(out);
			out.flush();
		});
	}

	private Path file(String kind, PlaneName name, String extension) throws IOException {
		Path file = folder.resolve(kind).resolve(name.fileName() + extension);
		Files.createDirectories(file.getParent());
		return file;
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
