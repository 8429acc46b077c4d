package sc.fiji.stfpm.ui;

import java.awt.image.BufferedImage;

import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.Preprocessing;

/** The image with its anomaly map over it as a heat map, and the outlines of the regions. */
public final class OverlayPicture {
	/** Heat map's opacity at the threshold and above. */
	private static final double OPACITY = 0.6;
	static final int OUTLINE = 0x00e5ff;

	private OverlayPicture() {}

	/** Draws at the image's own size. */
	public static BufferedImage draw(ImagePlane plane, Preprocessing preprocessing, DetectionResult result) {
		int w = plane.width(), h = plane.height();
		BufferedImage picture = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
		ChannelMapping sources = preprocessing.channels().resolve(plane);
		float[][] rows = new float[3][w];
		for (int y = 0; y < h; y++) {
			for (int c = 0; c < 3; c++)
				plane.read(sources.source(c), 0, y, w, 1, rows[c], 0);
			for (int x = 0; x < w; x++)
				picture.setRGB(x, y, isOutline(result, x, y) ? OUTLINE : blend(rows, x, preprocessing, result, y));
		}
		return picture;
	}

	private static int blend(float[][] rows, int x, Preprocessing preprocessing, DetectionResult result, int y) {
		double value = result.calibration().normalised(result.values()[y * result.width() + x]);
		double alpha = OPACITY * Math.min(1, 2 * value);
		int heat = Inferno.rgb(value), rgb = 0;
		for (int c = 0; c < 3; c++) {
			double grey = 255 * (rows[c][x] - preprocessing.black()) / (preprocessing.white() - preprocessing.black());
			double level = (1 - alpha) * Math.max(0, Math.min(255, grey)) + alpha * (heat >> 8 * (2 - c) & 0xff);
			rgb = rgb << 8 | (int) Math.round(level);
		}
		return rgb;
	}

	private static boolean isOutline(DetectionResult r, int x, int y) {
		return reaches(r, x, y) && !(reaches(r, x - 1, y) && reaches(r, x + 1, y) && reaches(r, x, y - 1) && reaches(r, x, y +
			1));
	}

	private static boolean reaches(DetectionResult r, int x, int y) {
		return x >= 0 && y >= 0 && x < r.width() && y < r.height() && r.calibration().isAnomalous(r.values()[y * r.width() +
			x]);
	}
}
