package sc.fiji.stfpm.memory;

import java.util.Arrays;

/** Rows of floats in one array that grows. */
final class FloatRows {
	private final int width;
	private float[] values = {};
	private int size;

	FloatRows(int width) {
		this.width = width;
	}

	int width() {
		return width;
	}

	int count() {
		return size / width;
	}

	/** Row after row; what comes behind {@link #count()} rows means nothing. */
	float[] values() {
		return values;
	}

	void add(float[] rows) {
		if (values.length < size + rows.length) values = Arrays.copyOf(values, Math.max(size + rows.length, Math.min(
			values.length * 3 / 2, Integer.MAX_VALUE - 8)));
		System.arraycopy(rows, 0, values, size, rows.length);
		size += rows.length;
	}

	/** Gives the memory up. */
	void clear() {
		values = new float[0];
		size = 0;
	}
}
