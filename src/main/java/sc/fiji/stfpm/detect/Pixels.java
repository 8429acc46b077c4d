package sc.fiji.stfpm.detect;

import java.util.function.IntPredicate;

import sc.fiji.stfpm.model.Area;

/** Some pixels of an image, and whether places of a feature map lie over them. */
final class Pixels {
	private final int width;
	private final int height;
	private final IntPredicate inside;
	private final Area area;

	/**
	 * @param inside whether a pixel is one of them, by its index {@code y * width + x}
	 * @throws IllegalArgumentException where none is
	 */
	Pixels(int width, int height, IntPredicate inside) {
		this.width = width;
		this.height = height;
		this.inside = inside;
		area = Area.around(width, height, inside).orElseThrow(() -> new IllegalArgumentException(
			"The selection has no pixel inside the image"));
	}

	/**
	 * Whether one of them lies below some places of a feature map.
	 *
	 * @param fromColumn of the places, which may lie outside the map; {@code toColumn} is the first behind them
	 * @param stride pixels of the network's input to a place
	 * @param inputWidth of the network's input, to which the image was resized
	 */
	boolean touches(int fromColumn, int fromRow, int toColumn, int toRow, int stride, int inputWidth, int inputHeight) {
		int x0 = Math.max(area.x(), (int) Math.floor((double) fromColumn * stride * width / inputWidth));
		int x1 = Math.min(area.x() + area.width(), (int) Math.ceil((double) toColumn * stride * width / inputWidth));
		int y0 = Math.max(area.y(), (int) Math.floor((double) fromRow * stride * height / inputHeight));
		int y1 = Math.min(area.y() + area.height(), (int) Math.ceil((double) toRow * stride * height / inputHeight));
		for (int y = y0; y < y1; y++)
			for (int x = x0; x < x1; x++)
				if (inside.test(y * width + x)) return true;
		return false;
	}
}
