package sc.fiji.stfpm.memory;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Whitens vectors as if one of the normal images had not been there. What only that image shows counts as normal variation where the statistics hold
 * its features: with few images its distances then are much too small. Of a vector that was whitened with all images, {@code v}, it is
 * {@code W' (mu - mu' + sqrt(C) W^-1 v) / sqrt(C)}, where {@code W'} and {@code mu'} are of the other images alone. Not thread-safe.
 */
final class LeftOutWhitening implements Serializable {
	private final FeatureStatistics all;
	private final double shrinkage;
	/** Of the matrix of all; null until it is needed. */
	private transient float[] inverse;

	/** @param shrinkage see {@link Whitening#of} */
	LeftOutWhitening(FeatureStatistics all, double shrinkage) {
		this.all = all;
		this.shrinkage = shrinkage;
	}

	/** Of the other images. */
	Whitening without(FeatureStatistics image) {
		return Whitening.of(all.without(image), shrinkage);
	}

	/**
	 * Takes whitened vectors over to another whitening, in place.
	 *
	 * @param rows a vector each, of which what comes behind its channels stays
	 */
	void change(float[][] rows, Whitening to) {
		if (inverse == null) inverse = Whitening.inverse(all, shrinkage);
		int n = to.channels();
		float[][] matrix = new float[n][], columns = new float[n][n];
		for (int k = 0; k < n; k++)
			matrix[k] = Arrays.copyOfRange(to.matrix(), k * n, (k + 1) * n);
		// Of W' W^-1; both factors are symmetric.
		for (int j = 0; j < n; j++)
			for (int k = 0; k < n; k++)
				FloatVectors.addMultiple(matrix[k], inverse[j * n + k], columns[j]);
		double[] mean = all.mean();
		float[] shift = new float[n], changed = new float[n];
		for (int j = 0; j < n; j++)
			FloatVectors.addMultiple(matrix[j], (float) ((mean[j] - to.mean()[j]) / Math.sqrt(n)), shift);
		for (float[] row : rows) {
			System.arraycopy(shift, 0, changed, 0, n);
			for (int j = 0; j < n; j++)
				FloatVectors.addMultiple(columns[j], row[j], changed);
			System.arraycopy(changed, 0, row, 0, n);
		}
	}
}
