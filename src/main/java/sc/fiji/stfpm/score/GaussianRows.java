package sc.fiji.stfpm.score;

import java.util.Arrays;

import sc.fiji.stfpm.image.RowSource;

/**
 * A plane smoothed with a Gaussian, a row at a time; beyond its borders it is mirrored, the border itself twice
 * ({@code scipy.ndimage.gaussian_filter} with its defaults). A row's values do not depend on which rows were asked for before;
 * asking in ascending order reads each source row once. Not thread-safe.
 */
final class GaussianRows implements RowSource {
	/** Where the Gaussian is cut off, in standard deviations. */
	private static final double TRUNCATE = 4;

	private final RowSource source;
	private final int width;
	private final int height;
	private final float[] kernel;
	private final int radius;
	/** The rows that the last one needed, smoothed along the row; a window of them has different remainders. */
	private final float[][] smoothed;
	private final int[] smoothedFrom;
	private final float[] sourceRow;

	GaussianRows(RowSource source, int width, int height, double sigma) {
		this.source = source;
		this.width = width;
		this.height = height;
		radius = (int) (TRUNCATE * sigma + 0.5);
		kernel = kernel(radius, sigma);
		smoothed = new float[2 * radius + 1][width];
		smoothedFrom = new int[2 * radius + 1];
		Arrays.fill(smoothedFrom, -1);
		sourceRow = new float[width];
	}

	private static float[] kernel(int radius, double sigma) {
		double[] weights = new double[2 * radius + 1];
		double sum = 0;
		for (int k = -radius; k <= radius; k++)
			sum += weights[k + radius] = Math.exp(-k * k / (2 * sigma * sigma));
		float[] kernel = new float[weights.length];
		for (int k = 0; k < kernel.length; k++)
			kernel[k] = (float) (weights[k] / sum);
		return kernel;
	}

	@Override
	public void read(int y, float[] row) {
		Arrays.fill(row, 0, width, 0);
		for (int k = -radius; k <= radius; k++) {
			float[] other = smoothed(mirrored(y + k, height));
			float weight = kernel[k + radius];
			for (int x = 0; x < width; x++)
				row[x] += weight * other[x];
		}
	}

	private float[] smoothed(int y) {
		int slot = y % smoothed.length;
		float[] row = smoothed[slot];
		if (smoothedFrom[slot] == y) return row;
		source.read(y, sourceRow);
		for (int x = 0; x < width; x++) {
			float sum = 0;
			for (int k = -radius; k <= radius; k++)
				sum += kernel[k + radius] * sourceRow[mirrored(x + k, width)];
			row[x] = sum;
		}
		smoothedFrom[slot] = y;
		return row;
	}

	private static int mirrored(int i, int size) {
		int period = 2 * size, folded = Math.floorMod(i, period);
		return folded < size ? folded : period - 1 - folded;
	}
}
