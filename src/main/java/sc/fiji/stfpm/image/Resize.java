package sc.fiji.stfpm.image;

/** Resizing of planes in row-major order. */
public final class Resize {
	private Resize() {}

	/**
	 * Bilinear with half-pixel centres, edges clamped, not antialiased: PyTorch's {@code interpolate(mode="bilinear",
	 * align_corners=False, size=(toH, toW))} in single precision.
	 *
	 * @param src {@code w * h} values
	 * @return {@code toW * toH} values
	 */
	public static float[] bilinear(float[] src, int w, int h, int toW, int toH) {
		checkLength(src.length, w, h);
		return bilinear(RowSource.of(src, w), w, h, toW, toH);
	}

	/** The same of a plane that is read a row at a time, and need not fit into memory. */
	public static float[] bilinear(RowSource src, int w, int h, int toW, int toH) {
		checkSize(toW, toH);
		return new BilinearRows(src, w, h, toW, toH).readAll(toH, toW);
	}

	/**
	 * Pillow's {@code resize(..., BILINEAR)}: a triangle filter whose support grows with the reduction, first along x,
	 * then along y.
	 *
	 * @param src {@code w * h} values
	 * @param eightBit whether the values are whole numbers from 0 to 255 and each pass rounds to such, as Pillow does
	 *          with 8-bit images
	 * @return {@code toW * toH} values
	 */
	public static float[] antialiased(float[] src, int w, int h, int toW, int toH, boolean eightBit) {
		checkLength(src.length, w, h);
		return antialiased(RowSource.of(src, w), w, h, toW, toH, eightBit);
	}

	/** The same of a plane that is read a row at a time, once and in order; only {@code toW * h} values have to fit into memory. */
	public static float[] antialiased(RowSource src, int w, int h, int toW, int toH, boolean eightBit) {
		checkSize(toW, h);
		checkSize(toW, toH);
		TriangleFilter alongX = new TriangleFilter(w, toW);
		TriangleFilter alongY = new TriangleFilter(h, toH);
		float[] narrowed = new float[toW * h], row = new float[w];
		for (int y = 0; y < h; y++) {
			src.read(y, row);
			for (int x = 0; x < toW; x++)
				narrowed[y * toW + x] = eightBit ? alongX.filtered8Bit(row, 0, 1, x) : alongX.filtered(row, 0, 1, x);
		}
		float[] result = new float[toW * toH];
		for (int y = 0; y < toH; y++)
			for (int x = 0; x < toW; x++)
				result[y * toW + x] = eightBit ? alongY.filtered8Bit(narrowed, x, toW, y) : alongY.filtered(narrowed, x, toW, y);
		return result;
	}

	/** Nearest neighbour, as Pillow's NEAREST: the source pixel below each new pixel's centre. */
	public static boolean[] nearest(boolean[] src, int w, int h, int toW, int toH) {
		checkLength(src.length, w, h);
		checkSize(toW, toH);
		boolean[] result = new boolean[toW * toH];
		for (int y = 0; y < toH; y++) {
			int row = below(y, h, toH) * w;
			for (int x = 0; x < toW; x++)
				result[y * toW + x] = src[row + below(x, w, toW)];
		}
		return result;
	}

	private static int below(int i, int from, int to) {
		return Math.min((int) ((i + 0.5) * from / to), from - 1);
	}

	private static void checkLength(int length, int w, int h) {
		checkSize(w, h);
		if (length != w * h)
			throw new IllegalArgumentException("A plane of " + w + " x " + h + " has " + w * h + " values, found " + length);
	}

	static void checkSize(int w, int h) {
		if (w < 1 || h < 1 || (long) w * h > Integer.MAX_VALUE)
			throw new IllegalArgumentException("Width and height have to be at least 1 and their product below 2^31, found "
				+ w + " x " + h);
	}
}
