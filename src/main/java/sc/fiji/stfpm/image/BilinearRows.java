package sc.fiji.stfpm.image;

/**
 * Bilinear interpolation with half-pixel centres, edges clamped and no antialiasing, as PyTorch's {@code interpolate}
 * with {@code align_corners=False}, a row at a time. A row's values do not depend on which rows were asked for before;
 * asking in ascending order reads each source row once. Not thread-safe.
 */
public final class BilinearRows implements RowSource {
	private final RowSource source;
	private final int sourceHeight;
	private final int toHeight;
	private final int[] left;
	private final int[] right;
	private final float[] rightWeight;
	private final float[] sourceRow;
	private final float[][] stretched;
	/** The source rows that {@link #stretched} holds, -1 for none. */
	private final int[] stretchedFrom = { -1, -1 };

	/** Stretches or shrinks a {@code width x height} source to {@code toWidth x toHeight}. */
	public BilinearRows(RowSource source, int width, int height, int toWidth, int toHeight) {
		Resize.checkSize(width, height);
		Resize.checkSize(toWidth, toHeight);
		this.source = source;
		this.sourceHeight = height;
		this.toHeight = toHeight;
		left = new int[toWidth];
		right = new int[toWidth];
		rightWeight = new float[toWidth];
		for (int x = 0; x < toWidth; x++) {
			float position = position(x, width, toWidth);
			left[x] = Math.min((int) position, width - 1);
			right[x] = Math.min(left[x] + 1, width - 1);
			rightWeight[x] = position - left[x];
		}
		sourceRow = new float[width];
		stretched = new float[2][toWidth];
	}

	@Override
	public void read(int y, float[] row) {
		float position = position(y, sourceHeight, toHeight);
		int above = Math.min((int) position, sourceHeight - 1);
		int below = Math.min(above + 1, sourceHeight - 1);
		float[] upper = stretched(above);
		float[] lower = stretched(below);
		float belowWeight = position - above;
		float aboveWeight = 1 - belowWeight;
		for (int x = 0; x < left.length; x++)
			row[x] = aboveWeight * upper[x] + belowWeight * lower[x];
	}

	/** Two neighbouring rows have different parity, so neither pushes the other out. */
	private float[] stretched(int y) {
		float[] row = stretched[y & 1];
		if (stretchedFrom[y & 1] != y) {
			source.read(y, sourceRow);
			for (int x = 0; x < row.length; x++)
				row[x] = (1 - rightWeight[x]) * sourceRow[left[x]] + rightWeight[x] * sourceRow[right[x]];
			stretchedFrom[y & 1] = y;
		}
		return row;
	}

	private static float position(int i, int from, int to) {
		return Math.max((float) from / to * (i + 0.5f) - 0.5f, 0);
	}
}
