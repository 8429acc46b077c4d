package sc.fiji.stfpm.memory;

import java.io.Serializable;

/**
 * Mean and covariance of one layer's features over all positions of all normal images, added up image by image in double
 * precision. Its size does not depend on the number of images. Not thread-safe.
 */
public final class FeatureStatistics implements Serializable {
	private final int channels;
	private final double[] sum;
	/** Empty until something is added. */
	private double[] products = {};
	private long positions;

	public FeatureStatistics(int channels) {
		this.channels = channels;
		sum = new double[channels];
	}

	/**
	 * Adds the positions of an image, or of a part of one.
	 *
	 * @param featureSum sum of the features over the positions, C values
	 * @param featureProducts sum of the outer products {@code f f^T} over the positions, C x C values
	 */
	public void add(float[] featureSum, float[] featureProducts, long count) {
		if (products.length == 0) products = new double[channels * channels];
		for (int i = 0; i < sum.length; i++)
			sum[i] += featureSum[i];
		for (int i = 0; i < products.length; i++)
			products[i] += featureProducts[i];
		positions += count;
	}

	/** Adds all that was added to others; but for rounding the same as adding it here. */
	public void add(FeatureStatistics others) {
		if (others.isEmpty()) return;
		if (products.length == 0) products = new double[channels * channels];
		for (int i = 0; i < sum.length; i++)
			sum[i] += others.sum[i];
		for (int i = 0; i < products.length; i++)
			products[i] += others.products[i];
		positions += others.positions;
	}

	/** What is left without some that were added; but for rounding as if they had not been. */
	FeatureStatistics without(FeatureStatistics some) {
		FeatureStatistics rest = new FeatureStatistics(channels);
		rest.products = products.clone();
		rest.positions = positions - some.positions;
		for (int i = 0; i < sum.length; i++)
			rest.sum[i] = sum[i] - some.sum[i];
		for (int i = 0; i < products.length; i++)
			rest.products[i] -= some.products[i];
		return rest;
	}

	/** Whether nothing was added. */
	boolean isEmpty() {
		return positions == 0;
	}

	int channels() {
		return channels;
	}

	/** @throws IllegalStateException if nothing was added */
	double[] mean() {
		if (positions == 0) throw new IllegalStateException("There are no features to take a mean of");
		double[] mean = new double[channels];
		for (int i = 0; i < channels; i++)
			mean[i] = sum[i] / positions;
		return mean;
	}

	/** The covariance {@code E[f f^T] - mu mu^T}, exactly symmetric. */
	double[][] covariance() {
		double[] mean = mean();
		double[][] covariance = new double[channels][channels];
		for (int i = 0; i < channels; i++)
			for (int j = 0; j <= i; j++) {
				double product = (products[i * channels + j] + products[j * channels + i]) / 2;
				covariance[i][j] = covariance[j][i] = product / positions - mean[i] * mean[j];
			}
		return covariance;
	}
}
