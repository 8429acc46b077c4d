package sc.fiji.stfpm.image;

/**
 * Blocks that part a plane among themselves: squares, of which the last ones of rows and columns may be smaller.
 *
 * @param width of the plane, in pixels
 * @param height of the plane, in pixels
 * @param side of a block, in pixels
 */
public record PlaneGrid(int width, int height, int side) {
	/** @throws IllegalArgumentException for a side or a plane of no pixels */
	public PlaneGrid {
		if (width < 1 || height < 1 || side < 1) throw new IllegalArgumentException("A plane of " + width + " x " + height
			+ " has no blocks of " + side + " pixels");
	}

	/** Blocks in a row. */
	public int columns() {
		return (int) (((long) width + side - 1) / side);
	}

	/** Blocks in a column. */
	public int rows() {
		return (int) (((long) height + side - 1) / side);
	}

	/** How many blocks there are. */
	public int count() {
		return Math.multiplyExact(columns(), rows());
	}

	/** One of the blocks, which are numbered row by row from 0. */
	public PlanePart part(int number) {
		int x = number % columns() * side, y = number / columns() * side;
		return new PlanePart(x, y, Math.min(side, width - x), Math.min(side, height - y), width, height);
	}
}
