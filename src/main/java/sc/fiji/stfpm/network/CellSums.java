package sc.fiji.stfpm.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import sc.fiji.stfpm.memory.CellMeans;

/** Adds features up over the cells of an image, as products of matrices. Not thread-safe. */
final class CellSums {
	private record Members(float[] values, NDArray array) {}

	/** Sums of a layer's features over each cell. */
	record Gathered(int layer, float[] membership, float[] sums) {
		void addTo(CellMeans.Part part) {
			part.add(layer, membership, sums);
		}
	}

	private final NDManager manager;
	/** Of each layer the last ones, which are the same from image to image. */
	private final Map<Integer, Members> members = new HashMap<>();

	CellSums(NDManager manager) {
		this.manager = manager;
	}

	/**
	 * Sums up, and adds nothing yet: a call that fails later on, as memory runs out, may be made again.
	 *
	 * @param layer its number among those that are gathered
	 * @param normalised channel-normalised features [1, C, h, w]
	 */
	Gathered gather(int layer, NDArray normalised, CellMeans.Part part) {
		int rows = (int) normalised.getShape().get(2), columns = (int) normalised.getShape().get(3);
		Members now = members(layer, part.membership(layer, columns, rows), rows * columns);
		try (NDArray features = PooledFeatures.rows(normalised); NDArray sums = now.array.matMul(features)) {
			return new Gathered(layer, now.values, sums.toFloatArray());
		}
	}

	private Members members(int layer, float[] values, int places) {
		Members last = members.get(layer);
		if (last != null && Arrays.equals(last.values, values)) return last;
		if (last != null) {
			// There may be no memory for what follows.
			members.remove(layer);
			last.array.close();
		}
		Members now;
		try (NDArray array = manager.create(values, new Shape(CellMeans.CELLS, places))) {
			// A copy that owns its memory; and one that outlives the call.
			NDArray copy = array.duplicate();
			NDScope.unregister(copy);
			now = new Members(values, copy);
		}
		members.put(layer, now);
		return now;
	}
}
