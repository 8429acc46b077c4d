package sc.fiji.stfpm.weights;

/**
 * A square convolution without bias, and the batch norm after it.
 *
 * @param name torchvision's name, such as {@code layer1.0.conv1}; its tensor is {@code name.weight} with shape [out, in,
 *          kernel, kernel]
 * @param batchNorm torchvision's name of the batch norm; its tensors are {@code weight}, {@code bias},
 *          {@code running_mean} and {@code running_var} with shape [out]
 * @param in input channels
 * @param out output channels
 * @param kernel odd width and height in pixels
 * @param stride step in pixels
 */
public record Convolution(String name, String batchNorm, int in, int out, int kernel, int stride) {
	/** torchvision's batch norm epsilon. */
	public static final double EPSILON = 1e-5;

	/** Zeros added on every side, so that output pixel y lies over input pixel {@code y * stride}. */
	public int padding() {
		return kernel / 2;
	}

	public String weight() {
		return name + ".weight";
	}

	public long[] weightShape() {
		return new long[] { out, in, kernel, kernel };
	}
}
