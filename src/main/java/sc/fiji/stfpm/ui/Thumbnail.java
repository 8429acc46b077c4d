package sc.fiji.stfpm.ui;

import java.awt.image.BufferedImage;

import sc.fiji.stfpm.detect.Judgement;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.Preprocessing;

/** A judged image at a small size, with its heat map and outlines over it. */
final class Thumbnail {
	private Thumbnail() {}

	/** @param side of the square into which it fits; smaller images stay as they are */
	static BufferedImage draw(ImagePlane plane, Preprocessing preprocessing, Judgement result, int side) {
		double scale = Math.min(1, (double) side / Math.max(plane.width(), plane.height()));
		int width = (int) Math.max(1, Math.round(scale * plane.width())), height = (int) Math.max(1, Math.round(scale * plane.height()));
		return OverlayPicture.draw(plane, preprocessing, result, width, height);
	}
}
