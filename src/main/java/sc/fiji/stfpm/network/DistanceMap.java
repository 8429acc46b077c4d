package sc.fiji.stfpm.network;

import java.io.Serializable;

/**
 * How far each position of one layer's features is from what is normal; 0 is entirely normal. With a student it is
 * {@code d(y,x) = sum_c (t^ - s^)^2} between the channel-normalised features of teacher and student, between 0 and 4; with a
 * memory the squared distance to the nearest normal vector on the layer's scale, 1 on average over normal places.
 *
 * @param height rows of the layer's feature map
 * @param width columns of the layer's feature map
 * @param values {@code height * width} values, row by row; not copied
 */
public record DistanceMap(int height, int width, float[] values) implements Serializable {
	public DistanceMap {
		if (values.length != height * width)
			throw new IllegalArgumentException("A distance map of " + height + " x " + width + " needs " + height * width
				+ " values, found " + values.length);
	}

	/** A map of zeros. */
	public static DistanceMap zeros(int height, int width) {
		return new DistanceMap(height, width, new float[height * width]);
	}

	/**
	 * Overwrites a rectangle of it.
	 *
	 * @param column of its left edge
	 * @param row of its upper edge
	 */
	public void put(DistanceMap part, int column, int row) {
		for (int i = 0; i < part.height; i++)
			System.arraycopy(part.values, i * part.width, values, (row + i) * width + column, part.width);
	}

	/** A rectangle of it; itself where that is all. */
	DistanceMap part(int x, int y, int columns, int rows) {
		if (columns == width && rows == height) return this;
		float[] part = new float[columns * rows];
		for (int row = 0; row < rows; row++)
			System.arraycopy(values, (y + row) * width + x, part, row * columns, columns);
		return new DistanceMap(rows, columns, part);
	}
}
