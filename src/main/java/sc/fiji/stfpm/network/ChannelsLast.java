package sc.fiji.stfpm.network;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Arrays of shape [N, C, H, W] whose memory is laid out [N, H, W, C]: the engine keeps that layout through a whole
 * network and its convolutions run faster on it.
 */
final class ChannelsLast {
	/** Pixels that are laid out at a time, so that they stay in the processor's cache. */
	private static final int PIXELS = 1 << 14;

	private ChannelsLast() {}

	/** A native array that owns its memory, from row-major [N, C, H, W] values. */
	static NDArray create(NDManager manager, float[] values, long... shape) {
		ByteBuffer buffer = manager.allocateDirect(values.length * Float.BYTES);
		try (NDArray view = view(manager, buffer, values, shape)) {
			return view.duplicate();
		}
	}

	/**
	 * An array over the buffer's memory, filled from row-major [N, C, H, W] values. The buffer must live as long as the
	 * array; it can be filled again when the array is closed.
	 */
	static NDArray view(NDManager manager, ByteBuffer buffer, float[] values, long... shape) {
		int n = (int) shape[0], c = (int) shape[1], area = (int) (shape[2] * shape[3]);
		FloatBuffer floats = buffer.asFloatBuffer();
		float[] pixels = new float[c * Math.min(area, PIXELS)];
		for (int i = 0; i < n; i++)
			for (int begin = 0; begin < area; begin += PIXELS) {
				int count = Math.min(PIXELS, area - begin);
				for (int k = 0; k < c; k++)
					for (int p = 0, from = (i * c + k) * area + begin; p < count; p++)
						pixels[p * c + k] = values[from + p];
				floats.put(pixels, 0, count * c);
			}
		try (NDArray packed = manager.create(buffer, new Shape(shape[0], shape[2], shape[3], shape[1]), DataType.FLOAT32)) {
			return packed.transpose(0, 3, 1, 2);
		}
	}
}
