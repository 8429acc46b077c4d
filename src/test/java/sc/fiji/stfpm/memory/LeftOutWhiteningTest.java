package sc.fiji.stfpm.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

class LeftOutWhiteningTest {
	private static final int CHANNELS = 5;
	private static final double SHRINKAGE = 0.1;

	private final float[][] others = features(60, 0), own = features(20, 4);

	/** @param apart how far the first channel's mean is from the others' */
	private static float[][] features(int count, float apart) {
		Random random = new Random(count);
		float[][] features = new float[count][CHANNELS];
		for (float[] feature : features)
			for (int c = 0; c < CHANNELS; c++)
				feature[c] = (float) (random.nextGaussian() * (c + 1) / 3) + (c == 0 ? apart : 0);
		return features;
	}

	private static float[] whitened(float[] feature, Whitening whitening) {
		float[] vector = new float[CHANNELS + MemoryBank.POSITION];
		vector[CHANNELS] = 0.5f;
		vector[CHANNELS + 1] = -0.25f;
		whitening.apply(feature, 1, vector, vector.length);
		return vector;
	}

	@Test
	void whatWasWhitenedWithAnImageBecomesWhatItIsWithout() {
		FeatureStatistics all = WhiteningTest.statistics(others), image = WhiteningTest.statistics(own);
		all.add(image);
		LeftOutWhitening leftOut = new LeftOutWhitening(all, SHRINKAGE);
		Whitening with = Whitening.of(all, SHRINKAGE), without = Whitening.of(WhiteningTest.statistics(others), SHRINKAGE);
		assertArrayEquals(without.matrix(), leftOut.without(image).matrix(), 1e-5f);
		assertArrayEquals(without.mean(), leftOut.without(image).mean(), 1e-5f);
		float[][] vectors = Arrays.stream(others).map(feature -> whitened(feature, with)).toArray(float[][]::new);
		leftOut.change(vectors, leftOut.without(image));
		for (int i = 0; i < vectors.length; i++)
			assertArrayEquals(whitened(others[i], without), vectors[i], 1e-5f);
	}
}
