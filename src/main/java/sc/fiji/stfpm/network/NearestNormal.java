package sc.fiji.stfpm.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import sc.fiji.stfpm.memory.LearnedBank.Replacement;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.memory.Neighbourhoods;
import sc.fiji.stfpm.memory.Neighbourhoods.Block;

/**
 * A {@link MemoryBank} on a device. Whitening is one product {@code V = F A + B}, and the distances to all vectors are another:
 * with a column of ones behind V and the squared lengths behind the memory, {@code V M^T} is {@code |m|^2 - 2 v m}, whose
 * smallest value of each row lacks but {@code |v|^2}.
 * <p>
 * Where positions count, a block of places is compared with the vectors near it first. What lies elsewhere is farther than the
 * radius by its position alone, so that only places with nothing nearer are compared with all of them. The result is the same.
 */
final class NearestNormal implements AutoCloseable {
	/** A squared length so large that nothing is near. */
	private static final float NOWHERE = 1e30f;

	private record BlockMemory(Block block, NDArray memory) {}

	private final NDManager manager;
	private final MemoryBank bank;
	/** [C, D + 1]; its columns for position and ones are 0. */
	private final NDArray whitening;
	/** [D + 1], what whitening adds to a feature, and the one. */
	private final float[] offset;
	/** [K, D + 1]. */
	private final float[] rows;
	/** The same on the device. */
	private final NDArray memoryRows;
	/** A view of it, [D + 1, K]. */
	private final NDArray memory;
	/** What now stands in place of some vectors; null where none does. */
	private Replacement replaced;
	private NDManager forShape;
	private Shape shape;
	private NDArray added;
	private List<BlockMemory> blocks = List.of();

	NearestNormal(NDManager parent, MemoryBank bank) {
		this.bank = bank;
		manager = parent.newSubManager();
		int columns = (int) bank.vectors().shape()[1] + 1;
		whitening = manager.create(factor(bank, columns), new Shape(bank.whitening().channels(), columns));
		offset = offset(bank, columns);
		rows = augmented(bank.vectors().floats(), columns - 1);
		try (NDArray array = manager.create(rows, new Shape(bank.size(), columns))) {
			// A copy, since the engine takes an array's memory from Java and a view does not keep it.
			memoryRows = array.duplicate();
		}
		memory = memoryRows.transpose();
	}

	/** Puts other vectors in the place of some, and back what the last call replaced. */
	void replace(Replacement replacement) {
		int columns = offset.length;
		if (replaced != null) set(replaced.from(), Arrays.copyOfRange(rows, replaced.from() * columns, (replaced.from()
			+ replaced.vectors().length) * columns));
		float[] list = new float[replacement.vectors().length * columns];
		for (int i = 0; i < replacement.vectors().length; i++) {
			float[] vector = replacement.vectors()[i];
			if (vector == null) list[(i + 1) * columns - 1] = NOWHERE;
			else System.arraycopy(augmented(vector, columns - 1), 0, list, i * columns, columns);
		}
		set(replacement.from(), list);
		replaced = replacement;
	}

	private void set(int from, float[] list) {
		int count = list.length / offset.length;
		if (count == 0) return;
		try (NDArray array = manager.create(list, new Shape(count, offset.length))) {
			memoryRows.set(new NDIndex("{}:{}", from, from + count), array);
		}
	}

	private static float[] factor(MemoryBank bank, int columns) {
		int channels = bank.whitening().channels();
		float[] matrix = bank.whitening().matrix(), factor = new float[channels * columns];
		float root = (float) (1 / Math.sqrt(channels));
		for (int i = 0; i < channels; i++)
			for (int j = 0; j < channels; j++)
				factor[i * columns + j] = matrix[j * channels + i] * root;
		return factor;
	}

	private static float[] offset(MemoryBank bank, int columns) {
		int channels = bank.whitening().channels();
		float[] mean = bank.whitening().mean(), matrix = bank.whitening().matrix(), offset = new float[columns];
		for (int i = 0; i < channels; i++) {
			double sum = 0;
			for (int j = 0; j < channels; j++)
				sum += (double) matrix[i * channels + j] * mean[j];
			offset[i] = (float) (-sum / Math.sqrt(channels));
		}
		offset[columns - 1] = 1;
		return offset;
	}

	/** {@code (-2 m, |m|^2)} for every vector. */
	private static float[] augmented(float[] vectors, int width) {
		int count = vectors.length / width;
		float[] rows = new float[count * (width + 1)];
		for (int i = 0; i < count; i++) {
			double square = 0;
			for (int k = 0; k < width; k++) {
				float value = vectors[i * width + k];
				rows[i * (width + 1) + k] = -2 * value;
				square += (double) value * value;
			}
			rows[i * (width + 1) + width] = (float) square;
		}
		return rows;
	}

