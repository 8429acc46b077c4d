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
		this(part(source, width, needed(Columns.all(toWidth), width, toWidth)), width, height, toWidth, toHeight, Columns.all(toWidth));
	}

	/** Where a plane shrinks, not even all of it needs all of its source. */
	private static RowSource part(RowSource whole, int width, Columns columns) {
		if (columns.count() == width) return whole;
		float[] row = new float[width];
		return (y, out) -> {
			whole.read(y, row);
			System.arraycopy(row, columns.from(), out, 0, columns.count());
		};
	}

	/**
	 * The same of some columns, whose values are those of the whole to the last bit.
	 *
	 * @param source gives the columns that are {@link #needed}
	 * @param wanted columns of the stretched plane
	 */
	public BilinearRows(RowSource source, int width, int height, int toWidth, int toHeight, Columns wanted) {
		checkSides(width, height);
		checkSides(toWidth, toHeight);
		this.source = source;
		this.sourceHeight = height;
		this.toHeight = toHeight;
		Columns needed = needed(wanted, width, toWidth);
		int count = wanted.count();
		left = new int[count];
		right = new int[count];
		rightWeight = new float[count];
		for (int i = 0; i < count; i++) {
			float position = position(wanted.from() + i, width, toWidth);
			int column = Math.min((int) position, width - 1);
			left[i] = column - needed.from();
			right[i] = Math.min(column + 1, width - 1) - needed.from();
			rightWeight[i] = position - column;
		}
		sourceRow = new float[needed.count()];
		stretched = new float[2][count];
	}

	/** The columns of a source of some width that columns of the stretched plane are made of. */
	public static Columns needed(Columns wanted, int width, int toWidth) {
		int last = Math.min((int) position(wanted.to() - 1, width, toWidth), width - 1);
		return new Columns(Math.min((int) position(wanted.from(), width, toWidth), width - 1), Math.min(last + 1, width - 1) + 1);
	}

	private static void checkSides(int width, int height) {
		if (width < 1 || height < 1) throw new IllegalArgumentException("Width and height have to be at least 1, found " + width + " x "
			+ height);
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
