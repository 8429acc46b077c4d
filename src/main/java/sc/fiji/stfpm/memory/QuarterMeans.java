package sc.fiji.stfpm.memory;

import java.util.List;

/**
 * Gathers the mean of the channel-normalised features over each quarter of an image, layer by layer, from one part of the image or
 * from many. Not thread-safe.
 */
public final class QuarterMeans {
	/** Upper left, upper right, lower left, lower right. */
	public static final int QUARTERS = 4;

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
	/** Of each layer, [quarters, C]. */
	private final double[][] sums;
	private final long[][] counts;

	/**
	 * @param width of the network's input for the whole image, in pixels
	 * @param height of the same
	 */
	public QuarterMeans(List<Layer> layers, int width, int height) {
		this.layers = List.copyOf(layers);
		this.width = width;
		this.height = height;
		sums = layers.stream().map(layer -> new double[QUARTERS * layer.channels]).toArray(double[][]::new);
		counts = new long[layers.size()][QUARTERS];
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

		/**
		 * Which features of a layer belong to which quarter.
		 *
		 * @param layer its number among the layers
		 * @param columns of the part's feature map
		 * @param rows of the part's feature map
		 * @return [quarters, rows, columns], 1 for those that do and count, else 0
		 */
		public float[] membership(int layer, int columns, int rows) {
			int stride = layers.get(layer).stride;
			int left = x / stride, right = cells(x + partWidth, stride), top = y / stride, bottom = cells(y + partHeight, stride);
			int middleX = cells(width, stride) / 2, middleY = cells(height, stride) / 2;
			float[] members = new float[QUARTERS * rows * columns];
			for (int row = top; row < bottom; row++)
				for (int column = left; column < right; column++) {
					int quarter = (row < middleY ? 0 : 2) + (column < middleX ? 0 : 1);
					members[(quarter * rows + row - readY / stride) * columns + column - readX / stride] = 1;
				}
			return members;
		}

		/**
		 * Adds a layer's features.
		 *
		 * @param membership of the layer
		 * @param partSums sums of the features of each quarter, [quarters, C]
		 */
		public void add(int layer, float[] membership, float[] partSums) {
			for (int i = 0; i < partSums.length; i++)
				sums[layer][i] += partSums[i];
			int places = membership.length / QUARTERS;
			for (int i = 0; i < membership.length; i++)
				if (membership[i] > 0) counts[layer][i / places]++;
		}
	}

	/** The means, [quarters, D], of all layers one after the other; 0 where a quarter has no feature. */
	public float[] means() {
		int values = layers.stream().mapToInt(Layer::channels).sum();
		float[] means = new float[QUARTERS * values];
		for (int l = 0, from = 0; l < sums.length; from += layers.get(l++).channels)
			for (int q = 0; q < QUARTERS; q++)
				for (int c = 0, channels = layers.get(l).channels; c < channels; c++)
					means[q * values + from + c] = (float) (sums[l][q * channels + c] / Math.max(1, counts[l][q]));
		return means;
	}

	private static int cells(int pixels, int stride) {
		return (pixels + stride - 1) / stride;
	}
}
