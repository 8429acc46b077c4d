package sc.fiji.stfpm.network;

/**
 * Squared distance between the channel-normalised features of teacher and student at one layer,
 * {@code d(y,x) = sum_c (t^ - s^)^2}, between 0 and 4.
 *
 * @param height rows of the layer's feature map
 * @param width columns of the layer's feature map
 * @param values {@code height * width} values, row by row; not copied
 */
public record DistanceMap(int height, int width, float[] values) {
	public DistanceMap {
		if (values.length != height * width)
			throw new IllegalArgumentException("A distance map of " + height + " x " + width + " needs " + height * width
				+ " values, found " + values.length);
	}
}
