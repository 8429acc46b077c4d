package sc.fiji.stfpm.network;

import java.util.List;

import ai.djl.ndarray.NDArray;
import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * A network that learns the features of a frozen teacher after every block, not only after the three layers, so that it computes
 * them the same way and agrees with the teacher on other images, too. Holds native memory until closed. Not thread-safe, and one
 * trainer at a time may step.
 */
public final class Distiller extends PyramidTrainer {
	private final ResNetPyramid teacher;

	/**
	 * @param teacher frozen
	 * @param start not changed itself
	 * @throws IllegalArgumentException if the two are not of the same backbone
	 */
	public Distiller(BackboneWeights teacher, BackboneWeights start, ComputeDevice device) {
		super(StudentTrainer.likeTeacher(start, teacher), device);
		this.teacher = ResNetPyramid.folded(manager, teacher);
	}

	/**
	 * One training step.
	 *
	 * @param images {@code n * 3 * height * width} normalised values in [N, C, H, W] order
	 * @param blockByBlock whether every block is given what the teacher's block before it made, instead of the network's own; blocks then
	 *          learn independently of each other
	 * @return the loss before the step: STFPM's distance, averaged over images and places, summed over blocks
	 * @throws ArithmeticException if it is not finite; the network is then unchanged but for its running statistics
	 */
	public double step(float[] images, int n, int height, int width, boolean blockByBlock, Sgd sgd) {
		return alone(() -> {
			NDArray x = input.fill(manager, images, n, height, width);
			List<NDArray> right = teacher.everyBlock(x);
			List<NDArray> targets = right.stream().map(FeatureDistance::normalised).toList();
			return descend(() -> Loss.MEAN.total(FeatureDistance.between(targets, blockByBlock ? student.everyBlockAlone(x, right)
				: student.everyBlock(x))), sgd);
		});
	}
}
