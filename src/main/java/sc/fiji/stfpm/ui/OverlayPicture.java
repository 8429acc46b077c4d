package sc.fiji.stfpm.ui;

import java.awt.image.BufferedImage;

import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.detect.Judgement;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.Preprocessing;

/** The image with its anomaly map over it as a heat map, and the outlines of the regions. */
public final class OverlayPicture {
	/** Heat map's opacity at the threshold and above. */
	private static final double OPACITY = 0.6;
	/** The colour of the outlines of regions. */
	public static final int OUTLINE = 0x00e5ff;

	private OverlayPicture() {}

	/** Draws at the image's own size. */
	public static BufferedImage draw(ImagePlane plane, Preprocessing preprocessing, DetectionResult result) {
		int w = plane.width(), h = plane.height();
		BufferedImage picture = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
		PlanePicture source = new PlanePicture(plane, preprocessing);
		int[] labels = result.calibration().isAnomalous(result.score()) ? result.labels() : new int[0];
		Outline.Area regions = (x, y) -> labels.length > 0 && labels[y * w + x] > 0;
		float[][] rows = new float[3][w];
		int[] colours = new int[w];
		for (int y = 0; y < h; y++) {
			source.read(y, rows);
			for (int x = 0; x < w; x++)
				colours[x] = Outline.isOn(regions, x, y, w, h) ? OUTLINE : blend(rows, x, source, result, y);
			// Pixel by pixel the picture's colour model would be asked, which takes longer than all else.
			picture.getRaster().setDataElements(0, y, w, 1, colours);
		}
		return picture;
	}

	/**
	 * Draws at another size: a pixel is the mean of the image's pixels that fall into it and the highest of the map's, so that no
	 * region is lost, and outlines have the width of one pixel.
	 */
	public static BufferedImage draw(ImagePlane plane, Preprocessing preprocessing, Judgement result, int width, int height) {
		BufferedImage picture = PlanePicture.draw(plane, preprocessing, width, height);
		float[] highest = result.highest(width, height);
		for (int i = 0; i < highest.length; i++)
			picture.setRGB(i % width, i / width, blend(picture.getRGB(i % width, i / width), result.calibration().shade(highest[i])));
		Outline.draw(picture, MapPicture.regions(result, width, height), OUTLINE);
		return picture;
	}

	private static int blend(int image, double shade) {
		return Inferno.over(image, shade, shade > 0 ? OPACITY * Math.min(1, 2 * shade) : 0);
	}

	private static int blend(float[][] rows, int x, PlanePicture source, DetectionResult result, int y) {
		double value = result.calibration().shade(result.values()[y * result.width() + x]);
		double alpha = value > 0 ? OPACITY * Math.min(1, 2 * value) : 0;
		int heat = Inferno.rgb(value), rgb = 0;
		for (int c = 0; c < 3; c++) {
			double level = (1 - alpha) * source.level(c, rows[c][x]) + alpha * (heat >> 8 * (2 - c) & 0xff);
			rgb = rgb << 8 | (int) Math.round(level);
		}
		return rgb;
	}
}
