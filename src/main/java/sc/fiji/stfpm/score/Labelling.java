package sc.fiji.stfpm.score;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Connected regions with 8-neighbours of a binary image: 0 is background, {@code 1..count} are the regions in the
 * order in which their first pixels come, row by row.
 * <p>
 * Two passes with union-find and no recursion; beside the image it needs one {@code int} per pixel and at most a
 * quarter of that again for provisional labels. Instances are immutable as long as nobody writes to {@link #labels()}.
 */
public final class Labelling {
	private final int[] labels;
	private int[] parents = new int[64];
	private int count;

	private Labelling(int width, int height, IntPredicate foreground) {
		labels = new int[width * height];
		int provisional = 0;
		for (int y = 0, p = 0; y < height; y++)
			for (int x = 0; x < width; x++, p++) {
				if (!foreground.test(p)) continue;
				int label = joinSeenNeighbours(p, x, y, width);
				if (label == 0) label = newLabel(++provisional);
				labels[p] = label;
			}
		number(provisional);
	}

	/**
	 * Labels the pixels of a map that reach a threshold; NaN never does.
	 *
	 * @param map {@code width * height} scores, row by row
	 * @throws IllegalArgumentException where the sizes do not match
	 */
	public static Labelling of(float[] map, int width, int height, float threshold) {
		checkSize(map.length, width, height);
		return new Labelling(width, height, p -> map[p] >= threshold);
	}

	/**
	 * Labels the true pixels of a mask.
	 *
	 * @param mask {@code width * height} values, row by row
	 * @throws IllegalArgumentException where the sizes do not match
	 */
	public static Labelling of(boolean[] mask, int width, int height) {
		checkSize(mask.length, width, height);
		return new Labelling(width, height, p -> mask[p]);
	}

	/** The number of regions. */
	public int count() {
		return count;
	}

	/** One label per pixel, row by row; not a copy. */
	public int[] labels() {
		return labels;
	}

	private static void checkSize(int length, int width, int height) {
		if (width < 0 || height < 0 || (long) width * height != length)
			throw new IllegalArgumentException("An image of " + width + " x " + height + " pixels needs "
				+ (long) width * height + " values, found " + length);
	}

	/** The common label of the left and the three upper neighbours, or 0 where none of them is foreground. */
	private int joinSeenNeighbours(int p, int x, int y, int width) {
		int label = x > 0 ? labels[p - 1] : 0;
		if (y == 0) return label;
		int up = p - width;
		if (labels[up] != 0) return join(label, labels[up]);
		if (x > 0) label = join(label, labels[up - 1]);
		if (x < width - 1) label = join(label, labels[up + 1]);
		return label;
	}

	private int join(int a, int b) {
		if (a == 0) return b;
		if (b == 0 || a == b) return a;
		int rootA = root(a);
		int rootB = root(b);
		// The smaller root wins: number() relies on a parent never exceeding its child.
		int root = Math.min(rootA, rootB);
		parents[Math.max(rootA, rootB)] = root;
		return root;
	}

	private int root(int label) {
		while (parents[label] != label) {
			parents[label] = parents[parents[label]];
			label = parents[label];
		}
		return label;
	}

	private int newLabel(int label) {
		if (label == parents.length) parents = Arrays.copyOf(parents, parents.length * 2);
		return parents[label] = label;
	}

	private void number(int provisional) {
		for (int label = 1; label <= provisional; label++)
			parents[label] = parents[label] == label ? ++count : parents[parents[label]];
		for (int p = 0; p < labels.length; p++)
			labels[p] = parents[labels[p]];
		parents = null;
	}
}
