package sc.fiji.stfpm.memory;

import java.io.Serializable;
import java.util.Arrays;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Puts features on a scale where normal ones vary alike in all directions: {@code v = W (f - mu) / sqrt(C)} with
 * {@code W = (S + e m I)^(-1/2)}, where S is the covariance of normal features and m the mean of its diagonal.
 * The mean of {@code |v|^2} over normal features is just below 1. Immutable; arrays are not copied.
 *
 * @param mean mu, C values
 * @param matrix W, C x C values, symmetric
 */
public record Whitening(float[] mean, float[] matrix) implements Serializable {
	/** Variances below it, those of images without any contrast, count as this much: rounding lies far below. */
	private static final double VARIANCE_FLOOR = 1e-8;

	public Whitening {
		if (mean.length == 0 || matrix.length != mean.length * mean.length) throw new IllegalArgumentException(
			"A whitening of " + mean.length + " channels needs a square matrix, found " + matrix.length + " values");
	}

	/** @param shrinkage e, the share of the mean variance that is added to all variances */
	static Whitening of(FeatureStatistics statistics, double shrinkage) {
		return new Whitening(floats(statistics.mean()), root(statistics, shrinkage, true));
	}

	/** The inverse of the matrix that {@link #of} makes of the same. */
	static float[] inverse(FeatureStatistics statistics, double shrinkage) {
		return root(statistics, shrinkage, false);
	}

	/** {@code (S + e m I)^(1/2)}, or its inverse. */
	private static float[] root(FeatureStatistics statistics, double shrinkage, boolean inverse) {
		int channels = statistics.channels();
		double[][] covariance = statistics.covariance();
		double trace = 0;
		for (int i = 0; i < channels; i++)
			trace += covariance[i][i];
		EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(covariance, false));
		double[] factors = eigen.getRealEigenvalues();
		for (int i = 0; i < channels; i++) {
			double root = Math.sqrt(Math.max(factors[i] + shrinkage * trace / channels, VARIANCE_FLOOR));
			factors[i] = inverse ? 1 / root : root;
		}
		return symmetric(eigen.getV().getData(), factors);
	}

	private static float[] symmetric(double[][] vectors, double[] factors) {
		int n = factors.length;
		float[] matrix = new float[n * n];
		for (int i = 0; i < n; i++)
			for (int j = 0; j <= i; j++) {
				double sum = 0;
				for (int k = 0; k < n; k++)
					sum += vectors[i][k] * factors[k] * vectors[j][k];
				matrix[i * n + j] = matrix[j * n + i] = (float) sum;
			}
		return matrix;
	}

	private static float[] floats(double[] values) {
		float[] floats = new float[values.length];
		for (int i = 0; i < floats.length; i++)
			floats[i] = (float) values[i];
		return floats;
	}

	/** C. */
	public int channels() {
		return mean.length;
	}

	/**
	 * Whitens vectors.
	 *
	 * @param features a vector after the other, C values each
	 * @param out receives them, C values each
	 * @param width values from one to the next there
	 */
	void apply(float[] features, int count, float[] out, int width) {
		int n = mean.length;
		float scale = (float) (1 / Math.sqrt(n));
		float[][] rows = new float[n][];
		for (int j = 0; j < n; j++)
			rows[j] = Arrays.copyOfRange(matrix, j * n, (j + 1) * n);
		float[] sum = new float[n];
		for (int v = 0; v < count; v++) {
			Arrays.fill(sum, 0);
			// The matrix is symmetric: its rows stand for its columns.
			for (int j = 0; j < n; j++)
				FloatVectors.addMultiple(rows[j], (features[v * n + j] - mean[j]) * scale, sum);
			System.arraycopy(sum, 0, out, v * width, n);
		}
	}
}
