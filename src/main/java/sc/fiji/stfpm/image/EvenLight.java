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
	/** Factors of each channel's cells, row by row; null until they are needed. */
	private final float[][] factors;

	EvenLight(ImagePlane plane, double radius) {
		this.plane = plane;
		this.radius = radius;
		int side = Math.max(1, (int) (radius / CELLS));
		cells = new PixelBlocks(plane.width(), plane.height(), count(plane.width(), side), count(plane.height(), side));
		factors = new float[plane.channels()][];
	}

	private static int count(int pixels, int side) {
		return Math.max(1, (pixels + side / 2) / side);
	}

	@Override
	public void read(int channel, long x, long y, int w, int h, float[] out, int offset) {
		float[] factor = factors(channel);
		plane.read(channel, x, y, w, h, out, offset);
		float[] column = new float[w];
		int[] left = new int[w];
		for (int i = 0; i < w; i++) {
			float position = position(x + i, cells.width(), cells.toWidth());
			left[i] = Math.min((int) position, cells.toWidth() - 1);
			column[i] = position - left[i];
		}
		for (int j = 0; j < h; j++) {
			float position = position(y + j, cells.height(), cells.toHeight());
			int row = Math.min((int) position, cells.toHeight() - 1);
			int above = row * cells.toWidth(), below = Math.min(row + 1, cells.toHeight() - 1) * cells.toWidth();
			float part = position - row;
			for (int i = 0; i < w; i++) {
				int l = left[i], r = Math.min(l + 1, cells.toWidth() - 1);
				float upper = factor[above + l] + column[i] * (factor[above + r] - factor[above + l]);
				float lower = factor[below + l] + column[i] * (factor[below + r] - factor[below + l]);
				out[offset + j * w + i] *= upper + part * (lower - upper);
			}
		}
	}

	/** Where a pixel's centre lies between the centres of cells. */
	private static float position(long pixel, int pixels, int cells) {
		return (float) Math.max((pixel + 0.5) * cells / pixels - 0.5, 0);
	}

	private synchronized float[] factors(int channel) {
		if (factors[channel] != null) return factors[channel];
		int width = cells.toWidth(), height = cells.toHeight();
		double[] background = means(channel);
		double mean = Arrays.stream(background).average().orElseThrow();
		if (!(mean > 0 && mean < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("Uneven light can be divided out of positive"
			+ " values only; the mean of channel " + (channel + 1) + " is " + mean);
		background = smoothed(background, width, height, radius * width / cells.width(), radius * height / cells.height());
		float[] made = new float[background.length];
		for (int i = 0; i < made.length; i++)
			made[i] = (float) (mean / Math.max(background[i], DARKEST * mean));
		return factors[channel] = made;
	}

	private double[] means(int channel) {
		double[] means = new double[cells.toWidth() * cells.toHeight()];
		float[] row = new float[plane.width()];
		for (int y = 0; y < cells.toHeight(); y++) {
			for (int j = cells.top(y); j < cells.bottom(y); j++) {
				plane.readFinite(channel, 0, j, row.length, 1, row, 0);
				for (int x = 0; x < cells.toWidth(); x++)
					for (int i = cells.left(x); i < cells.right(x); i++)
						means[y * cells.toWidth() + x] += row[i];
			}
			for (int x = 0; x < cells.toWidth(); x++)
				means[y * cells.toWidth() + x] /= (double) (cells.bottom(y) - cells.top(y)) * (cells.right(x) - cells.left(x));
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
