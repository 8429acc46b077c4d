package sc.fiji.stfpm.workbench;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.ui.Inferno;
import sc.fiji.stfpm.ui.MapPicture;
import sc.fiji.stfpm.ui.Outline;
import sc.fiji.stfpm.ui.OverlayPicture;
import sc.fiji.stfpm.ui.PlanePicture;

/**
 * A small picture of an image and of its anomaly map. A pixel of the map is the highest of those that fall into it, so that whatever
 * the threshold, a region of the image is one of the picture.
 *
 * @param rgb the image, row by row
 * @param map the anomaly map, row by row; null for an image that was not judged
 */
record Picture(int width, int height, int[] rgb, float[] map) {
	/** Opacity of the heat map at the threshold and above. */
	private static final double OPACITY = 0.55;
	/** On the scale where 0.5 is the threshold: below it the image is left as it is. */
	private static final double VISIBLE = 0.25;

	/** Of an image that was not judged, its brightness stretched from its lowest to its highest value where it is not 8-bit. */
	static Picture of(ImagePlane plane, int side) {
		double[] range = plane.type() == PixelType.UINT8 ? new double[] { 0, 255 } : range(plane);
		return draw(plane, Preprocessing.imageNet(Preprocessing.Mode.WHOLE, Preprocessing.MIN_SIZE, Preprocessing.Resampling.LINEAR,
			channels(plane), plane.type(), range[0], range[1]), side);
	}

	/** Of an image as a model sees it, with its map. */
	static Picture of(ImagePlane plane, Preprocessing preprocessing, DetectionResult result, int side) {
		Picture picture = draw(plane, preprocessing, side);
		return new Picture(picture.width, picture.height, picture.rgb, result.highest(picture.width, picture.height));
	}

	private static Picture draw(ImagePlane plane, Preprocessing preprocessing, int side) {
		double scale = Math.min((double) side / plane.width(), (double) side / plane.height());
		int width = Math.max(1, (int) Math.round(plane.width() * scale)), height = Math.max(1, (int) Math.round(plane.height() * scale));
		BufferedImage drawn = PlanePicture.draw(plane, preprocessing, width, height);
		return new Picture(width, height, drawn.getRGB(0, 0, width, height, null, 0, width), null);
	}

	/** Grey where there is no colour, and of more channels the first. */
	private static ChannelMapping channels(ImagePlane plane) {
		return plane.channels() == 3 ? ChannelMapping.RGB : ChannelMapping.GREY;
	}

	private static double[] range(ImagePlane plane) {
		float[] row = new float[plane.width()];
		double low = Double.POSITIVE_INFINITY, high = Double.NEGATIVE_INFINITY;
		for (int y = 0; y < plane.height(); y++) {
			plane.read(0, 0, y, row.length, 1, row, 0);
			for (float value : row)
				if (Float.isFinite(value)) {
					low = Math.min(low, value);
					high = Math.max(high, value);
				}
		}
		return high > low ? new double[] { low, high } : new double[] { 0, 1 };
	}

	/**
	 * The picture as it is shown.
	 *
	 * @param calibration by which the map is coloured and outlined; null to show the image alone
	 * @param heat whether the map is laid over the image
	 */
	BufferedImage image(Calibration calibration, boolean heat) {
		BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		// Its own array: pictures are drawn anew at every step of a threshold that is dragged.
		int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
		System.arraycopy(rgb, 0, pixels, 0, rgb.length);
		if (map == null || calibration == null) return image;
		boolean[] inside = new boolean[map.length];
		for (int i = 0; i < map.length; i++) {
			inside[i] = calibration.isAnomalous(map[i]);
			double shade = calibration.shade(map[i]);
			if (heat && shade >= VISIBLE) pixels[i] = Inferno.over(rgb[i], shade, OPACITY * Math.min(1, 2 * shade));
		}
		Outline.draw(image, inside, OverlayPicture.OUTLINE);
		return image;
	}
}
