package sc.fiji.stfpm.ui;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ij.IJ;
import ij.ImagePlus;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImageFile;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.score.AnomalyMap;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.Regions;

/** An image of a folder run, opened in ImageJ with what was found over it. */
final class JudgedImage {
	private JudgedImage() {}

	/**
	 * Opens it; the heat map is made of the map in the results.
	 *
	 * @param results folder of the run
	 * @param made with what it was judged
	 * @throws IOException if the image or its map is gone, or ImageJ cannot open it
	 */
	static ImagePlus open(PlaneName name, Path file, Path results, JudgedWith made) throws IOException {
		if (!Files.exists(file)) throw new IOException(file + " is gone");
		if (isBeyondImageJ(file, name)) return overlay(ResultNames.overlay(results, name));
		ImagePlus image = IJ.openImage(file.toString());
		if (image == null) throw new IOException("ImageJ cannot open " + file);
		image.setPosition(1, name.slice(), name.frame());
		ImagePlane map = ImagePlane.of(ImageReader.read(ResultNames.map(results, name)));
		int width = map.width(), height = map.height();
		float[] values = new float[width * height];
		map.read(0, 0, 0, width, height, values, 0);
		Calibration calibration = made.model().calibration();
		DetectionResult result = new DetectionResult(width, height, values, AnomalyMap.score(values), calibration, Regions.find(values, width,
			height, calibration.threshold(), made.minimumArea()));
		MapDisplay.show(Show.OVERLAY, image, List.of(new PlaneResult(name.slice(), name.frame(), "", new Rectangle(width, height), result)),
			"");
		return image;
	}

	/** A large plane, or a folder that is an image: the overlay shows what was found. */
	private static boolean isBeyondImageJ(Path file, PlaneName name) throws IOException {
		if (Files.isDirectory(file)) return true;
		try (ImageFile opened = ImageFile.open(file)) {
			return PlaneJudge.isLarge(opened.imagePlane(name.slice(), name.frame()));
		}
	}

	private static ImagePlus overlay(Path file) throws IOException {
		ImagePlus picture = IJ.openImage(file.toString());
		if (picture == null) throw new IOException("The image is too large to be opened with what was found, and its overlay " + file + " is gone");
		picture.show();
		return picture;
	}
}
