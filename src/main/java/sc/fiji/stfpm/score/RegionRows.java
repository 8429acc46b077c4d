package sc.fiji.stfpm.score;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

import sc.fiji.stfpm.image.PlanePart;
import sc.fiji.stfpm.score.BlockRegions.Closed;
import sc.fiji.stfpm.score.BlockRegions.Side;

/**
 * The regions of a map, or of a block of one, that comes row by row and never has to exist as a whole: those that {@link Regions#find}
 * finds. Needs memory for two rows, for the regions that count, and for the sides beyond which the map goes on. Not thread-safe.
 */
public final class RegionRows {
	/** No side that is open. */
	private static final int NONE = -1;

	/** A region that reaches into the last row. */
	private static final class Growing {
		final RegionMeasure measure = new RegionMeasure();
		/** Its number among those that touch an open side. */
		int open = NONE;
	}

	private final PlanePart part;
	private final float threshold;
	private final int minimumArea;
	private final List<Closed> closed = new ArrayList<>();
	/** Those that reach into the last row, by label - 1; null where one has become part of another. */
	private List<Growing> growing = new ArrayList<>();
	/** Of labels - 1. */
	private final Joins labels = new Joins();
	/** Of the numbers of open regions. */
	private final Joins openNumbers = new Joins();
	/** By the numbers of open regions; null where one has become part of another, or can still grow. */
	private final List<RegionMeasure> open = new ArrayList<>();
	/** Of each side the numbers + 1 of the open regions along it, 0 where none is. */
	private final int[][] sides;
	/** Of the last row a label for each pixel, 0 where no region is; with a pixel of none on either side. */
	private int[] above;
	private int[] current;
	private int y;

	/** @param minimumArea of a region that counts, in pixels, from 1 */
	public RegionRows(PlanePart part, float threshold, int minimumArea) {
		this.part = part;
		this.threshold = threshold;
		this.minimumArea = minimumArea;
		above = new int[part.width() + 2];
		current = new int[part.width() + 2];
		sides = new int[Side.values().length][];
		sides[Side.LEFT.ordinal()] = new int[part.isOpenLeft() ? part.height() : 0];
		sides[Side.RIGHT.ordinal()] = new int[part.isOpenRight() ? part.height() : 0];
		sides[Side.ABOVE.ordinal()] = new int[part.isOpenAbove() ? part.width() : 0];
		sides[Side.BELOW.ordinal()] = new int[part.isOpenBelow() ? part.width() : 0];
		y = part.y();
	}

	/** Adds the block's next row, its values from the left; a pixel that is NaN belongs to no region. */
	public void add(float[] row) {
		add(row, x -> 0);
	}

	/**
	 * Adds the next row, with channels.
	 *
	 * @param channelAt the channel that is highest at a place of the row, see {@link Region#channel()}
	 */
	public void add(float[] row, IntUnaryOperator channelAt) {
		for (int x = 0; x < part.width(); x++) {
			if (!(row[x] >= threshold)) {
				current[x + 1] = 0;
				continue;
			}
			int label = join(join(current[x], above[x]), join(above[x + 1], above[x + 2]));
			if (label == 0) label = newLabel();
			current[x + 1] = label;
			Growing region = growing.get(labels.root(label - 1));
			region.measure.add(part.x() + x, y, row[x], channelAt, x);
			open(region, x);
		}
		finishRow();
		y++;
	}

	/** The regions of all rows of the block, of which no row is missing. */
	public BlockRegions regions() {
		List<Closed> found = new ArrayList<>(closed);
		List<RegionMeasure> all = new ArrayList<>(open), opened = new ArrayList<>();
		for (Growing region : growing)
			if (region.open != NONE) all.set(region.open, region.measure);
			else if (region.measure.area() >= minimumArea) found.add(Closed.of(region.measure));
		int[] numbers = new int[all.size() + 1];
		for (int i = 0; i < all.size(); i++)
			if (all.get(i) != null) {
				opened.add(all.get(i));
				numbers[i + 1] = opened.size();
			}
		int[][] numbered = new int[sides.length][];
		for (int s = 0; s < sides.length; s++) {
			numbered[s] = new int[sides[s].length];
			for (int i = 0; i < sides[s].length; i++)
				if (sides[s][i] > 0) numbered[s][i] = numbers[openNumbers.root(sides[s][i] - 1) + 1];
		}
		return new BlockRegions(part, found, opened, numbered);
	}

	/** Notes where a region touches an open side, with its last pixel. */
	private void open(Growing region, int x) {
		int row = y - part.y();
		if (x == 0) open(region, Side.LEFT, row);
		if (x == part.width() - 1) open(region, Side.RIGHT, row);
		if (row == 0) open(region, Side.ABOVE, x);
		if (row == part.height() - 1) open(region, Side.BELOW, x);
	}

	private void open(Growing region, Side side, int at) {
		int[] numbers = sides[side.ordinal()];
		if (numbers.length == 0) return;
		if (region.open == NONE) {
			region.open = openNumbers.add();
			open.add(null);
		}
		numbers[at] = region.open + 1;
	}

	private int newLabel() {
		growing.add(new Growing());
		return labels.add() + 1;
	}

	private int join(int a, int b) {
		if (a == 0 || b == 0) return a == 0 ? b : a;
		int rootA = labels.root(a - 1), rootB = labels.root(b - 1);
		if (rootA == rootB) return rootA + 1;
		int root = labels.join(rootA, rootB), other = Math.max(rootA, rootB);
		Growing stays = growing.get(root), goes = growing.get(other);
		stays.measure.add(goes.measure);
		if (stays.open == NONE) stays.open = goes.open;
		else if (goes.open != NONE) stays.open = openNumbers.join(stays.open, goes.open);
		growing.set(other, null);
		return root + 1;
	}

	/** What does not reach into this row cannot grow; what does is numbered anew. */
	private void finishRow() {
		int[] numbers = new int[growing.size()];
		List<Growing> next = new ArrayList<>();
		for (int label = 0; label < numbers.length; label++) {
			Growing region = growing.get(label);
			if (region == null) continue;
			if (region.measure.bottom() == y) {
				next.add(region);
				numbers[label] = next.size();
			}
			else if (region.open != NONE) open.set(region.open, region.measure);
			else if (region.measure.area() >= minimumArea) closed.add(Closed.of(region.measure));
		}
		for (int x = 1; x <= part.width(); x++)
			if (current[x] != 0) current[x] = numbers[labels.root(current[x] - 1)];
		growing = next;
		labels.restart(next.size());
		int[] last = above;
		above = current;
		current = last;
	}
}
