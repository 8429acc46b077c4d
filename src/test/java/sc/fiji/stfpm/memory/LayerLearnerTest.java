package sc.fiji.stfpm.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

class LayerLearnerTest {
	private static final int CHANNELS = 4;

	private static float[] features(int count, long seed) {
		Random random = new Random(seed);
		float[] values = new float[count * CHANNELS];
		for (int i = 0; i < values.length; i++)
			values[i] = random.nextFloat();
		return values;
	}

	private static void add(LayerLearner learner, int image, float[] features) {
		for (int i = 0; i < features.length; i += CHANNELS) {
			float[] one = Arrays.copyOfRange(features, i, i + CHANNELS), products = new float[CHANNELS * CHANNELS];
			for (int a = 0; a < CHANNELS; a++)
				for (int b = 0; b < CHANNELS; b++)
					products[a * CHANNELS + b] = one[a] * one[b];
			learner.statistics().add(one, products, 1);
		}
		learner.add(image, features, new float[features.length / CHANNELS * MemoryBank.POSITION]);
	}

	@Test
	void keepsAsManyAsItMayAndWhatComesLaterToo() {
		LayerLearner learner = new LayerLearner(1, CHANNELS, 0);
		add(learner, 0, features(50, 1));
		add(learner, 1, features(50, 2));
		assertEquals(10, learner.begin(0.1, 10, 1, () -> false).size());
		float[] rare = { 9, -9, 9, -9 };
		learner.add(1, rare, new float[MemoryBank.POSITION]);
		LearnedBank learned = learner.finish(15, () -> false);
		assertEquals(15, learned.bank().size());
		float[] whitened = new float[CHANNELS];
		learned.bank().whitening().apply(rare, 0, whitened, 0);
		float[] vectors = learned.bank().vectors().floats();
		boolean kept = false;
		for (int i = 0; i < vectors.length; i += CHANNELS)
			kept |= Math.abs(vectors[i] - whitened[0]) < 0.02 && Math.abs(vectors[i + 1] - whitened[1]) < 0.02;
		assertTrue(kept, "the rare feature is in the memory");
	}

	@Test
	void positionsStandBehindTheFeatureTimesTheirWeight() {
		LayerLearner learner = new LayerLearner(0, CHANNELS, 3);
		add(learner, 0, features(1, 1));
		learner.add(0, features(1, 2), new float[] { -1, 0.5f });
		learner.begin(0.1, 2, 1, () -> false);
		float[] vectors = learner.finish(2, () -> false).bank().vectors().floats();
		assertArrayEquals(new float[] { -3, 1.5f }, Arrays.copyOfRange(vectors, 2 * CHANNELS + 2, 2 * CHANNELS + 4));
	}

	@Test
	void anImageIsLeftOutInFavourOfItsNeighbours() {
		LayerLearner learner = new LayerLearner(0, CHANNELS, 0);
		float[] first = features(30, 1);
		add(learner, 0, first);
		add(learner, 1, first);
		float[] alone = { 5, 5, 5, 5 };
		add(learner, 1, alone);
		learner.begin(0.1, 25, 1, () -> false);
		LearnedBank learned = learner.finish(31, () -> false);
		// All but one of the vectors of image 0 are there twice; the choice takes the first.
		LearnedBank.Replacement without0 = learned.without(0);
		assertEquals(0, without0.from());
		assertEquals(30, without0.vectors().length);
		float[] kept = learned.bank().vectors().floats();
		for (int i = 0; i < 30; i++)
			assertArrayEquals(Arrays.copyOfRange(kept, i * CHANNELS, (i + 1) * CHANNELS), without0.vectors()[i]);
		LearnedBank.Replacement without1 = learned.without(1);
		assertEquals(30, without1.from());
		assertEquals(1, without1.vectors().length);
		assertNull(without1.vectors()[0], "nothing else stands for the feature that image 1 alone has");
		assertNotNull(learned.without(7));
	}

	@Test
	void ofOneImageNothingIsLeft() {
		LayerLearner learner = new LayerLearner(0, CHANNELS, 0);
		add(learner, 0, features(10, 1));
		learner.begin(0.1, 5, 1, () -> false);
		LearnedBank learned = learner.finish(5, () -> false);
		Exception e = assertThrows(IllegalArgumentException.class, () -> learned.without(0));
		assertTrue(e.getMessage().contains("at least 2 images"), e.getMessage());
	}
}
