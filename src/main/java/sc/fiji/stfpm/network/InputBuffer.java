package sc.fiji.stfpm.network;

import java.nio.ByteBuffer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * The memory that images are handed to the engine in, used again from call to call: buffers made anew would wait for the
 * garbage collector, and native memory would grow.
 */
final class InputBuffer {
	private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

	/**
	 * An array [N, 3, H, W] over the buffer, valid until the next call.
	 *
	 * @param images row-major values in that order
	 */
	NDArray fill(NDManager manager, float[] images, int n, int height, int width) {
		int bytes = Math.multiplyExact(Math.multiplyExact(3 * n, Float.BYTES), Math.multiplyExact(height, width));
		if (images.length != bytes / Float.BYTES) throw new IllegalArgumentException(n + " images of " + width + " x " + height
			+ " need " + bytes / Float.BYTES + " values, found " + images.length);
		if (buffer.capacity() != bytes) buffer = manager.allocateDirect(bytes);
		return ChannelsLast.view(manager, buffer, images, n, 3, height, width);
	}
}
