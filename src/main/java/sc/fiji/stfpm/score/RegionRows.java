package sc.fiji.stfpm.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The regions of a map that comes row by row and never has to exist as a whole: those that {@link Regions#find} finds, in its order.
 * Needs memory for two rows and for the regions that count. Not thread-safe.
 */
public final class RegionRows {
	private record Found(Region region, long firstPixel) {}

	/** What is known of a region so far. */
	private static final class Growing {
		final long firstPixel;
		long area;
		double sumX;
		double sumY;
		double sumScore;
		float max = Float.NEGATIVE_INFINITY;
		long peak;
		int channel;
		int left = Integer.MAX_VALUE;
		int right = -1;
		final int top;
		int bottom;

		Growing(int x, int y, int width) {
			firstPixel = (long) y * width + x;
			top = y;
		}

		void add(int x, int y, int width, float score, IntUnaryOperator channelAt) {
			if (score > max) {
				max = score;
				peak = (long) y * width + x;
				channel = channelAt.applyAsInt(x);
			}
			area++;
			sumX += x + 0.5;
			sumY += y + 0.5;
			sumScore += score;
			left = Math.min(left, x);
			right = Math.max(right, x);
			bottom = y;
		}

		void add(Growing other) {
			if (other.max > max || other.max == max && other.peak < peak) {
				max = other.max;
				peak = other.peak;
				channel = other.channel;
			}
			area += other.area;
			sumX += other.sumX;
			sumY += other.sumY;
			sumScore += other.sumScore;
			left = Math.min(left, other.left);
			right = Math.max(right, other.right);
			bottom = Math.max(bottom, other.bottom);
		}

		Found found() {
			return new Found(new Region(0, area, sumX / area, sumY / area, left, top, right - left + 1, bottom - top + 1, (float) (sumScore
				/ area), max, channel), firstPixel);
		}
	}

	private final int width;
	private final float threshold;
	private final int minimumArea;
	private final List<Found> found = new ArrayList<>();
	/** Those that reach into the last row, by label - 1; null where one has become part of another. */
	private List<Growing> growing = new ArrayList<>();
	private int[] parents = new int[64];
	/** Of the last row a label for each pixel, 0 where no region is; with a pixel of none on either side. */
	private int[] above;
	private int[] current;
	private int y;

	/** @param minimumArea of a region that counts, in pixels, from 1 */
	public RegionRows(int width, float threshold, int minimumArea) {
		this.width = width;
		this.threshold = threshold;
		this.minimumArea = minimumArea;
		above = new int[width + 2];
		current = new int[width + 2];
	}

	/** Adds the next row, its first {@code width} values; a pixel that is NaN belongs to no region. */
	public void add(float[] row) {
		add(row, x -> 0);
	}

	/**
	 * Adds the next row, with channels.
	 *
	 * @param channelAt the channel that is highest at a column of it, see {@link Region#channel()}
	 */
	public void add(float[] row, IntUnaryOperator channelAt) {
		for (int x = 0; x < width; x++) {
			if (!(row[x] >= threshold)) {
				current[x + 1] = 0;
				continue;
			}
			int label = join(join(current[x], above[x]), join(above[x + 1], above[x + 2]));
			if (label == 0) label = newLabel(x);
			current[x + 1] = label;
			growing.get(root(label) - 1).add(x, y, width, row[x], channelAt);
		}
		finishRow();
		y++;
	}

	/** The regions of all rows that were added, the highest first; equal maxima in the order of their first pixels. */
	public List<Region> regions() {
		List<Found> all = new ArrayList<>(found);
		for (Growing region : growing)
			if (region.area >= minimumArea) all.add(region.found());
		all.sort(Comparator.comparing((Found one) -> -one.region.max()).thenComparing(Found::firstPixel));
		List<Region> ranked = new ArrayList<>(all.size());
		for (Found one : all)
			ranked.add(one.region.withLabel(ranked.size() + 1));
		return List.copyOf(ranked);
	}

	private int newLabel(int x) {
		growing.add(new Growing(x, y, width));
		int label = growing.size();
		if (label == parents.length) parents = Arrays.copyOf(parents, 2 * parents.length);
		return parents[label] = label;
	}

	private int join(int a, int b) {
		if (a == 0 || b == 0) return a == 0 ? b : a;
		int rootA = root(a), rootB = root(b);
		if (rootA == rootB) return rootA;
		// The one whose first pixel came first stays.
		int root = Math.min(rootA, rootB), other = Math.max(rootA, rootB);
		growing.get(root - 1).add(growing.get(other - 1));
		growing.set(other - 1, null);
		parents[other] = root;
		return root;
	}

	private int root(int label) {
		while (parents[label] != label) {
			parents[label] = parents[parents[label]];
			label = parents[label];
		}
		return label;
	}

	/** What does not reach into this row cannot grow; what does is numbered anew. */
	private void finishRow() {
		int[] numbers = new int[growing.size() + 1];
		List<Growing> next = new ArrayList<>();
		for (int label = 1; label <= growing.size(); label++) {
			Growing region = growing.get(label - 1);
			if (region == null) continue;
			if (region.bottom == y) {
				next.add(region);
				numbers[label] = next.size();
			}
			else if (region.area >= minimumArea) found.add(region.found());
		}
		for (int x = 1; x <= width; x++)
			if (current[x] != 0) current[x] = numbers[root(current[x])];
		growing = next;
		for (int label = 1; label <= next.size(); label++)
			parents[label] = label;
		int[] last = above;
		above = current;
		current = last;
	}
}
