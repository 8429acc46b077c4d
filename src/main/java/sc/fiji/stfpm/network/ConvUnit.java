package sc.fiji.stfpm.network;

import ai.djl.ndarray.NDArray;

/** A convolution with its batch norm, as the blocks of a ResNet are made of. */
interface ConvUnit {
	/**
	 * @param x images or features [N, C, H, W], not closed
	 * @return [N, C', H', W'], the caller's to close
	 */
	NDArray apply(NDArray x);
}
