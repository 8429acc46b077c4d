package sc.fiji.stfpm.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import sc.fiji.stfpm.weights.Convolution;
import sc.fiji.stfpm.weights.FoldedConvolution;

/** A frozen convolution into which its batch norm is folded: evaluation-mode arithmetic, no gradients. */
final class FoldedConv implements ConvUnit {
	private final NDArray weight;
	private final NDArray bias;
	private final Shape stride;
	private final Shape padding;

	FoldedConv(NDManager manager, FoldedConvolution folded) {
		Convolution c = folded.convolution();
		weight = ChannelsLast.create(manager, folded.weight(), c.weightShape());
		bias = manager.create(folded.bias());
		stride = new Shape(c.stride(), c.stride());
		padding = new Shape(c.padding(), c.padding());
	}

	@Override
	public NDArray apply(NDArray x) {
		return Pointwise.conv(x, weight, bias, stride, padding);
	}
}
