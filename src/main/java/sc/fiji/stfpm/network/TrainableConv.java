package sc.fiji.stfpm.network;

import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Convolution;

/**
 * A convolution with a true training-mode batch norm: batch statistics forward, running ones updated; unless they are
 * frozen.
 */
final class TrainableConv implements ConvUnit {
	private final NDArray weight, gamma, beta, mean, variance;
	private final Shape stride;
	private final Shape padding;
	private final BatchNormMode mode;

	/** Registers its arrays under their torchvision names: those with gradients, and the running statistics. */
	TrainableConv(NDManager manager, BackboneWeights weights, Convolution convolution, BatchNormMode mode,
		Map<String, NDArray> parameters, Map<String, NDArray> statistics)
	{
		ConvParameters p = ConvParameters.read(weights, convolution);
		weight = trainable(ChannelsLast.create(manager, p.weight(), p.shape()));
		gamma = trainable(owned(manager, p.gamma()));
		beta = trainable(owned(manager, p.beta()));
		mean = owned(manager, p.mean());
		variance = owned(manager, p.variance());
		stride = new Shape(p.stride(), p.stride());
		padding = new Shape(p.padding(), p.padding());
		this.mode = mode;
		String norm = convolution.batchNorm();
		parameters.put(convolution.weight(), weight);
		parameters.put(norm + ".weight", gamma);
		parameters.put(norm + ".bias", beta);
		statistics.put(norm + ".running_mean", mean);
		statistics.put(norm + ".running_var", variance);
	}

	@Override
	public NDArray apply(NDArray x) {
		NDArray y = Pointwise.conv(x, weight, null, stride, padding);
		// Axis -1 is the engine's own NCHW batch norm; an explicit axis takes a detour through transposed copies.
		return y.getNDArrayInternal().batchNorm(y, mean, variance, gamma, beta, -1, 1 - mode.momentum(),
			(float) ConvParameters.EPSILON, !mode.isFrozen()).singletonOrThrow();
	}

	private static NDArray owned(NDManager manager, float[] values) {
		try (NDArray shared = manager.create(values)) {
			return shared.duplicate();
		}
	}

	private static NDArray trainable(NDArray array) {
		array.setRequiresGradient(true);
		return array;
	}
}
