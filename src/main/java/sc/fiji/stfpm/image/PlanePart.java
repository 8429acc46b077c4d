package sc.fiji.stfpm.image;

/**
 * A rectangle of a plane.
 *
 * @param x its left edge, from 0
 * @param y its upper edge, from 0
 * @param width its columns, in pixels
 * @param height its rows, in pixels
 * @param planeWidth columns of the plane
 * @param planeHeight rows of the plane
 */
public record PlanePart(int x, int y, int width, int height, int planeWidth, int planeHeight) {
	/** @throws IllegalArgumentException where it is empty or leaves the plane */
	public PlanePart {
		if (x < 0 || y < 0 || width < 1 || height < 1 || width > planeWidth - x || height > planeHeight - y)
			throw new IllegalArgumentException("The rectangle of " + width + " x " + height + " at (" + x + ", " + y + ") leaves the plane of "
				+ planeWidth + " x " + planeHeight);
	}

	/** All of a plane. */
	public static PlanePart whole(int width, int height) {
		return new PlanePart(0, 0, width, height, width, height);
	}

	/** Behind its last column. */
	public int right() {
		return x + width;
	}

	/** Behind its last row. */
	public int bottom() {
		return y + height;
	}

	/** Its columns. */
	public Columns columns() {
		return new Columns(x, right());
	}

	/** Whether the plane goes on to the left of it. */
	public boolean isOpenLeft() {
		return x > 0;
	}

	/** Whether the plane goes on above it. */
	public boolean isOpenAbove() {
		return y > 0;
	}

	/** Whether the plane goes on to the right of it. */
	public boolean isOpenRight() {
		return right() < planeWidth;
	}

	/** Whether the plane goes on below it. */
	public boolean isOpenBelow() {
		return bottom() < planeHeight;
	}
}
