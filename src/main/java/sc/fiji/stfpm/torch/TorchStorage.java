package sc.fiji.stfpm.torch;

import sc.fiji.stfpm.weights.DType;

/**
 * A flat run of elements in a checkpoint that one or more tensors look into.
 *
 * @param key its name within the checkpoint
 * @param size number of elements
 */
record TorchStorage(String key, DType dtype, long size) {
	TorchStorage {
		if (size < 0 || size > Long.MAX_VALUE / dtype.bytes())
			throw new IllegalArgumentException("storage " + key + " cannot have " + size + " elements");
	}

	long bytes() {
		return size * dtype.bytes();
	}
}
