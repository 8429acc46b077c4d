package sc.fiji.stfpm.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * Wide convolutions of 1 x 1 pixels as products of matrices, which on channels-last data is the same arithmetic on the same
 * memory. The engine's own cannot be trusted on some processors with AVX-512: with a Wide-ResNet's stride of 2, oneDNN
 * computes wrong values for 512 outputs and divides by zero, which ends the virtual machine, where it plans 1024. Fewer
 * channels, and with them a ResNet-18, are right.
 */
final class Pointwise {
	private static final int WIDE = 512;

	private Pointwise() {}

	/**
	 * A convolution of any kernel.
	 *
	 * @param x [N, C, H, W]
	 * @param weight [O, C, k, k]
	 * @param bias [O], or null
	 */
	static NDArray conv(NDArray x, NDArray weight, NDArray bias, Shape stride, Shape padding) {
		Shape shape = weight.getShape();
		if (shape.get(2) != 1 || Math.max(shape.get(0), shape.get(1)) < WIDE)
			return Conv2d.conv2d(x, weight, bias, stride, padding).singletonOrThrow();
		if (stride.get(0) == 1) return product(x, weight, bias);
		try (NDArray seen = x.get(new NDIndex(":, :, ::{}, ::{}", stride.get(0), stride.get(1)))) {
			return product(seen, weight, bias);
		}
	}

	private static NDArray product(NDArray x, NDArray weight, NDArray bias) {
		long n = x.getShape().get(0), h = x.getShape().get(2), w = x.getShape().get(3);
		long in = weight.getShape().get(1), out = weight.getShape().get(0);
		try (NDArray last = x.transpose(0, 2, 3, 1); NDArray pixels = last.reshape(n * h * w, in);
				NDArray square = weight.reshape(out, in); NDArray matrix = square.transpose();
				NDArray y = pixels.matMul(matrix))
		{
			if (bias == null) return unrolled(y, n, h, w, out);
			try (NDArray shifted = y.add(bias)) {
				return unrolled(shifted, n, h, w, out);
			}
		}
	}

	private static NDArray unrolled(NDArray pixels, long n, long h, long w, long out) {
		try (NDArray last = pixels.reshape(n, h, w, out)) {
			return last.transpose(0, 3, 1, 2);
		}
	}
}
