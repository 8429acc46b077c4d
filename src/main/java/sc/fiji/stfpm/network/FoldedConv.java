package sc.fiji.stfpm.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** A frozen convolution into which its batch norm is folded: evaluation-mode arithmetic, no gradients. */
final class FoldedConv implements ConvUnit {
	private final NDArray weight;
	private final NDArray bias;
	private final Shape stride;
	private final Shape padding;

	/** {@code w' = w g / sqrt(v + eps)}, {@code b' = b - m g / sqrt(v + eps)}, computed in double precision. */
	FoldedConv(NDManager manager, ConvParameters p) {
		int out = (int) p.shape()[0];
		int perOutput = p.weight().length / out;
		float[] w = new float[p.weight().length];
		float[] b = new float[out];
		for (int o = 0; o < out; o++) {
			double scale = p.gamma()[o] / Math.sqrt(p.variance()[o] + ConvParameters.EPSILON);
			for (int i = o * perOutput; i < (o + 1) * perOutput; i++)
				w[i] = (float) (p.weight()[i] * scale);
			b[o] = (float) (p.beta()[o] - p.mean()[o] * scale);
		}
		weight = ChannelsLast.create(manager, w, p.shape());
		bias = manager.create(b);
		stride = new Shape(p.stride(), p.stride());
		padding = new Shape(p.padding(), p.padding());
	}

	@Override
	public NDArray apply(NDArray x) {
		return Pointwise.conv(x, weight, bias, stride, padding);
	}
}
