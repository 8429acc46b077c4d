package sc.fiji.stfpm.image;

import java.io.Serializable;

/** The eight ways in which a picture can lie on a table: as it is, turned by quarters, and mirrored. */
public enum Orientation {
	AS_IS(false, false, false), LEFT_RIGHT(false, true, false), TOP_BOTTOM(false, false, true), HALF_TURN(false, true, true),
	/** A quarter turn clockwise. */
	QUARTER_RIGHT(true, false, true),
	/** A quarter turn anticlockwise. */
	QUARTER_LEFT(true, true, false), TRANSPOSED(true, false, false), ANTI_TRANSPOSED(true, true, true);

	/** Whether columns become rows. */
	private final boolean swaps;
	/** Whether what lies at the right end of the original's rows comes first. */
	private final boolean mirrorsX;
	private final boolean mirrorsY;

	Orientation(boolean swaps, boolean mirrorsX, boolean mirrorsY) {
		this.swaps = swaps;
		this.mirrorsX = mirrorsX;
		this.mirrorsY = mirrorsY;
	}

	/** A rectangle in pixels. */
	public record Rectangle(int x, int y, int width, int height) implements Serializable {}

	/** Whether columns become rows. */
	public boolean swapsSides() {
		return swaps;
	}

	/** The width of a picture of this size when it lies so. */
	public int width(int width, int height) {
		return swaps ? height : width;
	}

	/** The height of a picture of this size when it lies so. */
	public int height(int width, int height) {
		return swaps ? width : height;
	}

	/**
	 * Where a part of the turned picture lies in the original.
	 *
	 * @param width of the original, in pixels
	 * @param height of the original, in pixels
	 */
	public Rectangle original(Rectangle turned, int width, int height) {
		int x = swaps ? turned.y : turned.x, y = swaps ? turned.x : turned.y;
		int w = swaps ? turned.height : turned.width, h = swaps ? turned.width : turned.height;
		return new Rectangle(mirrorsX ? width - x - w : x, mirrorsY ? height - y - h : y, w, h);
	}

	/** Where a part of an original of this size lies in the turned picture. */
	public Rectangle turned(Rectangle original, int width, int height) {
		int x = mirrorsX ? width - original.x - original.width : original.x, y = mirrorsY ? height - original.y - original.height
			: original.y;
		return swaps ? new Rectangle(y, x, original.height, original.width) : new Rectangle(x, y, original.width, original.height);
	}

	/**
	 * Turns values that stand row by row.
	 *
	 * @param in {@code width * height} values of the original
	 * @param from where they start
	 * @param out receives as many; another array
	 * @param to where they start
	 */
	public void turn(float[] in, int from, int width, int height, float[] out, int to) {
		int columns = width(width, height), rows = height(width, height);
		for (int v = 0; v < rows; v++)
			for (int u = 0; u < columns; u++) {
				int x = swaps ? v : u, y = swaps ? u : v;
				out[to + v * columns + u] = in[from + (mirrorsY ? height - 1 - y : y) * width + (mirrorsX ? width - 1 - x : x)];
			}
	}
}
