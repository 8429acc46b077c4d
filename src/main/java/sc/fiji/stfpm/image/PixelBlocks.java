package sc.fiji.stfpm.image;

/**
 * Which pixels of an image fall into a pixel of a picture of another size. A smaller picture's blocks part the image
 * among themselves; in a larger one every pixel has one pixel of the image.
 *
 * @param width of the image
 * @param height of the image
 * @param toWidth of the picture
 * @param toHeight of the picture
 */
public record PixelBlocks(int width, int height, int toWidth, int toHeight) {

	/** The first column. */
	public int left(int x) {
		return start(x, width, toWidth);
	}

	/** Behind the last column. */
	public int right(int x) {
		return end(x, width, toWidth);
	}

	/** The first row. */
	public int top(int y) {
		return start(y, height, toHeight);
	}

	/** Behind the last row. */
	public int bottom(int y) {
		return end(y, height, toHeight);
	}

	/**
	 * The highest value of each block, row by row; 0 where none is above it, and NaN counts as nothing.
	 *
	 * @param values {@code width * height} values, row by row
	 */
	public float[] highest(float[] values) {
		float[] highest = new float[toWidth * toHeight];
		for (int y = 0; y < toHeight; y++)
			for (int j = top(y); j < bottom(y); j++)
				for (int x = 0; x < toWidth; x++)
					for (int i = left(x); i < right(x); i++)
						if (values[j * width + i] > highest[y * toWidth + x]) highest[y * toWidth + x] = values[j * width + i];
		return highest;
	}

	/**
	 * Adds the pixels of a row to what stands in the picture's pixels of a row.
	 *
	 * @param row {@code width} values
	 * @param sums to which they are added, from {@code at} on {@code toWidth} values
	 */
	public void add(float[] row, double[] sums, int at) {
		for (int x = 0; x < toWidth; x++)
			for (int i = left(x); i < right(x); i++)
				sums[at + x] += row[i];
	}

	/** How many pixels of the image fall into one of the picture. */
	public long count(int x, int y) {
		return (long) (bottom(y) - top(y)) * (right(x) - left(x));
	}

	private static int start(int i, int from, int to) {
		return (int) ((long) i * from / to);
	}

	private static int end(int i, int from, int to) {
		return Math.max(start(i, from, to) + 1, start(i + 1, from, to));
	}
}
