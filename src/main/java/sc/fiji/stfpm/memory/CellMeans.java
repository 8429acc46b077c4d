package sc.fiji.stfpm.memory;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Gathers the mean of the channel-normalised features over each cell of a 3 x 3 grid over an image, layer by layer, from one part of the
 * image or from many. Not thread-safe.
 */
public final class CellMeans {
	/** Of a side of the grid. */
	private static final int SIDE = 3;
	/** Of the grid, row by row. */
	public static final int CELLS = SIDE * SIDE;

	/**
	 * A layer of the network.
	 *
	 * @param channels of its features
	 * @param stride input pixels from one feature to the next
	 */
	public record Layer(int channels, int stride) {}

	private final List<Layer> layers;
	private final int width;
	private final int height;
	/** Of each layer, [cells, C]. */
	private final double[][] sums;
	private final long[][] counts;

	/**
	 * @param width of the network's input for the whole image, in pixels
	 * @param height of the same
	 */
	public CellMeans(List<Layer> layers, int width, int height) {
		this.layers = List.copyOf(layers);
		this.width = width;
		this.height = height;
		sums = layers.stream().map(layer -> new double[CELLS * layer.channels]).toArray(double[][]::new);
		counts = new long[layers.size()][CELLS];
	}

	/**
	 * A part of the image that the network sees at once.
	 *
	 * @param readX left edge of all of it, in pixels of the whole, a multiple of the strides; readY its upper edge
	 * @param x left edge of what counts of it, a multiple of the strides; y its upper edge
	 */
	public Part part(int readX, int readY, int x, int y, int partWidth, int partHeight) {
		return new Part(readX, readY, x, y, partWidth, partHeight);
	}

	/** The image as one part. */
	public Part whole() {
		return part(0, 0, 0, 0, width, height);
	}

	/** A part of the image, whose features are added. */
	public final class Part {
		private final int readX, readY, x, y, partWidth, partHeight;

		private Part(int readX, int readY, int x, int y, int partWidth, int partHeight) {
			this.readX = readX;
			this.readY = readY;
			this.x = x;
			this.y = y;
			this.partWidth = partWidth;
			this.partHeight = partHeight;
		}

		/** Where what counts begins in the part's feature map of a layer: its column. */
		public int column(int layer) {
			return (x - readX) / layers.get(layer).stride;
		}

		/** Where what counts begins in the part's feature map of a layer: its row. */
		public int row(int layer) {
			return (y - readY) / layers.get(layer).stride;
		}

		/** How many columns of a layer's feature map count. */
		public int columns(int layer) {
			return places(x + partWidth, layers.get(layer).stride) - x / layers.get(layer).stride;
		}

		/** How many rows of a layer's feature map count. */
		public int rows(int layer) {
			return places(y + partHeight, layers.get(layer).stride) - y / layers.get(layer).stride;
		}

		/**
		 * Which features of a layer belong to which cell.
		 *
		 * @param layer its number among the layers
		 * @param columns of the part's feature map
		 * @param rows of the part's feature map
		 * @return [cells, rows, columns], 1 for those that do and count, else 0
		 */
		public float[] membership(int layer, int columns, int rows) {
			int stride = layers.get(layer).stride;
			int left = x / stride, right = places(x + partWidth, stride), top = y / stride, bottom = places(y + partHeight, stride);
			int allColumns = places(width, stride), allRows = places(height, stride);
			float[] members = new float[CELLS * rows * columns];
			for (int row = top; row < bottom; row++)
				for (int column = left; column < right; column++) {
					int cell = row * SIDE / allRows * SIDE + column * SIDE / allColumns;
					members[(cell * rows + row - readY / stride) * columns + column - readX / stride] = 1;
				}
			return members;
		}

		/**
		 * Adds a layer's features.
		 *
		 * @param membership of the layer
		 * @param partSums sums of the features of each cell, [cells, C]
		 */
		public void add(int layer, float[] membership, float[] partSums) {
			for (int i = 0; i < partSums.length; i++)
				sums[layer][i] += partSums[i];
			int places = membership.length / CELLS;
			for (int i = 0; i < membership.length; i++)
				if (membership[i] > 0) counts[layer][i / places]++;
		}
	}

	/**
	 * Adds what was gathered of other parts of the same image. Where each tile's features are gathered by themselves and added in the order
	 * of the tiles, the sums are to the last bit those of all tiles gathered one after the other.
	 */
	public void add(CellMeans other) {
		if (!layers.equals(other.layers) || width != other.width || height != other.height) throw new IllegalArgumentException(
			"Means of an image of " + other.width + " x " + other.height + " pixels cannot be added to those of " + width + " x " + height);
		for (int l = 0; l < sums.length; l++) {
			for (int i = 0; i < sums[l].length; i++)
				sums[l][i] += other.sums[l][i];
			for (int q = 0; q < CELLS; q++)
				counts[l][q] += other.counts[l][q];
		}
	}

	/** Bytes that {@link #save} writes. */
	public int bytes() {
		return layers.stream().mapToInt(layer -> CELLS * (layer.channels * Double.BYTES + Long.BYTES)).sum();
	}

	/** Writes what was gathered so far. */
	public void save(ByteBuffer out) {
		for (int l = 0; l < sums.length; l++) {
			for (double sum : sums[l])
				out.putDouble(sum);
			for (long count : counts[l])
				out.putLong(count);
		}
	}

	/** Goes on from what was saved of the same layers, in place of what was gathered here. */
	public void restore(ByteBuffer in) {
		for (int l = 0; l < sums.length; l++) {
			for (int i = 0; i < sums[l].length; i++)
				sums[l][i] = in.getDouble();
			for (int q = 0; q < CELLS; q++)
				counts[l][q] = in.getLong();
		}
	}

	/** The means, [cells, D], of all layers one after the other; 0 where a cell has no feature. */
	public float[] means() {
		int values = layers.stream().mapToInt(Layer::channels).sum();
		float[] means = new float[CELLS * values];
		for (int l = 0, from = 0; l < sums.length; from += layers.get(l++).channels)
			for (int q = 0; q < CELLS; q++)
				for (int c = 0, channels = layers.get(l).channels; c < channels; c++)
					means[q * values + from + c] = (float) (sums[l][q * channels + c] / Math.max(1, counts[l][q]));
		return means;
	}

	/** The means of several as those of one, cell by cell one after the other; one alone as it is. */
	public static float[] joined(List<float[]> means) {
		if (means.size() == 1) return means.get(0);
		int values = means.stream().mapToInt(one -> one.length / CELLS).sum();
		float[] joined = new float[CELLS * values];
		for (int q = 0; q < CELLS; q++) {
			int at = q * values;
			for (float[] one : means) {
				System.arraycopy(one, q * one.length / CELLS, joined, at, one.length / CELLS);
				at += one.length / CELLS;
			}
		}
		return joined;
	}

	private static int places(int pixels, int stride) {
		return (pixels + stride - 1) / stride;
	}
}
