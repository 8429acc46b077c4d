package sc.fiji.stfpm.score;

/**
 * The distances of all layers of one scale of an image, whole in memory or looked at part by part. A layer's distances lie on a grid
 * whose sides are those of the network's input divided by the layer's stride, rounded up.
 */
public interface DistanceField {
	/** Rows of the network's input, in pixels. */
	int height();

	/** Columns of the network's input, in pixels. */
	int width();

	/** How many layers there are. */
	int count();

	/** Rows of a layer's grid. */
	int rows(int layer);

	/** Columns of a layer's grid. */
	int columns(int layer);

	/**
	 * Reads a part of a row of a layer.
	 *
	 * @param from the first column
	 * @param to behind the last column
	 * @param out receives {@code to - from} values from its start
	 */
	void read(int layer, int row, int from, int to, float[] out);
}
