package sc.fiji.stfpm.image;

import java.util.Arrays;

/** The pixels of a plane, divided by a smooth background. */
final class EvenLight implements PlaneReader {
	/** Cells of the background to a standard deviation: what is that smooth needs no more. */
	private static final int CELLS = 4;
	/** The background where it is darkest, in parts of the mean: dark places would be noise blown up. */
	private static final double DARKEST = 0.05;

	private final ImagePlane plane;
	private final double radius;
	private final PixelBlocks cells;
	/** Of each channel; null until it is needed. */
	private final Background[] backgrounds;

	/**
	 * What a channel is divided by.
	 *
	 * @param values of the cells, row by row
	 * @param mean of the channel
	 * @param darkest that it is taken for
	 */
	private record Background(float[] values, float mean, float darkest) {}

	EvenLight(ImagePlane plane, double radius) {
		this.plane = plane;
		this.radius = radius;
		int side = Math.max(1, (int) (radius / CELLS));
		cells = new PixelBlocks(plane.width(), plane.height(), count(plane.width(), side), count(plane.height(), side));
		backgrounds = new Background[plane.channels()];
	}

	private static int count(int pixels, int side) {
		return Math.max(1, (pixels + side / 2) / side);
	}

	@Override
	public void read(int channel, long x, long y, int w, int h, float[] out, int offset) {
		Background background = background(channel);
		plane.read(channel, x, y, w, h, out, offset);
		float[] part = new float[w];
		int[] left = new int[w];
		for (int i = 0; i < w; i++) {
			double position = position(x + i, cells.width(), cells.toWidth());
			left[i] = before(position, cells.toWidth());
			part[i] = (float) (position - left[i]);
		}
		float[] values = background.values;
		for (int j = 0; j < h; j++) {
			double position = position(y + j, cells.height(), cells.toHeight());
			int row = before(position, cells.toHeight()), above = row * cells.toWidth(), below = Math.min(row + 1, cells.toHeight() - 1) * cells
				.toWidth();
			float down = (float) (position - row);
			for (int i = 0; i < w; i++) {
				int l = left[i], r = Math.min(l + 1, cells.toWidth() - 1);
				float upper = values[above + l] + part[i] * (values[above + r] - values[above + l]);
				float lower = values[below + l] + part[i] * (values[below + r] - values[below + l]);
				out[offset + j * w + i] *= background.mean / Math.max(upper + down * (lower - upper), background.darkest);
			}
		}
	}

	/** Where a pixel's centre lies between the centres of cells; at the edges beyond them. */
	private static double position(long pixel, int pixels, int cells) {
		return (pixel + 0.5) * cells / pixels - 0.5;
	}

	/** The cell from which on a value is interpolated, at the edges extrapolated. */
	private static int before(double position, int cells) {
		return Math.max(0, Math.min((int) Math.floor(position), cells - 2));
	}

	private synchronized Background background(int channel) {
		if (backgrounds[channel] != null) return backgrounds[channel];
		int width = cells.toWidth(), height = cells.toHeight();
		double[] means = means(channel);
		double mean = Arrays.stream(means).average().orElseThrow();
		if (!(mean > 0 && mean < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("Uneven light can be divided out of positive"
			+ " values only; the mean of channel " + (channel + 1) + " is " + mean);
		double[] smooth = smoothed(means, width, height, radius * width / cells.width(), radius * height / cells.height());
		float[] values = new float[smooth.length];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) smooth[i];
		return backgrounds[channel] = new Background(values, (float) mean, (float) (DARKEST * mean));
	}

	private double[] means(int channel) {
		double[] means = new double[cells.toWidth() * cells.toHeight()];
		float[] row = new float[plane.width()];
		for (int y = 0; y < cells.toHeight(); y++) {
			for (int j = cells.top(y); j < cells.bottom(y); j++) {
				plane.readFinite(channel, 0, j, row.length, 1, row, 0);
				cells.add(row, means, y * cells.toWidth());
			}
			for (int x = 0; x < cells.toWidth(); x++)
				means[y * cells.toWidth() + x] /= cells.count(x, y);
		}
		return means;
	}

	/** By local straight lines along x, then along y, so that light that slants does so up to the edges. */
	private static double[] smoothed(double[] values, int width, int height, double sigmaX, double sigmaY) {
		double[] alongX = new double[values.length], both = new double[values.length];
		double[][] weights = weights(width, sigmaX);
		for (int y = 0; y < height; y++)
			smooth(values, y * width, 1, weights, sigmaX, alongX);
		weights = weights(height, sigmaY);
		for (int x = 0; x < width; x++)
			smooth(alongX, x, width, weights, sigmaY, both);
		return both;
	}

	/** How far a Gaussian reaches, in cells. */
	private static int reach(double sigma) {
		return (int) Math.ceil(3 * sigma);
	}

	/** Of the cells around each, from {@code reach} before it on, what a line fitted to them with Gaussian weights makes of them there. */
	private static double[][] weights(int count, double sigma) {
		int reach = reach(sigma);
		double[][] weights = new double[count][2 * reach + 1];
		for (int i = 0; i < count; i++) {
			double sum = 0, first = 0, second = 0;
			for (int d = Math.max(-reach, -i); d <= Math.min(reach, count - 1 - i); d++) {
				double gaussian = Math.exp(-0.5 * d * d / (sigma * sigma));
				weights[i][reach + d] = gaussian;
				sum += gaussian;
				first += gaussian * d;
				second += gaussian * d * d;
			}
			// A single cell has no slope.
			double whole = sum * second - first * first;
			for (int d = -reach; d <= reach; d++)
				weights[i][reach + d] *= whole > 0 ? (second - first * d) / whole : 1 / sum;
		}
		return weights;
	}

	private static void smooth(double[] from, int start, int stride, double[][] weights, double sigma, double[] to) {
		int reach = reach(sigma);
		for (int i = 0; i < weights.length; i++)
			for (int j = Math.max(0, i - reach); j <= Math.min(weights.length - 1, i + reach); j++)
				to[start + i * stride] += weights[i][reach + j - i] * from[start + j * stride];
	}
}
