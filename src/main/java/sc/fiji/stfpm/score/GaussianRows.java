package sc.fiji.stfpm.score;

import java.util.Arrays;

import sc.fiji.stfpm.image.Columns;
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
	private final Columns wanted;
	/** The columns of the source that are read. */
	private final Columns read;
	private final float[] kernel;
	private final int radius;
	/** The rows that the last one needed, smoothed along the row; a window of them has different remainders. */
	private final float[][] smoothed;
	private final int[] smoothedFrom;
	private final float[] sourceRow;

	GaussianRows(RowSource source, int width, int height, double sigma) {
		this(source, width, height, sigma, Columns.all(width));
	}

	/**
	 * The same of some columns, whose values are those of the whole to the last bit.
	 *
	 * @param source gives the columns that are {@link #needed}
	 */
	GaussianRows(RowSource source, int width, int height, double sigma, Columns wanted) {
		this.source = source;
		this.width = width;
		this.height = height;
		this.wanted = wanted;
		read = needed(wanted, width, sigma);
		radius = radius(sigma);
		kernel = kernel(radius, sigma);
		smoothed = new float[2 * radius + 1][wanted.count()];
		smoothedFrom = new int[2 * radius + 1];
		Arrays.fill(smoothedFrom, -1);
		sourceRow = new float[read.count()];
	}

	/** The columns of a source of some width that smoothed columns are made of. */
	static Columns needed(Columns wanted, int width, double sigma) {
		return new Columns(Math.max(0, wanted.from() - radius(sigma)), Math.min(width, wanted.to() + radius(sigma)));
	}

	private static int radius(double sigma) {
		return (int) (TRUNCATE * sigma + 0.5);
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
		Arrays.fill(row, 0, wanted.count(), 0);
		for (int k = -radius; k <= radius; k++) {
			float[] other = smoothed(mirrored(y + k, height));
			float weight = kernel[k + radius];
			for (int x = 0; x < wanted.count(); x++)
				row[x] += weight * other[x];
		}
	}

	private float[] smoothed(int y) {
		int slot = y % smoothed.length;
		float[] row = smoothed[slot];
		if (smoothedFrom[slot] == y) return row;
		source.read(y, sourceRow);
		for (int x = 0; x < wanted.count(); x++) {
			float sum = 0;
			for (int k = -radius; k <= radius; k++)
				sum += kernel[k + radius] * sourceRow[mirrored(wanted.from() + x + k, width) - read.from()];
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
