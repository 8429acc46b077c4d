package sc.fiji.stfpm.image;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Ground truth of an image: which of its pixels are anomalous.
 *
 * @param values {@code width * height} values, row by row, true where anomalous; not copied
 */
public record Mask(int width, int height, boolean[] values) {
	public Mask {
		if (values.length != width * height)
			throw new IllegalArgumentException("A mask of " + width + " x " + height + " needs " + width * height
				+ " values, found " + values.length);
	}

	/** A mask without an anomalous pixel. */
	public static Mask normal(int width, int height) {
		return new Mask(width, height, new boolean[width * height]);
	}

	/**
	 * Reads a mask image of any kind that {@link ImageReader} takes, or a TIFF of several pages of one size, one for each
	 * defect say: a pixel is anomalous where any channel of any page is above 0. Colours of a palette count, not places in
	 * it, so that black alone is normal.
	 *
	 * @throws IOException as {@link ImageReader#read}, and where pages differ in size
	 */
	public static Mask read(Path file) throws IOException {
		return ImageReader.readMask(file);
	}

	/** The mask of one image in memory: true where any channel is above 0. */
	public static Mask of(ImagePlane plane) {
		int n = plane.width() * plane.height();
		boolean[] anomalous = new boolean[n];
		float[] channel = new float[n];
		for (int c = 0; c < plane.channels(); c++) {
			plane.read(c, 0, 0, plane.width(), plane.height(), channel, 0);
			for (int i = 0; i < n; i++)
				anomalous[i] |= channel[i] > 0;
		}
		return new Mask(plane.width(), plane.height(), anomalous);
	}

	/** Anomalous where this one is, or the other, of the same size. */
	Mask or(Mask other) {
		boolean[] either = values.clone();
		for (int i = 0; i < either.length; i++)
			either[i] |= other.values[i];
		return new Mask(width, height, either);
	}

	/** This mask at another size, by nearest neighbour; itself where the size is the same. */
	public Mask resizeNearest(int toWidth, int toHeight) {
		if (toWidth == width && toHeight == height)
			return this;
		return new Mask(toWidth, toHeight, Resize.nearest(values, width, height, toWidth, toHeight));
	}

	/** The number of anomalous pixels. */
	public int anomalousPixels() {
		int count = 0;
		for (boolean value : values)
			if (value)
				count++;
		return count;
	}
}
