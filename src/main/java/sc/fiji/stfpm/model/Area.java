package sc.fiji.stfpm.model;

import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A rectangle of an image, in pixels.
 *
 * @param x of its left edge
 * @param y of its upper edge
 */
public record Area(int x, int y, int width, int height) {
	/**
	 * The smallest one that holds some pixels of an image.
	 *
	 * @param inside whether a pixel is one of them, by its index {@code y * width + x}
	 * @return empty where none is
	 */
	public static Optional<Area> around(int width, int height, IntPredicate inside) {
		int left = width, top = -1, right = -1, bottom = -1;
		for (int y = 0, i = 0; y < height; y++)
			for (int x = 0; x < width; x++, i++) {
				if (!inside.test(i)) continue;
				left = Math.min(left, x);
				right = Math.max(right, x);
				if (top < 0) top = y;
				bottom = y;
			}
		return bottom < 0 ? Optional.empty() : Optional.of(new Area(left, top, right - left + 1, bottom - top + 1));
	}

	@Override
	public String toString() {
		return width + " x " + height + " pixels at " + x + ", " + y;
	}
}
