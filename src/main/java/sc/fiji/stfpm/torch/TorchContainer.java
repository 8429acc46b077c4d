package sc.fiji.stfpm.torch;

import java.io.Closeable;
import java.io.IOException;

/** One of the two layouts that {@code torch.save} has had. */
interface TorchContainer extends Closeable {
	/** The saved object: maps, lists, numbers, strings and {@link TorchTensor}s. */
	Object root();

	/** All bytes of a storage, little-endian; a storage of this container's {@link #root()}. */
	byte[] read(TorchStorage storage) throws IOException;
}
