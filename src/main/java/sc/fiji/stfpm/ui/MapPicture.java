package sc.fiji.stfpm.ui;

import java.awt.image.BufferedImage;

import sc.fiji.stfpm.detect.DetectionResult;

/** An anomaly map in colours, at the fixed display range of the model: auto-contrast would make normal images look anomalous. */
public final class MapPicture {
	private MapPicture() {}

	/** Draws at another size; a pixel is the maximum of those that fall into it, so that no peak is lost. */
	public static BufferedImage draw(DetectionResult result, int width, int height) {
		float[] highest = highest(result, width, height);
		BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		for (int i = 0; i < highest.length; i++)
			picture.setRGB(i % width, i / width, Inferno.rgb(result.calibration().shade(highest[i])));
		return picture;
	}

	/** Which pixels of a picture of another size have a part of a region. */
	public static boolean[] regions(DetectionResult result, int width, int height) {
		float[] highest = highest(result, width, height);
		boolean[] inside = new boolean[highest.length];
		for (int i = 0; i < inside.length; i++)
			inside[i] = result.calibration().isAnomalous(highest[i]);
		return inside;
	}

	/** The map at another size, row by row; a pixel is the maximum of those that fall into it. */
	public static float[] highest(DetectionResult result, int width, int height) {
		PixelBlocks blocks = new PixelBlocks(result.width(), result.height(), width, height);
		float[] highest = new float[width * height];
		for (int y = 0; y < height; y++)
			for (int j = blocks.top(y); j < blocks.bottom(y); j++)
				for (int x = 0; x < width; x++)
					for (int i = blocks.left(x); i < blocks.right(x); i++)
						if (result.values()[j * result.width() + i] > highest[y * width + x]) highest[y * width + x] = result.values()[j * result.width() + i];
		return highest;
	}
}
