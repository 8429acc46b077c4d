package sc.fiji.stfpm.weights;

/**
 * A frozen convolution into which its batch norm is folded: evaluation-mode arithmetic. Arrays are not copied.
 *
 * @param weight [out, in, kernel, kernel], row-major
 * @param bias a value an output channel
 */
public record FoldedConvolution(Convolution convolution, float[] weight, float[] bias) {
	/** {@code w' = w g / sqrt(v + eps)}, {@code b' = b - m g / sqrt(v + eps)}, computed in double precision. */
	public static FoldedConvolution of(BackboneWeights weights, Convolution c) {
		String norm = c.batchNorm();
		float[] w = weights.floats(c.weight()), gamma = weights.floats(norm + ".weight"), beta = weights.floats(norm + ".bias");
		float[] mean = weights.floats(norm + ".running_mean"), variance = weights.floats(norm + ".running_var"), bias = new float[c.out()];
		int perOutput = w.length / c.out();
		for (int o = 0; o < c.out(); o++) {
			double scale = gamma[o] / Math.sqrt(variance[o] + Convolution.EPSILON);
			for (int i = o * perOutput; i < (o + 1) * perOutput; i++)
				w[i] = (float) (w[i] * scale);
			bias[o] = (float) (beta[o] - mean[o] * scale);
		}
		return new FoldedConvolution(c, w, bias);
	}
}
