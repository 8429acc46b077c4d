package sc.fiji.stfpm.torch;

import java.util.Arrays;

import sc.fiji.stfpm.weights.Tensor;

/**
 * A strided view of a storage, as PyTorch saves a tensor. Offset and strides count elements; the view is known to lie
 * within its storage.
 */
record TorchTensor(TorchStorage storage, long offset, long[] shape, long[] strides) {
	/** A broadcast view repeats elements; beyond this many, a few bytes of file could ask for any amount of memory. */
	private static final long MAX_REPEATED = 1 << 24;

	TorchTensor {
		if (shape.length != strides.length || offset < 0)
			throw new IllegalArgumentException("a tensor of shape " + Arrays.toString(shape) + " has strides "
				+ Arrays.toString(strides) + " and offset " + offset);
		long elements = Tensor.byteCount(storage.dtype(), shape) / storage.dtype().bytes();
		try {
			long last = offset;
			for (int axis = 0; axis < shape.length; axis++) {
				if (strides[axis] < 0)
					throw new IllegalArgumentException("a tensor has the negative stride " + strides[axis]);
				if (elements > 0)
					last = Math.addExact(last, Math.multiplyExact(shape[axis] - 1, strides[axis]));
			}
			if (elements > 0 ? last >= storage.size() : offset > storage.size())
				throw new IllegalArgumentException("a tensor of shape " + Arrays.toString(shape) + ", strides "
					+ Arrays.toString(strides) + " and offset " + offset + " reaches beyond the " + storage.size()
					+ " elements of storage " + storage.key());
		}
		catch (ArithmeticException e) {
			throw new IllegalArgumentException("a tensor has the impossible strides " + Arrays.toString(strides), e);
		}
		if (elements > Math.max(storage.size(), MAX_REPEATED))
			throw new IllegalArgumentException("a tensor of shape " + Arrays.toString(shape) + " repeats the "
				+ storage.size() + " elements of storage " + storage.key() + " too often");
	}

	/** The elements in row-major order. */
	Tensor copyFrom(byte[] storageBytes) {
		int width = storage.dtype().bytes();
		byte[] bytes = new byte[(int) Tensor.byteCount(storage.dtype(), shape)];
		if (isRowMajor())
			System.arraycopy(storageBytes, (int) offset * width, bytes, 0, bytes.length);
		else
			copyStrided(storageBytes, bytes, width);
		return Tensor.ofBytes(storage.dtype(), bytes, shape);
	}

	private boolean isRowMajor() {
		long expected = 1;
		for (int axis = shape.length - 1; axis >= 0; axis--) {
			if (shape[axis] != 1 && strides[axis] != expected)
				return false;
			expected *= shape[axis];
		}
		return true;
	}

	private void copyStrided(byte[] from, byte[] to, int width) {
		long[] index = new long[shape.length];
		long element = offset;
		for (int done = 0; done < to.length; done += width) {
			System.arraycopy(from, (int) element * width, to, done, width);
			for (int axis = shape.length - 1; axis >= 0; axis--) {
				element += strides[axis];
				if (++index[axis] < shape[axis])
					break;
				element -= strides[axis] * shape[axis];
				index[axis] = 0;
			}
		}
	}
}
