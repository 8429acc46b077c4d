package sc.fiji.stfpm.score;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.stfpm.image.PlaneGrid;
import sc.fiji.stfpm.score.BlockRegions.Side;

/** Puts the open regions of blocks together where they touch over the blocks' borders and corners. */
final class RegionSeams {
	private final PlaneGrid grid;
	private final List<BlockRegions> blocks;
	/** Of each block the number of its first open region among those of all. */
	private final int[] firsts;
	private final Joins joins = new Joins();

	/** @param blocks of the grid, in its order */
	RegionSeams(PlaneGrid grid, List<BlockRegions> blocks) {
		this.grid = grid;
		this.blocks = blocks;
		firsts = new int[blocks.size()];
		for (int i = 0; i < firsts.length; i++) {
			firsts[i] = joins.count();
			for (int r = 0; r < blocks.get(i).open().size(); r++)
				joins.add();
		}
	}

	/** The whole regions that the open ones are parts of, in no order; those of the blocks are used up. */
	List<RegionMeasure> joined() {
		for (int row = 0; row < grid.rows(); row++)
			for (int column = 0; column < grid.columns(); column++) {
				int block = row * grid.columns() + column, below = block + grid.columns();
				boolean hasRight = column + 1 < grid.columns(), hasBelow = row + 1 < grid.rows();
				if (hasRight) joinSides(block, Side.RIGHT, block + 1, Side.LEFT);
				if (hasBelow) joinSides(block, Side.BELOW, below, Side.ABOVE);
				if (!hasRight || !hasBelow) continue;
				joinPixels(block, last(block, Side.BELOW), below + 1, first(below + 1, Side.ABOVE));
				joinPixels(block + 1, first(block + 1, Side.BELOW), below, last(below, Side.ABOVE));
			}
		List<RegionMeasure> whole = new ArrayList<>();
		RegionMeasure[] roots = new RegionMeasure[joins.count()];
		for (int i = 0, number = 0; i < firsts.length; i++)
			for (RegionMeasure region : blocks.get(i).open()) {
				int root = joins.root(number++);
				if (roots[root] != null) roots[root].add(region);
				else whole.add(roots[root] = region);
			}
		return whole;
	}

	private void joinSides(int a, Side sideA, int b, Side sideB) {
		int[] one = blocks.get(a).side(sideA), other = blocks.get(b).side(sideB);
		for (int i = 0; i < one.length; i++)
			for (int k = Math.max(0, i - 1); k <= Math.min(other.length - 1, i + 1); k++)
				joinPixels(a, one[i], b, other[k]);
	}

	private int first(int block, Side side) {
		return blocks.get(block).side(side)[0];
	}

	private int last(int block, Side side) {
		int[] numbers = blocks.get(block).side(side);
		return numbers[numbers.length - 1];
	}

	private void joinPixels(int a, int numberA, int b, int numberB) {
		if (numberA > 0 && numberB > 0) joins.join(firsts[a] + numberA - 1, firsts[b] + numberB - 1);
	}
}
