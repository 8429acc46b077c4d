package sc.fiji.stfpm.image;

import net.imglib2.img.array.ArrayImgs;

/** A smaller copy of a plane that is too large to be read again for each picture. */
public final class SmallCopy {
	private SmallCopy() {}

	/**
	 * Reads a plane once, row by row.
	 *
	 * @param side in pixels of the square into which the copy fits; a smaller plane is returned as it is
	 * @return floating-point values, each the mean of the pixels that fall into it, in the plane's own units; all channels, by their names
	 */
	public static ImagePlane of(ImagePlane plane, int side) {
		double scale = (double) side / Math.max(plane.width(), plane.height());
		if (scale >= 1) return plane;
		int width = (int) Math.max(1, Math.round(scale * plane.width())), height = (int) Math.max(1, Math.round(scale * plane.height()));
		PixelBlocks blocks = new PixelBlocks(plane.width(), plane.height(), width, height);
		float[] means = new float[plane.channels() * width * height], row = new float[plane.width()];
		for (int y = 0; y < height; y++) {
			double[][] sums = new double[plane.channels()][width];
			for (int j = blocks.top(y); j < blocks.bottom(y); j++)
				for (int c = 0; c < sums.length; c++) {
					plane.read(c, 0, j, row.length, 1, row, 0);
					blocks.add(row, sums[c], 0);
				}
			for (int c = 0; c < sums.length; c++)
				for (int x = 0; x < width; x++)
					means[(c * height + y) * width + x] = (float) (sums[c][x] / blocks.count(x, y));
		}
		ImagePlane copy = ImagePlane.of(plane.channels() == 1 ? ArrayImgs.floats(means, width, height) : ArrayImgs.floats(means, width, height,
			plane.channels()));
		return copy.withChannelNames(plane.channelNames());
	}
}
