package sc.fiji.stfpm.ui;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.stfpm.image.ChannelMapping;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelBlocks;
import sc.fiji.stfpm.model.Intensity.ChannelRange;
import sc.fiji.stfpm.model.Preprocessing;

/** An image as the model sees it: its channels as red, green and blue, its range as 0 to 255; the light is left as it is. */
public final class PlanePicture {
	private final ImagePlane plane;
	private final ChannelMapping sources;
	/** Of red, green and blue. */
	private final List<ChannelRange> ranges;

	PlanePicture(ImagePlane plane, Preprocessing preprocessing) {
		this.plane = plane;
		sources = preprocessing.channels().resolve(plane).picture();
		ranges = IntStream.range(0, 3).mapToObj(c -> preprocessing.range(plane, sources.source(c))).toList();
	}

	/** Draws at another size; a pixel is the mean of those that fall into it. One row of blocks is in memory at a time. */
	public static BufferedImage draw(ImagePlane plane, Preprocessing preprocessing, int width, int height) {
		PlanePicture source = new PlanePicture(plane, preprocessing);
		PixelBlocks blocks = new PixelBlocks(plane.width(), plane.height(), width, height);
		BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		float[][] row = new float[3][plane.width()];
		for (int y = 0; y < height; y++) {
			double[][] sums = new double[3][width];
			for (int j = blocks.top(y); j < blocks.bottom(y); j++) {
				source.read(j, row);
				for (int c = 0; c < 3; c++)
					for (int x = 0; x < width; x++)
						for (int i = blocks.left(x); i < blocks.right(x); i++)
							sums[c][x] += source.level(c, row[c][i]);
			}
			int rows = blocks.bottom(y) - blocks.top(y);
			for (int x = 0; x < width; x++) {
				int n = rows * (blocks.right(x) - blocks.left(x)), rgb = 0;
				for (int c = 0; c < 3; c++)
					rgb = rgb << 8 | (int) Math.round(sums[c][x] / n);
				picture.setRGB(x, y, rgb);
			}
		}
		return picture;
	}

	/** @param rows receives the raw values of red, green and blue */
	void read(int y, float[][] rows) {
		for (int c = 0; c < 3; c++)
			plane.read(sources.source(c), 0, y, plane.width(), 1, rows[c], 0);
	}

	/** From a raw value of red, green or blue to 0 to 255. */
	double level(int colour, float raw) {
		double black = ranges.get(colour).black(), white = ranges.get(colour).white();
		double grey = 255 * (raw - black) / (white - black);
		return Math.max(0, Math.min(255, grey));
	}
}
