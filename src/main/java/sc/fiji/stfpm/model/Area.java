package sc.fiji.stfpm.model;

/**
 * A rectangle of an image, in pixels.
 *
 * @param x of its left edge
 * @param y of its upper edge
 */
public record Area(int x, int y, int width, int height) {
	@Override
	public String toString() {
		return width + " x " + height + " pixels at " + x + ", " + y;
	}
}
