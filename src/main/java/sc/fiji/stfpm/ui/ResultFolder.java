package sc.fiji.stfpm.ui;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

import ij.ImagePlus;
import ij.io.FileSaver;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImagePlusImg;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.score.Region;

/**
 * A folder with the results of many images: {@code scores.csv}, {@code regions.csv}, 32-bit TIFF maps in {@code maps},
 * PNG overlays in {@code overlays}, named as the images are.
 */
public final class ResultFolder implements Closeable {
	private final Path folder;
	private final AnomalyModel model;
	private final String device;
	private final CSVPrinter scores;
	private final CSVPrinter regions;

	/** Creates the folder and its tables; tables of an earlier run are replaced. */
	public ResultFolder(Path folder, AnomalyModel model, String device) throws IOException {
		this.folder = folder;
		this.model = model;
		this.device = device;
		Files.createDirectories(folder);
		scores = table("scores.csv", "image", "score", "normalised_score", "p_value", "threshold", "decision", "anomalous_area_px",
			"regions", "width", "height", "teacher", "device", "error");
		regions = table("regions.csv", "image", "region", "area_px", "centroid_x", "centroid_y", "x", "y", "width", "height",
			"mean", "max");
	}

	private CSVPrinter table(String name, String... columns) throws IOException {
		CSVFormat format = CSVFormat.DEFAULT.builder().setHeader(columns).setRecordSeparator('\n').get();
		return new CSVPrinter(Files.newBufferedWriter(folder.resolve(name), StandardCharsets.UTF_8), format);
	}

	/**
	 * Adds an image's rows, map and overlay.
	 *
	 * @param name the image's path relative to where it was found; its folders are made below {@code maps} and
	 *          {@code overlays}
	 */
	public void add(String name, ImagePlane image, DetectionResult result) throws IOException {
		saveMap(name, result);
		Path overlay = file("overlays", name, ".png");
		if (!ImageIO.write(OverlayPicture.draw(image, model.preprocessing(), result), "png", overlay.toFile()))
			throw new IOException("No PNG writer for " + overlay);
		scores.printRecord(name, result.score(), result.calibration().normalised(result.score()), number(result.pValue()), result
			.calibration().threshold(), result.anomalous() ? "anomalous" : "normal", result.anomalousArea(), result.regions().size(), result
				.width(), result.height(), model.teacher().label(), device, "");
		for (Region r : result.regions())
			regions.printRecord(name, r.label(), r.area(), r.centroidX(), r.centroidY(), r.x(), r.y(), r.width(), r.height(), r
				.mean(), r.max());
		scores.flush();
		regions.flush();
	}

	/** Adds a row for an image that could not be judged. */
	public void addFailure(String name, String reason) throws IOException {
		scores.printRecord(name, "", "", "", model.calibration().threshold(), "failed", "", "", "", "", model.teacher().label(),
			device, reason);
		scores.flush();
	}

	private static Object number(double value) {
		return Double.isNaN(value) ? "" : value;
	}

	private void saveMap(String name, DetectionResult result) throws IOException {
		ImagePlus map = ImagePlusImg.toFloatImage("Anomaly map of " + name, result.values(), result.width(), result
			.height());
		// A fixed range: auto-contrast would make every normal image look anomalous.
		map.setDisplayRange(result.calibration().displayLower(), result.calibration().displayUpper());
		Path file = file("maps", name, ".tif");
		if (!new FileSaver(map).saveAsTiff(file.toString())) throw new IOException("Could not write " + file);
	}

	private Path file(String kind, String name, String extension) throws IOException {
		// The whole name is kept, so that a.png and a.tif do not meet.
		Path file = folder.resolve(kind).resolve(name + extension);
		Files.createDirectories(file.getParent());
		return file;
	}

	@Override
	public void close() throws IOException {
		scores.close();
		regions.close();
	}
}
