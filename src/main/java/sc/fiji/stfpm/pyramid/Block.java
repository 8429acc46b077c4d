package sc.fiji.stfpm.pyramid;

/**
 * A part of a plane.
 *
 * @param column of the block, from 0
 * @param row of the block, from 0
 * @param width in pixels
 * @param height in pixels
 * @param values row by row
 */
record Block(long column, long row, int width, int height, float[] values) {
	/** Of half the size, rounded up: at an odd end there are two pixels, or one, to reduce. */
	Block halved(Reduction reduction) {
		int w = (width + 1) / 2, h = (height + 1) / 2;
		float[] half = new float[w * h], four = new float[4];
		for (int y = 0; y < h; y++)
			for (int x = 0; x < w; x++) {
				int count = 0;
				for (int v = 2 * y; v < Math.min(2 * y + 2, height); v++)
					for (int u = 2 * x; u < Math.min(2 * x + 2, width); u++)
						four[count++] = values[v * width + u];
				half[y * w + x] = reduction.of(four, count);
			}
		return new Block(column, row, w, h, half);
	}
}
