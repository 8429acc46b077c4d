package sc.fiji.stfpm.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class DescriptorLearnerTest {
	private static final int[] CHANNELS = { 6, 10 };
	private static final int VALUES = 16, NORMALS = 30;

	/** Normal images differ by 1 in every channel of every cell. */
	private static float[] means(long seed, float offset) {
		Random random = new Random(seed);
		float[] means = new float[CellMeans.CELLS * VALUES];
		for (int i = 0; i < means.length; i++)
			means[i] = offset + (float) random.nextGaussian();
		return means;
	}

	private static DescriptorLearner learner() {
		DescriptorLearner learner = new DescriptorLearner(CHANNELS);
		for (int i = 0; i < NORMALS; i++)
			learner.add("image " + i, means(i, 0));
		return learner;
	}

	private static ImageDescriptors learned() {
		DescriptorLearner learner = learner();
		learner.addOthers(IntStream.range(0, 4).mapToObj(i -> means(100 + i, 40)).toList());
		return learner.learn();
	}

	@Test
	void everyImageIsMostLikeItself() {
		ImageDescriptors descriptors = learned();
		for (int i = 0; i < NORMALS; i++) {
			ImageDescriptors.Nearest nearest = descriptors.nearest(means(i, 0));
			assertEquals("image " + i, nearest.image());
			assertTrue(nearest.distance() < 0.01, "but for half precision: " + nearest.distance());
		}
	}

	@Test
	void newNormalImagesAreWithinTheLimitAndOthersBeyondIt() {
		ImageDescriptors descriptors = learned();
		for (int i = 0; i < 50; i++)
			assertTrue(descriptors.unlikeness(means(1000 + i, 0)) < 0.7, "" + descriptors.unlikeness(means(1000 + i, 0)));
		assertTrue(descriptors.unlikeness(means(2000, 40)) > 2, "" + descriptors.unlikeness(means(2000, 40)));
	}

	@Test
	void anImageIsComparableAsLongAsThreeOfItsCellsAre() {
		ImageDescriptors descriptors = learned();
		float[] third = means(2000, 40);
		System.arraycopy(means(1000, 0), 0, third, 0, 3 * VALUES);
		assertTrue(descriptors.unlikeness(third) < 1, "three cells are normal");
		float[] most = means(2000, 40);
		System.arraycopy(means(1000, 0), 0, most, 0, 2 * VALUES);
		assertTrue(descriptors.unlikeness(most) > 1, "two cells are");
	}

	@Test
	void whereNothingIsUnlikeNormalImagesThereIsNoLimit() {
		DescriptorLearner learner = learner();
		learner.addOthers(List.of(means(100, 0), means(101, 0)));
		ImageDescriptors descriptors = learner.learn();
		assertFalse(descriptors.tells());
		assertEquals(0, descriptors.unlikeness(means(2000, 1000)));
	}

	/** Kinds of images that normal ones are like say nothing; the others do. */
	@Test
	void aKindLikeNormalImagesIsLeftOut() {
		DescriptorLearner learner = learner();
		learner.addOthers(List.of(means(100, 0)));
		learner.addOthers(IntStream.range(0, 4).mapToObj(i -> means(100 + i, 40)).toList());
		assertEquals(learned().limit(), learner.learn().limit());
	}

	@Test
	void copiesOfOneImageDoNotMakeTheLimitNothing() {
		DescriptorLearner learner = new DescriptorLearner(CHANNELS);
		for (int i = 0; i < 5; i++)
			learner.add("copy " + i, means(1, 0));
		learner.addOthers(List.of(means(100, 40)));
		float[] nearly = means(1, 0);
		for (int i = 0; i < nearly.length; i++)
			nearly[i] += 0.1f * (i % 2);
		assertTrue(learner.learn().unlikeness(nearly) < 1, "" + learner.learn().unlikeness(nearly));
	}

	@Test
	void oneImageIsNotEnough() {
		DescriptorLearner learner = new DescriptorLearner(CHANNELS);
		learner.add("one", means(1, 0));
		assertThrows(IllegalStateException.class, learner::learn);
	}
}
