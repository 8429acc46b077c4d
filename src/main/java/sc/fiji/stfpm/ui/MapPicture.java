package sc.fiji.stfpm.ui;

import java.awt.image.BufferedImage;

import sc.fiji.stfpm.detect.Judgement;

/** An anomaly map in colours, at the fixed display range of the model: auto-contrast would make normal images look anomalous. */
public final class MapPicture {
	private MapPicture() {}

	/** Draws at another size; a pixel is the maximum of those that fall into it, so that no peak is lost. */
	public static BufferedImage draw(Judgement result, int width, int height) {
		float[] highest = result.highest(width, height);
		BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		for (int i = 0; i < highest.length; i++)
			picture.setRGB(i % width, i / width, Inferno.rgb(result.calibration().shade(highest[i])));
		return picture;
	}

	/** Which pixels of a picture of another size have a part of a region. */
	public static boolean[] regions(Judgement result, int width, int height) {
		float[] highest = result.highest(width, height);
		boolean[] inside = new boolean[highest.length];
		for (int i = 0; i < inside.length; i++)
			inside[i] = result.calibration().isAnomalous(highest[i]);
		return inside;
	}
}
