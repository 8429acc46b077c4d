package sc.fiji.stfpm.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

class ClassTrainerTest {
	private static final int N = 2, SIDE = 96;

	/** Bright and dark squares of 32 pixels, and which is which. */
	@Test
	void placesAreTold() {
		Random random = new Random(1);
		try (ClassTrainer trainer = new ClassTrainer(BackboneWeights.random(Backbone.RESNET18, 1), 2, 1, ComputeDevice.of("cpu"))) {
			double first = 0, last = 0;
			for (int step = 0; step < 30; step++) {
				float[] images = new float[N * 3 * SIDE * SIDE];
				int[] labels = new int[N * SIDE * SIDE];
				for (int n = 0; n < N; n++)
					for (int square = 0; square < 9; square++) {
						int bright = random.nextInt(2);
						for (int p = 0; p < 32 * 32; p++) {
							int pixel = (square / 3 * 32 + p / 32) * SIDE + square % 3 * 32 + p % 32;
							labels[n * SIDE * SIDE + pixel] = bright;
							for (int c = 0; c < 3; c++)
								images[(n * 3 + c) * SIDE * SIDE + pixel] = 2 * bright - 1 + 0.1f * (float) random.nextGaussian();
						}
					}
				last = trainer.step(images, labels, SIDE, SIDE, new Sgd(0.4, 0.9, 0));
				if (step == 0) first = last;
			}
			assertEquals(3 * Math.log(2), first, 0.1);
			assertTrue(last < 0.5 * first, first + " to " + last);
		}
	}
}
