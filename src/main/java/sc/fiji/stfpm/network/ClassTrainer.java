package sc.fiji.stfpm.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * A network that learns to tell the class of every place of an image, from the features of layer1, of layer2 and of layer3
 * alike, each by a linear head of its own on standardised channels. Holds native memory until closed. Not thread-safe, and one trainer at a time may step.
 */
public final class ClassTrainer extends PyramidTrainer {
	private static final double HEAD_DEVIATION = 0.5;

	private final List<Backbone.Stage> stages;
	private final Map<String, NDArray> heads = new LinkedHashMap<>();

	/**
	 * @param start not changed itself
	 * @param classes to tell apart
	 * @param seed of the heads' first weights
	 */
	public ClassTrainer(BackboneWeights start, int classes, long seed, ComputeDevice device) {
		super(start, device);
		stages = start.backbone().stages();
		Random random = new Random(seed);
		for (Backbone.Stage stage : stages) {
			float[] weight = new float[classes * stage.channels()];
			for (int i = 0; i < weight.length; i++)
				weight[i] = (float) (HEAD_DEVIATION * random.nextGaussian());
			head(weightOf(stage), weight, classes, stage.channels(), 1, 1);
			head(biasOf(stage), new float[classes], classes);
		}
	}

	private static String weightOf(Backbone.Stage stage) {
		return stage.name() + ".weight";
	}

	private static String biasOf(Backbone.Stage stage) {
		return stage.name() + ".bias";
	}

	private void head(String name, float[] values, long... shape) {
		NDArray array;
		try (NDArray shared = manager.create(values, new Shape(shape))) {
			array = shared.duplicate();
		}
		array.setRequiresGradient(true);
		heads.put(name, array);
		learn("head." + name, array);
	}

	/** Copies of the heads' parameters, by name, row-major. */
	public Map<String, float[]> heads() {
		Map<String, float[]> values = new LinkedHashMap<>();
		heads.forEach((name, array) -> values.put(name, array.toFloatArray()));
		return values;
	}

	/** Puts back what {@link #heads()} gave. */
	public void setHeads(Map<String, float[]> values) {
		heads.forEach((name, array) -> load(array, values.get(name)));
	}

	/**
	 * One training step.
	 *
	 * @param images {@code n * 3 * height * width} normalised values in [N, C, H, W] order
	 * @param labels {@code n * height * width} classes from 0
	 * @return the cross-entropy in nats before the step, averaged over places, summed over layers
	 * @throws ArithmeticException if it is not finite; the network is then unchanged but for its running statistics
	 */
	public double step(float[] images, int[] labels, int height, int width, Sgd sgd) {
		return alone(() -> {
			NDArray x = input.fill(manager, images, labels.length / (height * width), height, width);
			return descend(() -> crossEntropy(student.forward(x), labels, height, width), sgd);
		});
	}

	private NDArray crossEntropy(List<NDArray> features, int[] labels, int height, int width) {
		List<NDArray> losses = new ArrayList<>();
		for (int l = 0; l < stages.size(); l++) {
			Backbone.Stage stage = stages.get(l);
			NDArray logits = Conv2d.conv2d(standardised(features.get(l)), heads.get(weightOf(stage)), heads.get(biasOf(stage))).singletonOrThrow();
			NDArray wanted = logits.getManager().create(every(stage.stride(), labels, height, width), new Shape(logits.getShape()
				.get(0), 1, logits.getShape().get(2), logits.getShape().get(3)));
			losses.add(logits.logSoftmax(1).gather(wanted, 1).mean().neg());
		}
		return losses.get(0).add(losses.get(1)).add(losses.get(2));
	}

	/** Channels of mean 0 and variance 1 over the batch, over the square root of their number: logits then begin at about 1. */
	private static NDArray standardised(NDArray features) {
		Shape channels = new Shape(features.getShape().get(1));
		NDManager within = features.getManager();
		NDArray scale = within.full(channels, (float) (1 / Math.sqrt(channels.get(0))));
		return features.getNDArrayInternal().batchNorm(features, within.zeros(channels), within.ones(channels), scale, within.zeros(
			channels), -1, 0, (float) ConvParameters.EPSILON, true).singletonOrThrow();
	}

	/** The labels at the pixels that the features are centred on. */
	private static long[] every(int stride, int[] labels, int height, int width) {
		int images = labels.length / (height * width), rows = (height + stride - 1) / stride, columns = (width + stride - 1) / stride;
		long[] picked = new long[images * rows * columns];
		int next = 0;
		for (int i = 0; i < images; i++)
			for (int y = 0; y < height; y += stride)
				for (int x = 0; x < width; x += stride)
					picked[next++] = labels[(i * height + y) * width + x];
		return picked;
	}
}