	private static NDArray columns(NDManager owner, float[] rows, int columns) {
		try (NDArray array = owner.create(rows, new Shape(rows.length / columns, columns)); NDArray turned = array
			.transpose())
		{
			return turned.duplicate();
		}
	}

	/** Distances of one image, from its pooled features [1, C, h, w]. */
	DistanceMap map(NDArray pooled) {
		int h = (int) pooled.getShape().get(2), w = (int) pooled.getShape().get(3);
		try (NDArray places = PooledFeatures.rows(pooled)) {
			return new DistanceMap(h, w, distances(places, h, w));
		}
	}

	/**
	 * Distances of one image's places to the nearest normal vector, on the layer's scale.
	 *
	 * @param pooled [h w, C] channel-normalised features, averaged over their 3 x 3 neighbours
	 * @return h w values
	 */
	float[] distances(NDArray pooled, int height, int width) {
		prepare(height, width);
		try (NDArray whitened = pooled.matMul(whitening).addi(added); NDArray squares = whitened.square(); NDArray lengths = squares.sum(
			new int[] { 1 }))
		{
			float[] values = lengths.toFloatArray();
			if (blocks.isEmpty() || replaced != null) all(whitened, values);
			else byBlocks(whitened, height, width, values);
			for (int i = 0; i < values.length; i++)
				values[i] = Math.max(0, values[i]) / bank.scale();
			return values;
		}
	}

	/** @param values squared lengths, with the one of the last column; become squared distances */
	private void all(NDArray whitened, float[] values) {
		float[] nearest = RowMinimum.ofProduct(whitened, memory);
		for (int i = 0; i < nearest.length; i++)
			values[i] += nearest[i] - 1;
	}

	private void byBlocks(NDArray whitened, int height, int width, float[] values) {
		int columns = offset.length;
		List<Integer> far = new ArrayList<>();
		try (NDArray grid = whitened.reshape(height, width, columns)) {
			for (BlockMemory part : blocks) {
				Block b = part.block;
				try (NDArray inside = grid.get(new NDIndex("{}:{}, {}:{}", b.y(), b.y() + b.height(), b.x(), b.x() + b.width()));
						NDArray list = inside.reshape(b.width() * b.height(), columns))
				{
					float[] nearest = RowMinimum.ofProduct(list, part.memory);
					for (int i = 0; i < nearest.length; i++) {
						int place = (b.y() + i / b.width()) * width + b.x() + i % b.width();
						float distance = values[place] - 1 + nearest[i];
						if (distance > b.squaredRadius()) far.add(place);
						else values[place] = distance;
					}
				}
			}
		}
		if (!far.isEmpty()) compareWithAll(whitened.toFloatArray(), far, values);
	}

	private void compareWithAll(float[] whitened, List<Integer> places, float[] values) {
		int columns = offset.length;
		float[] list = new float[places.size() * columns];
		for (int i = 0; i < places.size(); i++)
			System.arraycopy(whitened, places.get(i) * columns, list, i * columns, columns);
		try (NDArray some = manager.create(list, new Shape(places.size(), columns))) {
			float[] nearest = RowMinimum.ofProduct(some, memory);
			for (int i = 0; i < nearest.length; i++)
				values[places.get(i)] += nearest[i] - 1;
		}
	}

	/** Makes what depends on the size of the feature map, and is kept for the next image. */
	private void prepare(int height, int width) {
		Shape wanted = new Shape(height, width);
		if (wanted.equals(shape)) return;
		// Until all is made: there may be no memory for it, and the next image may need the same.
		shape = null;
		if (forShape != null) forShape.close();
		forShape = manager.newSubManager();
		int columns = offset.length;
		if (bank.positionWeight() == 0) {
			added = kept(forShape.create(offset));
			shape = wanted;
			return;
		}
		added = kept(forShape.create(withPositions(height, width), new Shape(height * width, columns)));
		blocks = Neighbourhoods.of(bank, height, width).stream().map(block -> new BlockMemory(block, kept(columns(forShape,
			block.rows(rows, columns), columns)))).toList();
		shape = wanted;
	}

	/** Whatever scope is open: it ends with the image. */
	private static NDArray kept(NDArray array) {
		NDScope.unregister(array);
		return array;
	}

	private float[] withPositions(int height, int width) {
		int columns = offset.length, channels = bank.whitening().channels();
		float[] values = new float[height * width * columns];
		for (int y = 0, at = 0; y < height; y++)
			for (int x = 0; x < width; x++, at += columns) {
				System.arraycopy(offset, 0, values, at, columns);
				values[at + channels] = bank.positionWeight() * MemoryBank.position(x, width);
				values[at + channels + 1] = bank.positionWeight() * MemoryBank.position(y, height);
			}
		return values;
	}

	@Override
	public void close() {
		manager.close();
	}
}
