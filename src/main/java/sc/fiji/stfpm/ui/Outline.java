package sc.fiji.stfpm.ui;

import java.awt.image.BufferedImage;

import sc.fiji.stfpm.image.PixelBlocks;
import sc.fiji.stfpm.image.Mask;

/**
 * The border of an area. The inner one is its pixels with one of the four neighbours, or the picture's edge, outside.
 */
public final class Outline {
	/** Whether a pixel belongs to an area; only asked within the picture. */
	@FunctionalInterface
	interface Area {
		boolean has(int x, int y);
	}

	private static final int BAND = 2;

	private Outline() {}

	/** Paints the inner border; {@code inside} has the picture's size, row by row. */
	public static void draw(BufferedImage picture, boolean[] inside, int rgb) {
		int width = picture.getWidth(), height = picture.getHeight();
		Area area = (x, y) -> inside[y * width + x];
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				if (isOn(area, x, y, width, height)) picture.setRGB(x, y, rgb);
	}

	/** Paints a band of two pixels just outside, which hides nothing of the area and leaves room for its inner border. */
	public static void around(BufferedImage picture, boolean[] inside, int rgb) {
		int width = picture.getWidth(), height = picture.getHeight();
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				if (!inside[y * width + x] && isNear(inside, x, y, width, height)) picture.setRGB(x, y, rgb);
	}

	private static boolean isNear(boolean[] inside, int x, int y, int width, int height) {
		for (int j = Math.max(0, y - BAND); j <= Math.min(height - 1, y + BAND); j++)
			for (int i = Math.max(0, x - BAND); i <= Math.min(width - 1, x + BAND); i++)
				if (inside[j * width + i]) return true;
		return false;
	}

	static boolean isOn(Area area, int x, int y, int width, int height) {
		if (!area.has(x, y)) return false;
		return x == 0 || y == 0 || x == width - 1 || y == height - 1 || !area.has(x - 1, y) || !area.has(x + 1, y) || !area
			.has(x, y - 1) || !area.has(x, y + 1);
	}

	/** A mask at another size: which pixels have a part of it, so that no small defect is lost. */
	public static boolean[] resized(Mask mask, int width, int height) {
		PixelBlocks blocks = new PixelBlocks(mask.width(), mask.height(), width, height);
		boolean[] inside = new boolean[width * height];
		for (int y = 0; y < height; y++)
			for (int j = blocks.top(y); j < blocks.bottom(y); j++)
				for (int x = 0; x < width; x++)
					for (int i = blocks.left(x); i < blocks.right(x); i++)
						inside[y * width + x] |= mask.values()[j * mask.width() + i];
		return inside;
	}
}
