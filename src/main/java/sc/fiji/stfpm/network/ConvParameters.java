package sc.fiji.stfpm.network;

import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Convolution;

/**
 * The values of one convolution and its batch norm, named as torchvision names them.
 *
 * @param weight [out, in, k, k], row-major
 * @param shape of the weight
 * @param gamma the batch norm's weight, one value an output channel, as the following three
 * @param beta the batch norm's bias
 * @param mean running mean
 * @param variance running variance
 */
record ConvParameters(float[] weight, long[] shape, float[] gamma, float[] beta, float[] mean, float[] variance,
	int stride, int padding)
{
	/** torchvision's batch norm epsilon. */
	static final double EPSILON = Convolution.EPSILON;

	static ConvParameters read(BackboneWeights weights, Convolution c) {
		String norm = c.batchNorm();
		return new ConvParameters(weights.floats(c.weight()), c.weightShape(), weights.floats(norm + ".weight"), weights
			.floats(norm + ".bias"), weights.floats(norm + ".running_mean"), weights.floats(norm + ".running_var"), c.stride(), c
				.padding());
	}
}
