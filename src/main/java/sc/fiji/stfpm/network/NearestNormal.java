package sc.fiji.stfpm.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import sc.fiji.stfpm.memory.MemoryBank;

/**
 * A {@link MemoryBank} on a device. Whitening is one product {@code V = F A + B}, and the distances to all vectors are another:
 * with a column of ones behind V and the squared lengths behind the memory, {@code V M^T} is {@code |m|^2 - 2 v m}, whose
 * smallest value of each row lacks but {@code |v|^2}.
 */
final class NearestNormal implements AutoCloseable {
	/** Rows of a product, which then stays in the processor's cache until its minimum is taken. */
	private static final int ROWS = 1024;

	private final NDManager manager;
	private final int channels;
	private final float positionWeight;
	private final float scale;
	/** [C, D + 1]; its columns for position and ones are 0. */
	private final NDArray whitening;
	/** [D + 1], what whitening adds to a feature, and the one. */
	private final float[] offset;
	/** [D + 1, K]. */
	private final NDArray memory;
	private NDArray added;
	private Shape addedFor;

	NearestNormal(NDManager parent, MemoryBank bank) {
		manager = parent.newSubManager();
		channels = bank.whitening().channels();
		positionWeight = bank.positionWeight();
		scale = bank.scale();
		int width = (int) bank.vectors().shape()[1];
		whitening = manager.create(factor(bank, width + 1), new Shape(channels, width + 1));
		offset = offset(bank, width + 1);
		try (NDArray rows = manager.create(augmented(bank.vectors().floats(), width), new Shape(bank.size(), width + 1));
				NDArray columns = rows.transpose())
		{
			memory = columns.duplicate();
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

	/**
	 * Distances of one image's places to the nearest normal vector, on the layer's scale.
	 *
	 * @param pooled [h w, C] channel-normalised features, averaged over their 3 x 3 neighbours
	 * @return h w values
	 */
	float[] distances(NDArray pooled, int height, int width) {
		try (NDArray product = pooled.matMul(whitening); NDArray whitened = product.add(added(height, width));
				NDArray squares = whitened.square(); NDArray lengths = squares.sum(new int[] { 1 }))
		{
			float[] values = lengths.toFloatArray();
			int rows = height * width;
			for (int from = 0; from < rows; from += ROWS) {
				int to = Math.min(rows, from + ROWS);
				try (NDArray part = whitened.get(new NDIndex("{}:{}", from, to)); NDArray all = part.matMul(memory);
						NDArray nearest = all.min(new int[] { 1 }))
				{
					float[] minima = nearest.toFloatArray();
					// The column of ones is in the lengths, too.
					for (int i = 0; i < minima.length; i++)
						values[from + i] = Math.max(0, values[from + i] - 1 + minima[i]) / scale;
				}
			}
			return values;
		}
	}

	/** What is added to the product for every place: [h w, D + 1], or [D + 1] where all places are alike. */
	private NDArray added(int height, int width) {
		Shape shape = new Shape(height, width);
		if (shape.equals(addedFor)) return added;
		if (added != null) added.close();
		addedFor = shape;
		added = positionWeight > 0 ? withPositions(height, width) : manager.create(offset);
		// Kept for the next image, whatever scope this one is computed in.
		NDScope.unregister(added);
		return added;
	}

	private NDArray withPositions(int height, int width) {
		int columns = offset.length;
		float[] values = new float[height * width * columns];
		for (int y = 0, at = 0; y < height; y++)
			for (int x = 0; x < width; x++, at += columns) {
				System.arraycopy(offset, 0, values, at, columns);
				values[at + channels] = positionWeight * MemoryBank.position(x, width);
				values[at + channels + 1] = positionWeight * MemoryBank.position(y, height);
			}
		return manager.create(values, new Shape(height * width, columns));
	}

	@Override
	public void close() {
		manager.close();
	}
}
