package sc.fiji.stfpm.ui;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.imageio.ImageIO;

import org.apache.commons.csv.CSVRecord;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.TiffEncoder;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.SoftwareVersion;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImagePlusImg;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Json;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.score.Region;

/**
 * A folder with the results of many images: {@code scores.csv}, {@code regions.csv}, 32-bit TIFF maps in {@code maps}, PNG
 * overlays in {@code overlays}, named after the images, and a marker by which later runs know them for results.
 */
public final class ResultFolder implements Closeable {
	private static final List<String> SCORES = List.of("image", "score", "normalised_score", "p_value", "threshold", "decision",
		"anomalous_area_px", "regions", "width", "height", "teacher", "device", "error", "slice", "frame");
	private static final List<String> REGIONS = List.of("image", "region", "area_px", "centroid_x", "centroid_y", "x", "y",
		"width", "height", "mean", "max", "slice", "frame");

	/** What the marker says: for people, and which model made the results. */
	private record Marker(String about, String model, String software) {}

	private final Path folder;
	private final AnomalyModel model;
	private final String device;
	private final Set<String> done = new HashSet<>();
	private final CsvRows scores;
	private final CsvRows regions;

	/**
	 * Makes the folder and its tables, or goes on with those of an earlier run.
	 *
	 * @param resume whether images that an earlier run judged wholly count as done; else its tables are replaced
	 * @throws IOException if nothing can be written there, or what is there was made with another model
	 */
	public ResultFolder(Path folder, AnomalyModel model, String device, boolean resume) throws IOException {
		this.folder = folder;
		this.model = model;
		this.device = device;
		Files.createDirectories(folder);
		Path marker = folder.resolve(ResultNames.MARKER), scoresFile = folder.resolve(ResultNames.SCORES);
		Path regionsFile = folder.resolve(ResultNames.REGIONS);
		String digest = ModelFile.digest(model);
		if (resume && Files.exists(marker) && Files.exists(scoresFile)) {
			checkModel(marker, digest);
			CsvRows.read(scoresFile, SCORES).stream().filter(ResultFolder::isWhole).forEach(row -> done.add(key(row)));
			scores = CsvRows.resume(scoresFile, SCORES, ResultFolder::isWhole);
			regions = Files.exists(regionsFile) ? CsvRows.resume(regionsFile, REGIONS, row -> done.contains(key(row)))
				: CsvRows.create(regionsFile, REGIONS);
		}
		else {
			scores = CsvRows.create(scoresFile, SCORES);
			regions = CsvRows.create(regionsFile, REGIONS);
		}
		Files.writeString(marker, Json.text(new Marker("Results of anomaly detection. Maps and overlays here are not judged as"
			+ " images.", digest, SoftwareVersion.get())));
	}

	private void checkModel(Path marker, String digest) throws IOException {
		if (!digest.equals(Json.parse(Files.readString(marker), Marker.class, marker).model)) throw new IOException(folder
			+ " has results of another model, or of another threshold; name another folder, or do not resume");
	}

	private static boolean isWhole(CSVRecord row) {
		return !row.get("decision").equals("failed") && row.get("error").isEmpty();
	}

	private static String key(CSVRecord row) {
		return row.get("image") + "\n" + row.get("slice") + "\n" + row.get("frame");
	}

	/** Whether an earlier run has judged a plane wholly, so that nothing is left to do. */
	boolean isDone(PlaneName plane) {
		return done.contains(plane.image() + "\n" + plane.slice() + "\n" + plane.frame());
	}

	/**
	 * Adds a plane's rows, map and overlay.
	 *
	 * @param name has the image's path; its folders are made below {@code maps} and {@code overlays}
	 * @return why a map or overlay could not be written; the row says so, too. Empty where all was.
	 * @throws IOException if the row could not be written
	 */
	public String add(PlaneName name, ImagePlane image, DetectionResult result) throws IOException {
		String problem = savePictures(name, image, result);
		for (Region r : result.regions())
			regions.add(name.image(), r.label(), r.area(), r.centroidX(), r.centroidY(), r.x(), r.y(), r.width(), r.height(), r.mean(), r
				.max(), name.slice(), name.frame());
		// Last, as it says that all is done.
		scores.add(name.image(), result.score(), result.calibration().normalised(result.score()), number(result.pValue()), result
			.calibration().threshold(), result.anomalous() ? "anomalous" : "normal", result.anomalousArea(), result.regions().size(),
			result.width(), result.height(), model.teacher().label(), device, problem, name.slice(), name.frame());
		return problem;
	}

	/** Adds a row for an image that could not be judged. */
	public void addFailure(String name, String reason) throws IOException {
		scores.add(name, "", "", "", model.calibration().threshold(), "failed", "", "", "", "", model.teacher().label(), device,
			reason, "", "");
	}

	private static Object number(double value) {
		return Double.isNaN(value) ? "" : value;
	}

	private String savePictures(PlaneName name, ImagePlane image, DetectionResult result) {
		try {
			saveMap(file(ResultNames.MAPS, name, ResultNames.MAP), name.toString(), result);
			saveOverlay(file(ResultNames.OVERLAYS, name, ResultNames.OVERLAY), image, result);
			return "";
		}
		catch (IOException | RuntimeException e) {
			return "map or overlay not written: " + Reasons.of(e);
		}
		catch (OutOfMemoryError e) {
			return "map or overlay not written: " + Reasons.outOfMemory();
		}
	}

	/** Not by ImageJ's {@link FileSaver}, which opens a dialog where it fails. */
	private static void saveMap(Path file, String name, DetectionResult result) throws IOException {
		ImagePlus map = ImagePlusImg.toFloatImage("Anomaly map of " + name, result.values(), result.width(), result
			.height());
		// A fixed range: auto-contrast would make every normal image look anomalous.
		map.setDisplayRange(result.calibration().displayLower(), result.calibration().displayUpper());
		FileInfo info = map.getFileInfo();
		info.description = new FileSaver(map).getDescriptionString();
		write(file, out -> new TiffEncoder(info).write(out));
	}

	private void saveOverlay(Path file, ImagePlane image, DetectionResult result) throws IOException {
		write(file, out -> {
			if (!ImageIO.write(OverlayPicture.draw(image, model.preprocessing(), result), "png", out)) throw new IOException(
				"no PNG writer");
		});
	}

	private interface Content {
		void writeTo(OutputStream out) throws IOException;
	}

	/** Leaves no part of a file. */
	private static void write(Path file, Content content) throws IOException {
		boolean written = false;
		try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
			content.writeTo(out);
			out.flush();
			written = true;
		}
		finally {
			if (!written) Files.deleteIfExists(file);
		}
	}

	private Path file(String kind, PlaneName name, String extension) throws IOException {
		Path file = folder.resolve(kind).resolve(name.fileName() + extension);
		Files.createDirectories(file.getParent());
		return file;
	}

	@Override
	public void close() throws IOException {
		scores.close();
		regions.close();
	}
}
