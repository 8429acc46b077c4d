package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.memory.LayerLearner;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.FeatureSampler;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.weights.Backbone;

class ImageLookTest {
	private static final int SIZE = 64;
	/** Places that a look takes of an image. */
	private static final int QUOTA = 10;

	@Test
	void theSecondLookTakesThePlacesThatAreFarthestFromWhatTheFirstOneChose() {
		MemoryRecipe recipe = new MemoryRecipe(List.of(0), 0, 0.1, 2 * QUOTA, 2 * QUOTA, 0.5);
		Preprocessing preprocessing = Models.model(Preprocessing.Mode.WHOLE, SIZE).preprocessing();
		ImagePlane plane = ImagePlane.of(Models.texture(SIZE, SIZE, 1));
		ComputeDevice cpu = ComputeDevice.of("cpu");
		MemoryPlan plan = new MemoryPlan(recipe, 0, Augment.NONE, preprocessing, List.of(new ScaleInput(0, SIZE)), NormalUnits.images(2));
		LayerLearner learner = new LayerLearner(0, Backbone.RESNET18.stages().get(0).channels(), 0);
		try (FeatureSampler sampler = new FeatureSampler(Models.teacher().weights(), cpu)) {
			ImageLook look = new ImageLook(sampler, plan, Progress.NONE);
			look.atRandom(new ImageLook.Seen(plane, null, 0, 0), 0, new ScaleInput(0, SIZE), List.of(learner.shown()));
			MemoryBank first = learner.begin(0.1, QUOTA, 1, () -> false);
			sampler.compareWith(List.of(List.of(first)));
			float[] all = sampler.sample(0, preprocessing.whole(plane), SIZE, SIZE, new FeatureSampler.Core(0, 0, SIZE, SIZE), 1).get(0)
				.distances();
			look.atRare(new ImageLook.Seen(plane, null, 1, 0), 0, new ScaleInput(0, SIZE), List.of(learner.shown()));
			// Behind those of image 0.
			double[] taken = distances(learner.finish(2 * QUOTA, () -> false).bank(), QUOTA, first);
			Arrays.sort(all);
			Arrays.sort(taken);
			for (int i = 0; i < QUOTA; i++)
				assertEquals(all[all.length - QUOTA + i], taken[i], 0.02 * taken[i], "number " + i);
		}
	}

	/** Of the vectors of a bank, from one on, to the nearest of another. */
	private static double[] distances(MemoryBank bank, int from, MemoryBank others) {
		float[] vectors = bank.vectors().floats(), normal = others.vectors().floats();
		int width = vectors.length / bank.size();
		double[] distances = new double[bank.size() - from];
		for (int i = 0; i < distances.length; i++) {
			distances[i] = Double.POSITIVE_INFINITY;
			for (int j = 0; j < others.size(); j++) {
				double square = 0;
				for (int k = 0; k < width; k++)
					square += Math.pow(vectors[(from + i) * width + k] - normal[j * width + k], 2);
				distances[i] = Math.min(distances[i], square / others.scale());
			}
		}
		return distances;
	}
}
