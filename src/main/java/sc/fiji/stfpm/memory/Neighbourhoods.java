package sc.fiji.stfpm.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which vectors of a memory with positions lie near which part of a feature map: all others are farther from every place of the
 * part than a radius, by their position alone.
 */
public final class Neighbourhoods {
	/** Places along a side of a block. */
	private static final int SIDE = 16;
	/** The squared radius, in units of the bank's scale: what nearly all normal places are nearer than. */
	private static final float RADIUS = 2;
	/** A block whose neighbourhood holds more of the memory is not worth the trouble. */
	private static final double WORTHWHILE = 0.8;

	/**
	 * A rectangle of places and the vectors near it.
	 *
	 * @param vectors indices, ascending
	 * @param squaredRadius a place whose nearest of these vectors is not farther has none nearer elsewhere
	 */
	public record Block(int x, int y, int width, int height, int[] vectors, float squaredRadius) {
		/** The rows of these vectors, of a matrix with so many columns. */
		public float[] rows(float[] matrix, int columns) {
			float[] rows = new float[vectors.length * columns];
			for (int i = 0; i < vectors.length; i++)
				System.arraycopy(matrix, vectors[i] * columns, rows, i * columns, columns);
			return rows;
		}
	}

	private Neighbourhoods() {}

	/** Blocks that cover a feature map without overlap; empty where most vectors are near to most of it. */
	public static List<Block> of(MemoryBank bank, int height, int width) {
		float[] vectors = bank.vectors().floats();
		int columns = (int) bank.vectors().shape()[1];
		float squaredRadius = RADIUS * bank.scale();
		List<Block> blocks = new ArrayList<>();
		long near = 0;
		for (int y = 0; y < height; y += SIDE)
			for (int x = 0; x < width; x += SIDE) {
				Block block = block(bank, vectors, columns, x, y, Math.min(SIDE, width - x), Math.min(SIDE, height - y), width, height,
					squaredRadius);
				blocks.add(block);
				near += (long) block.vectors.length * block.width * block.height;
			}
		return near > WORTHWHILE * bank.size() * height * width ? List.of() : blocks;
	}

	private static Block block(MemoryBank bank, float[] vectors, int columns, int x, int y, int w, int h, int width,
		int height, float squaredRadius)
	{
		float weight = bank.positionWeight();
		float left = weight * MemoryBank.position(x, width), right = weight * MemoryBank.position(x + w - 1, width);
		float top = weight * MemoryBank.position(y, height), bottom = weight * MemoryBank.position(y + h - 1, height);
		int[] near = new int[bank.size()];
		int count = 0;
		for (int i = 0; i < bank.size(); i++) {
			float px = vectors[i * columns + columns - 2], py = vectors[i * columns + columns - 1];
			float dx = Math.max(0, Math.max(left - px, px - right)), dy = Math.max(0, Math.max(top - py, py - bottom));
			if (dx * dx + dy * dy <= squaredRadius) near[count++] = i;
		}
		// Never empty: one vector more gives a distance that is too large, and the places are compared with all.
		return new Block(x, y, w, h, Arrays.copyOf(near, Math.max(1, count)), squaredRadius);
	}
}
