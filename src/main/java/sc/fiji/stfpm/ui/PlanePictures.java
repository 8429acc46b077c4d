package sc.fiji.stfpm.ui;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import javax.imageio.ImageIO;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.TiffEncoder;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.files.AtomicWrite;
import sc.fiji.stfpm.image.ImagePlusImg;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.pyramid.OmeZarr;
import sc.fiji.stfpm.pyramid.TiledTiff;

/** Writes what is made of planes besides rows of tables, named after the images, into a folder: {@code maps} and {@code overlays}. Thread-safe. */
public final class PlanePictures {
	private final Path folder;
	private final AnomalyModel model;
	private final Set<ResultFolder.Picture> pictures;

	public PlanePictures(Path folder, AnomalyModel model, Set<ResultFolder.Picture> pictures) {
		this.folder = folder;
		this.model = model;
		this.pictures = pictures;
	}

	/**
	 * Writes a plane's map and overlay; the folders of its name are made below.
	 *
	 * @return why a part of it could not be written; empty where all was
	 */
	public String write(JudgedPlane plane) {
		PlaneName name = plane.name();
		try {
			if (pictures.contains(ResultFolder.Picture.MAPS)) saveMap(file(folder, ResultNames.MAPS, name, ResultNames.MAP), plane);
			if (pictures.contains(ResultFolder.Picture.ZARR_MAPS)) OmeZarr.write(file(folder, ResultNames.MAPS, name, ResultNames.MAP_ZARR), plane.result().map(), plane
				.pixelSize(), title(name), Progress.NONE);
			if (pictures.contains(ResultFolder.Picture.OVERLAYS)) saveOverlay(file(folder, ResultNames.OVERLAYS, name, ResultNames.OVERLAY), plane);
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
		if (plane.result() instanceof DetectionResult held) saveMap(file, title(plane.name()), held);
		else TiledTiff.write(file, plane.result().map(), plane.pixelSize(), title(plane.name()), Progress.NONE);
	}

	/** What a plane's map is called. */
	public static String title(PlaneName plane) {
		return "Anomaly map of " + plane;
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

	/** A file of a plane, of which the folder is made. */
	static Path file(Path folder, String kind, PlaneName name, String extension) throws IOException {
		Path file = folder.resolve(kind).resolve(name.fileName() + extension);
		Files.createDirectories(file.getParent());
		return file;
	}
}
