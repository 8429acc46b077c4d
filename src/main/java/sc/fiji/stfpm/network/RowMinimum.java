package sc.fiji.stfpm.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;

/**
 * The smallest value of each row of a product of matrices, a part of the rows at a time, so that the product is never there as a whole. A script
 * of the engine's own: DJL's minimum over an axis also looks for the place of each, which takes several times as long. Made by
 * {@code src/test/python/row_minimum.py}. Thread-safe.
 */
final class RowMinimum {
	private static final String SCRIPT = "row-minimum.pt";

	/** For the life of the virtual machine; it holds no arrays. Its block ends with it. */
	private static Model script;

	private RowMinimum() {}

	/**
	 * Multiplies.
	 *
	 * @param left [N, D]
	 * @param right [D, K], K at least 1
	 * @return N values
	 */
	static float[] ofProduct(NDArray left, NDArray right) {
		try (NDList minima = script().forward(new ParameterStore(left.getManager(), false), new NDList(left, right), false)) {
			return minima.singletonOrThrow().toFloatArray();
		}
	}

	private static synchronized Block script() {
		if (script == null) script = read();
		return script.getBlock();
	}

	private static Model read() {
		EngineSetup.engine();
		Model model = Model.newInstance(SCRIPT, Device.cpu(), "PyTorch");
		try (InputStream in = RowMinimum.class.getResourceAsStream(SCRIPT)) {
			model.load(in);
			return model;
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		catch (MalformedModelException e) {
			throw new IllegalStateException("The script " + SCRIPT + " of this plugin cannot be read; install it again", e);
		}
	}
}
