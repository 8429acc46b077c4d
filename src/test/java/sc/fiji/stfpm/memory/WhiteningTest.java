package sc.fiji.stfpm.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

class WhiteningTest {
	private static final int CHANNELS = 6;

	/** Features of which the first channel varies a hundred times as much as the last. */
	private static float[][] features(int count) {
		Random random = new Random(2);
		float[][] features = new float[count][CHANNELS];
		for (float[] feature : features)
			for (int c = 0; c < CHANNELS; c++)
				feature[c] = (float) (3 + random.nextGaussian() * Math.pow(10, -0.4 * c));
		return features;
	}

	static FeatureStatistics statistics(float[][] features) {
		FeatureStatistics statistics = new FeatureStatistics(features[0].length);
		for (float[] f : features) {
			float[] products = new float[f.length * f.length];
			for (int i = 0; i < f.length; i++)
				for (int j = 0; j < f.length; j++)
					products[i * f.length + j] = f[i] * f[j];
			statistics.add(f, products, 1);
		}
		return statistics;
	}

	private static double square(float[] v) {
		double sum = 0;
		for (float x : v)
			sum += x * x;
		return sum;
	}

	@Test
	void normalFeaturesHaveSquareLengthOneAndVaryAlikeInAllDirections() {
		float[][] features = features(4000);
		Whitening whitening = Whitening.of(statistics(features), 1e-9);
		double sum = 0;
		double[] variance = new double[CHANNELS];
		for (float[] feature : features) {
			float[] v = new float[CHANNELS];
			whitening.apply(feature, 1, v, v.length);
			sum += square(v);
			for (int c = 0; c < CHANNELS; c++)
				variance[c] += v[c] * v[c];
		}
		assertEquals(1, sum / features.length, 1e-3);
		for (double v : variance)
			assertEquals(1.0 / CHANNELS, v / features.length, 1e-3);
	}

	@Test
	void shrinkageTamesDirectionsThatHardlyVary() {
		float[][] features = features(4000);
		float weak = Whitening.of(statistics(features), 1e-9).matrix()[CHANNELS * CHANNELS - 1];
		float tamed = Whitening.of(statistics(features), 0.1).matrix()[CHANNELS * CHANNELS - 1];
		assertEquals(100, weak, 5);
		// 1 / sqrt(0.1 * mean variance), with a mean variance of about 0.2.
		assertEquals(1 / Math.sqrt(1e-4 + 0.1 * 0.1977), tamed, 0.2);
	}

	@Test
	void featuresWithoutAnyVarianceStayFinite() {
		float[][] same = { { 0.5f, 0.5f }, { 0.5f, 0.5f } };
		Whitening whitening = Whitening.of(statistics(same), 0.1);
		float[] v = new float[2];
		whitening.apply(same[0], 1, v, v.length);
		assertEquals(0, square(v), 1e-6);
		whitening.apply(new float[] { 0.6f, 0.5f }, 1, v, v.length);
		assertTrue(square(v) > 1 && Double.isFinite(square(v)), "" + square(v));
	}

	@Test
	void vectorsAreTheMatrixTimesTheCentredFeatureOverTheRootOfItsChannels() {
		Whitening whitening = new Whitening(new float[] { 1, 2 }, new float[] { 2, 0.5f, 0.5f, 3 });
		float[] out = { 7, 7, 7, 7, 7, 7 };
		whitening.apply(new float[] { 3, 6, 1, 3 }, 2, out, 3);
		float root = (float) Math.sqrt(2);
		assertArrayEquals(new float[] { (2 * 2 + 0.5f * 4) / root, (0.5f * 2 + 3 * 4) / root, 7, 0.5f / root, 3 / root, 7 }, out, 1e-6f);
	}
}
