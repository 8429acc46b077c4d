package sc.fiji.stfpm.image;

import java.util.function.IntPredicate;

/** Some pixels of a plane, such as those that do not count. Thread-safe. */
@FunctionalInterface
public interface PixelMask {
	/** No pixel. */
	PixelMask NONE = new PixelMask() {
		@Override
		public boolean contains(long x, long y) {
			return false;
		}

		@Override
		public PixelMask or(PixelMask other) {
			return other;
		}
	};

	/** Whether a pixel of the plane is one of them, by its column and row from 0. */
	boolean contains(long x, long y);

	/** Those that are in this or in the other. */
	default PixelMask or(PixelMask other) {
		return other == NONE ? this : (x, y) -> contains(x, y) || other.contains(x, y);
	}

	/** All others. */
	default PixelMask outside() {
		return (x, y) -> !contains(x, y);
	}

	/** The same pixels, of the part of the plane that begins at a column and row. */
	default PixelMask from(long left, long top) {
		return this == NONE ? this : (x, y) -> contains(left + x, top + y);
	}

	/** Whether all pixels of a plane of a size are among them. */
	default boolean containsAll(long width, long height) {
		for (long y = 0; y < height; y++)
			for (long x = 0; x < width; x++)
				if (!contains(x, y)) return false;
		return true;
	}

	/** The same by the index {@code y * width + x}, for planes with fewer than 2^31 pixels. */
	default IntPredicate byIndex(int width) {
		return i -> contains(i % width, i / width);
	}

	/** Those that a mask marks. */
	static PixelMask of(Mask mask) {
		return (x, y) -> mask.values()[Math.toIntExact(y * mask.width() + x)];
	}
}
