package sc.fiji.stfpm.memory;

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
public record Whitening(float[] mean, float[] matrix) {
	/** Variances below it, those of images without any contrast, count as this much: rounding lies far below. */
	private static final double VARIANCE_FLOOR = 1e-8;

	public Whitening {
		if (mean.length == 0 || matrix.length != mean.length * mean.length) throw new IllegalArgumentException(
			"A whitening of " + mean.length + " channels needs a square matrix, found " + matrix.length + " values");
	}

	/** @param shrinkage e, the share of the mean variance that is added to all variances */
	static Whitening of(FeatureStatistics statistics, double shrinkage) {
		int channels = statistics.channels();
		double[][] covariance = statistics.covariance();
		double trace = 0;
		for (int i = 0; i < channels; i++)
			trace += covariance[i][i];
		EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(covariance, false));
		double[] factors = eigen.getRealEigenvalues();
		for (int i = 0; i < channels; i++)
			factors[i] = 1 / Math.sqrt(Math.max(factors[i] + shrinkage * trace / channels, VARIANCE_FLOOR));
		return new Whitening(floats(statistics.mean()), inverseRoot(eigen.getV().getData(), factors));
	}

	private static float[] inverseRoot(double[][] vectors, double[] factors) {
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
	 * Whitens one vector.
	 *
	 * @param features holds it from {@code from} on, C values
	 * @param out receives C values from {@code at} on
	 */
	void apply(float[] features, int from, float[] out, int at) {
		int n = mean.length;
		float scale = (float) (1 / Math.sqrt(n));
		Arrays.fill(out, at, at + n, 0);
		// The matrix is symmetric: its rows stand for its columns, which the processor reads in one go.
		for (int j = 0; j < n; j++) {
			float centred = (features[from + j] - mean[j]) * scale;
			for (int i = 0; i < n; i++)
				out[at + i] += matrix[j * n + i] * centred;
		}
	}
}
