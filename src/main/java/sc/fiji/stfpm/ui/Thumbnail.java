package sc.fiji.stfpm.ui;

import java.awt.image.BufferedImage;

import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.Preprocessing;

/** A judged image at a small size, with its heat map over it. */
final class Thumbnail {
	/** Heat map's opacity at the threshold and above. */
	private static final double OPACITY = 0.6;

	private Thumbnail() {}

	/** @param side of the square into which it fits; smaller images stay as they are */
	static BufferedImage draw(ImagePlane plane, Preprocessing preprocessing, DetectionResult result, int side) {
		double scale = Math.min(1, (double) side / Math.max(plane.width(), plane.height()));
		int width = (int) Math.max(1, Math.round(scale * plane.width())), height = (int) Math.max(1, Math.round(scale * plane.height()));
		BufferedImage picture = PlanePicture.draw(plane, preprocessing, width, height);
		float[] highest = MapPicture.highest(result, width, height);
		for (int i = 0; i < highest.length; i++) {
			double value = result.calibration().shade(highest[i]);
			picture.setRGB(i % width, i / width, blend(picture.getRGB(i % width, i / width), Inferno.rgb(value), OPACITY * Math.min(1, 2
				* value)));
		}
		return picture;
	}

	private static int blend(int rgb, int heat, double alpha) {
		int blended = 0;
		for (int shift = 16; shift >= 0; shift -= 8)
			blended |= (int) Math.round((1 - alpha) * (rgb >> shift & 0xff) + alpha * (heat >> shift & 0xff)) << shift;
		return blended;
	}
}
