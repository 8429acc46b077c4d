package sc.fiji.stfpm.memory;

import java.util.Arrays;

/**
 * Points in blocks of {@value #SIZE}, an array for each coordinate of a block: Java computes with many elements at once only where all arrays of
 * a loop are indexed alike. Each distance is summed up in the order of the coordinates. Not thread-safe.
 */
final class PointBlocks {
	/** Points of a block. Those of the last one that are not there yet are 0. */
	static final int SIZE = 256;

	private final int dimensions;
	private float[][][] blocks = {};
	private int count;

	PointBlocks(int dimensions) {
		this.dimensions = dimensions;
	}

	/** How many points there are. */
	int count() {
		return count;
	}

	/** How many blocks they are in. */
	int blocks() {
		return (count + SIZE - 1) / SIZE;
	}

	/** @param point its coordinates; numbered on from those before */
	void add(float[] point) {
		int block = count / SIZE;
		if (block == blocks.length) blocks = Arrays.copyOf(blocks, Math.max(8, 2 * block));
		if (blocks[block] == null) blocks[block] = new float[dimensions][SIZE];
		for (int d = 0; d < dimensions; d++)
			blocks[block][d][count % SIZE] = point[d];
		count++;
	}

	/** The coordinates of a point. */
	float[] point(int number) {
		float[][] block = blocks[number / SIZE];
		float[] point = new float[dimensions];
		for (int d = 0; d < dimensions; d++)
			point[d] = block[d][number % SIZE];
		return point;
	}

	/**
	 * Squared distances of a block's points.
	 *
	 * @param out receives {@value #SIZE} values, of points that are not there any
	 */
	void squared(float[] other, int block, float[] out) {
		Arrays.fill(out, 0);
		for (int d = 0; d < dimensions; d++)
			FloatVectors.addSquares(blocks[block][d], other[d], out);
	}
}
