package sc.fiji.stfpm.image;

/** A plane of floats that is made a row at a time, so that it never has to exist as a whole. */
@FunctionalInterface
public interface RowSource {
	/** Writes row {@code y}, from 0, to the start of {@code row}. */
	void read(int y, float[] row);

	/** The rows of an array in row-major order; not copied. */
	static RowSource of(float[] values, int width) {
		return (y, row) -> System.arraycopy(values, y * width, row, 0, width);
	}

	/** All rows one below the other. */
	default float[] readAll(int height, int width) {
		float[] values = new float[Math.multiplyExact(height, width)], row = new float[width];
		for (int y = 0; y < height; y++) {
			read(y, row);
			System.arraycopy(row, 0, values, y * width, width);
		}
		return values;
	}
}
