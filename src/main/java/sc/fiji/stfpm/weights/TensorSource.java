package sc.fiji.stfpm.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * An open weight file. Names, types and shapes are known and checked from the moment it is open; values are read when
 * asked for. Safe to read from several threads until closed; the caller who opened it closes it.
 */
public interface TensorSource extends AutoCloseable {
	Path path();

	/** The tensors' names, in the order of the file; unmodifiable. */
	Set<String> names();

	/** What the file says about itself besides tensors; unmodifiable, maybe empty. */
	Map<String, String> metadata();

	/** @throws IllegalArgumentException naming the file, if it has no such tensor */
	DType dtype(String name);

	/**
	 * The extents, outermost axis first.
	 *
	 * @throws IllegalArgumentException naming the file, if it has no such tensor
	 */
	long[] shape(String name);

	/**
	 * Reads one tensor.
	 *
	 * @throws WeightFileException if there is no such tensor or its bytes cannot be read
	 */
	Tensor tensor(String name) throws IOException;

	@Override
	void close() throws IOException;
}
