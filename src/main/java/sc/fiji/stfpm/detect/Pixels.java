package sc.fiji.stfpm.detect;

import java.util.function.IntPredicate;

/** Some pixels of an image, and whether places of a feature map lie over them. */
final class Pixels {
	private final int width;
	private final int height;
	private final IntPredicate inside;
	private int left = Integer.MAX_VALUE;
	private int top = Integer.MAX_VALUE;
	private int right = -1;
	private int bottom = -1;

	/**
	 * @param inside whether a pixel is one of them, by its index {@code y * width + x}
	 * @throws IllegalArgumentException where none is
	 */
	Pixels(int width, int height, IntPredicate inside) {
		this.width = width;
		this.height = height;
		this.inside = inside;
		for (int y = 0, i = 0; y < height; y++)
			for (int x = 0; x < width; x++, i++) {
				if (!inside.test(i)) continue;
				left = Math.min(left, x);
				right = Math.max(right, x);
				top = Math.min(top, y);
				bottom = y;
			}
		if (bottom < 0) throw new IllegalArgumentException("The selection has no pixel inside the image");
	}

	/**
	 * Whether one of them lies below some places of a feature map.
	 *
	 * @param fromColumn of the places, which may lie outside the map; {@code toColumn} is the first behind them
	 * @param stride pixels of the network's input to a place
	 * @param inputWidth of the network's input, to which the image was resized
	 */
	boolean touches(int fromColumn, int fromRow, int toColumn, int toRow, int stride, int inputWidth, int inputHeight) {
		int x0 = Math.max(left, (int) Math.floor((double) fromColumn * stride * width / inputWidth));
		int x1 = Math.min(right + 1, (int) Math.ceil((double) toColumn * stride * width / inputWidth));
		int y0 = Math.max(top, (int) Math.floor((double) fromRow * stride * height / inputHeight));
		int y1 = Math.min(bottom + 1, (int) Math.ceil((double) toRow * stride * height / inputHeight));
		for (int y = y0; y < y1; y++)
			for (int x = x0; x < x1; x++)
				if (inside.test(y * width + x)) return true;
		return false;
	}
}
