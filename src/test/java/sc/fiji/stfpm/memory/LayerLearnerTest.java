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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
			learner.shown().statistics().add(one, products, 1);
		}
		learner.shown().add(image, features, new float[features.length / CHANNELS * MemoryBank.POSITION]);
	}

	@Test
	void keepsAsManyAsItMayAndWhatComesLaterToo() {
		LayerLearner learner = new LayerLearner(1, CHANNELS, 0);
		add(learner, 0, features(50, 1));
		add(learner, 1, features(50, 2));
		assertEquals(10, learner.begin(0.1, 10, 1, () -> false).size());
		float[] rare = { 9, -9, 9, -9 };
		learner.shown().add(1, rare, new float[MemoryBank.POSITION]);
		LearnedBank learned = learner.finish(15, () -> false);
		assertEquals(15, learned.bank().size());
		float[] whitened = new float[CHANNELS];
		learned.bank().whitening().apply(rare, 1, whitened, whitened.length);
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
		learner.shown().add(0, features(1, 2), new float[] { -1, 0.5f });
		learner.begin(0.1, 2, 1, () -> false);
		learner.shown().add(0, features(1, 3), new float[] { 1, 0.25f });
		float[] vectors = learner.finish(3, () -> false).bank().vectors().floats();
		int width = CHANNELS + MemoryBank.POSITION;
		assertArrayEquals(new float[] { -3, 1.5f }, Arrays.copyOfRange(vectors, 2 * width - 2, 2 * width));
		assertArrayEquals(new float[] { 3, 0.75f }, Arrays.copyOfRange(vectors, 3 * width - 2, 3 * width));
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
		assertEquals("Without image 1 there is no normal feature left; at least 2 images are needed", e.getMessage());
	}

	/** One of two channels varies, with variance 1 and mean 0 as the statistics say, so that distances are those of x but for a factor. */
	private static LayerLearner onALine() {
		LayerLearner learner = new LayerLearner(2, 2, 0);
		learner.shown().statistics().add(new float[2], new float[] { 1, 0, 0, 1 }, 1);
		return learner;
	}

	private static void add(LayerLearner learner, int image, double x) {
		learner.shown().add(image, new float[] { (float) x, 0 }, new float[MemoryBank.POSITION]);
	}

	/** The first component of a vector, before it was whitened: v = f / sqrt(1.1) / sqrt(2). */
	private static double x(float[] vector) {
		return vector[0] * Math.sqrt(1.1 * 2);
	}

	/**
	 * Chosen are 0, 102 and the last one; what is left is at most 2 from its centre. Without image 0, of the others in the cell of
	 * 0 the nearest, 1, would be chosen, unless one that is chosen anyway is nearer to it than 2.
	 */
	@ParameterizedTest
	@CsvSource({ "3.5, true", "2.75, false" })
	void aStandInIsTheNearestOfAnotherImageThatWouldHaveBeenChosen(double other, boolean chosen) {
		LayerLearner learner = onALine();
		add(learner, 0, 0);
		add(learner, 0, 0.25);
		add(learner, 1, -1.25);
		add(learner, 1, 1);
		add(learner, 1, 1.25);
		add(learner, 1, 100);
		add(learner, 1, 102);
		add(learner, 1, other);
		learner.begin(0.1, 3, 1, () -> false);
		LearnedBank learned = learner.finish(3, () -> false);
		float[] vectors = learned.bank().vectors().floats();
		assertEquals(0, x(vectors), 1e-9);
		LearnedBank.Replacement without = learned.without(0);
		assertEquals(1, without.vectors().length);
		if (chosen) assertEquals(1, x(without.vectors()[0]), 0.001);
		else assertNull(without.vectors()[0]);
	}

	@Test
	void vectorsOfAnImageStandTogetherWheneverTheyCame() {
		LayerLearner learner = onALine();
		add(learner, 0, 0);
		add(learner, 1, 30);
		add(learner, 2, 70);
		learner.begin(0.1, 3, 1, () -> false);
		add(learner, 0, -10);
		add(learner, 1, 45);
		LearnedBank learned = learner.finish(5, () -> false);
		float[] vectors = learned.bank().vectors().floats();
		double[] expected = { 0, -10, 30, 45, 70 };
		for (int i = 0; i < expected.length; i++)
			assertEquals(expected[i], vectors[2 * i] * Math.sqrt(1.1 * 2), 0.05);
		for (int image = 0; image < 3; image++) {
			assertEquals(2 * image, learned.without(image).from());
			assertEquals(image < 2 ? 2 : 1, learned.without(image).vectors().length);
		}
	}

	/** Squared distances to the centres 0 and 10 are 4, 1 and 0 twice. */
	@Test
	void theFirstScaleIsTheMeanDistanceOfTheCandidates() {
		LayerLearner learner = onALine();
		for (double x : new double[] { 0, 2, 9, 10 })
			add(learner, 0, x);
		MemoryBank begun = learner.begin(0.1, 2, 1, () -> false);
		assertEquals(5 / 4.0 / (1.1 * 2), begun.scale(), 1e-6);
		assertEquals(2, begun.layer());
		LearnedBank learned = learner.finish(4, () -> false);
		assertEquals(MemoryBank.SMALLEST_SCALE, learned.bank().scale(), "nothing is left out");
		LearnedBank scaled = learned.withScale(7);
		assertEquals(7, scaled.bank().scale());
		assertEquals(learned.bank().vectors(), scaled.bank().vectors());
		assertThrows(IllegalArgumentException.class, () -> scaled.without(0));
	}

	/** Each neighbours the one before and the one behind: three of five are left out, the others stay where they are. */
	@Test
	void neighboursAreLeftOutTogetherAndWhatIsBetweenStays() {
		LeaveOut neighbours = new LeaveOut() {
			@Override
			public boolean leavesOut(int judged, int other) {
				return Math.abs(judged - other) % 4 <= 1;
			}

			@Override
			public boolean mayStandIn(int one, int other) {
				return false;
			}
		};
		LayerLearner learner = new LayerLearner(0, CHANNELS, 0);
		for (int image = 0; image < 5; image++)
			add(learner, image, features(3, image + 1));
		learner.begin(0.1, 8, 1, () -> false);
		LearnedBank learned = learner.finish(15, neighbours, () -> false);
		float[] kept = learned.bank().vectors().floats();
		LearnedBank.Replacement without = learned.without(0, neighbours);
		assertEquals(0, without.from());
		assertEquals(15, without.vectors().length, "0, 1 and 4");
		for (int i = 0; i < 15; i++)
			if (i / 3 == 2 || i / 3 == 3) assertArrayEquals(Arrays.copyOfRange(kept, i * CHANNELS, (i + 1) * CHANNELS), without.vectors()[i]);
			else assertNull(without.vectors()[i], "vector " + i);
	}
}
