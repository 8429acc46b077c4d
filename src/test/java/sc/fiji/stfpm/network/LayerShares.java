package sc.fiji.stfpm.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

/** How a teacher's time is shared among its layers, by leaving out the last ones. A flight recording sees but the method that makes all. */
public final class LayerShares {
	private static final int WARM_UP = 5;
	private static final int TURNS = 20;

	private LayerShares() {}

	/** @return shares of layer1 with the stem, layer2 and layer3 of an image of some side; they add up to 1 */
	public static double[] of(int side) {
		float[] image = StudentTeacherTest.noise(1, side);
		double[] seconds = new double[3];
		try (NDManager manager = ComputeDevice.of("cpu").newManager(); NoGradient off = new NoGradient()) {
			ResNetPyramid teacher = ResNetPyramid.folded(manager, BackboneWeights.random(Backbone.RESNET18, 1));
			InputBuffer input = new InputBuffer();
			for (int turn = -WARM_UP; turn < TURNS; turn++)
				for (int count = 1; count <= seconds.length; count++) {
					long began = System.nanoTime();
					try (NDScope scope = new NDScope(); NDArray images = input.fill(manager, image, 1, side, side)) {
						scope.suppressNotUsedWarning();
						teacher.forward(images, count);
					}
					if (turn >= 0) seconds[count - 1] += System.nanoTime() - began;
				}
		}
		return new double[] { seconds[0] / seconds[2], (seconds[1] - seconds[0]) / seconds[2], (seconds[2] - seconds[1]) / seconds[2] };
	}
}
