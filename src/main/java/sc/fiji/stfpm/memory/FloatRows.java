package sc.fiji.stfpm.memory;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;

/** Rows of floats in one array that grows. */
final class FloatRows implements Serializable {
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
		add(rows, rows.length);
	}

	void add(FloatRows rows) {
		add(rows.values, rows.size);
	}

	private void add(float[] rows, int length) {
		if (values.length < size + length) values = Arrays.copyOf(values, Math.max(size + length, Math.min(values.length * 3 / 2,
			Integer.MAX_VALUE - 8)));
		System.arraycopy(rows, 0, values, size, length);
		size += length;
	}

	/** Without what means nothing. */
	private void writeObject(ObjectOutputStream out) throws IOException {
		values = Arrays.copyOf(values, size);
		out.defaultWriteObject();
	}

	/** Gives the memory up. */
	void clear() {
		values = new float[0];
		size = 0;
	}
}
