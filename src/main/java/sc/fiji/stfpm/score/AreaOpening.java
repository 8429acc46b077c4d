package sc.fiji.stfpm.score;

import java.util.Arrays;

/**
 * The score of an image in which regions of a few pixels do not count: the maximum of the map's area opening, which is the highest
 * level at which some connected part, 8-neighbours included, has enough pixels. So the score reaches a threshold exactly where
 * {@link Regions} of so many pixels do, whatever the threshold.
 */
public final class AreaOpening {
	private final int width;
	/** Of each pixel that was visited its parent's index plus 1, or minus the number of pixels of the part whose root it is; 0 for others. */
	private final int[] parents;

	private AreaOpening(int width, int height) {
		this.width = width;
		parents = new int[width * height];
	}

	/**
	 * The opened map's maximum; 0 where no part has enough pixels.
	 *
	 * @param map {@code width * height} scores, row by row; a pixel that is NaN belongs to no part
	 * @param minimumArea of a part that counts, in pixels, from 1
	 */
	public static float score(float[] map, int width, int height, int minimumArea) {
		if (minimumArea < 1) throw new IllegalArgumentException("The smallest region must have at least 1 pixel, found " + minimumArea);
		return new AreaOpening(width, height).opened(map, minimumArea);
	}

	private float opened(float[] map, int minimumArea) {
		for (long entry : highestFirst(map)) {
			int pixel = (int) entry;
			if (add(pixel) >= minimumArea) return map[pixel];
		}
		return 0;
	}

	/** Value and index of each pixel in one number, whose order is that of descending values. */
	private static long[] highestFirst(float[] map) {
		long[] order = new long[map.length];
		int count = 0;
		for (int i = 0; i < map.length; i++)
			// The bits of floats that are not negative are ordered as they are.
			if (!Float.isNaN(map[i])) order[count++] = (long) (Integer.MAX_VALUE - Float.floatToIntBits(Math.max(0, map[i]))) << 32 | i;
		order = Arrays.copyOf(order, count);
		Arrays.parallelSort(order);
		return order;
	}

	/** Joins a pixel with its neighbours among those that were added, and tells how many the part then has. */
	private int add(int pixel) {
		parents[pixel] = -1;
		int root = pixel, x = pixel % width, height = parents.length / width, y = pixel / width;
		for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
			for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++)
				if (parents[ny * width + nx] != 0) root = join(root, root(ny * width + nx));
		return -parents[root];
	}

	private int join(int a, int b) {
		if (a == b) return a;
		int larger = parents[a] <= parents[b] ? a : b, smaller = larger == a ? b : a;
		parents[larger] += parents[smaller];
		parents[smaller] = larger + 1;
		return larger;
	}

	private int root(int pixel) {
		int root = pixel;
		while (parents[root] > 0)
			root = parents[root] - 1;
		for (int at = pixel; at != root;) {
			int next = parents[at] - 1;
			parents[at] = root + 1;
			at = next;
		}
		return root;
	}
}
