package sc.fiji.stfpm.dataset;

import java.util.Arrays;

import ij.plugin.filter.GaussianBlur;
import ij.process.AutoThresholder;
import ij.process.FloatProcessor;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelBlocks;
import sc.fiji.stfpm.image.PixelMask;
import sc.fiji.stfpm.score.Labelling;

/**
 * Tells parts from the empty background that they lie on. A smoothed and, where it is large, smaller copy of the plane is divided by Otsu's
 * threshold; what most of its border belongs to is the background, be it the darker or the brighter side. Of the rest, pieces count that
 * have at least a tenth of the largest one's pixels, with their holes.
 */
final class Background {
	/** Pixels of the longer side of the copy, at most. */
	private static final int LONGEST = 512;
	private static final double SIGMA = 2;
	private static final double ACCURACY = 0.002;
	private static final int BINS = 256;
	private static final double LEAST_PIECE = 0.1;

	private final int width;
	private final int height;

	private Background(int width, int height) {
		this.width = width;
		this.height = height;
	}

	/**
	 * The background of a plane, of which a copy of at most {@value #LONGEST} pixels a side is kept.
	 *
	 * @throws IllegalArgumentException where nothing stands out from it
	 */
	static PixelMask of(ImagePlane plane) {
		double scale = Math.min(1, (double) LONGEST / Math.max(plane.width(), plane.height()));
		Background copy = new Background((int) Math.max(1, Math.round(scale * plane.width())), (int) Math.max(1, Math.round(scale * plane
			.height())));
		boolean[] parts = copy.parts(copy.smoothed(plane));
		long width = plane.width(), height = plane.height();
		return (x, y) -> !parts[(int) (y * copy.height / height) * copy.width + (int) (x * copy.width / width)];
	}

	/** The mean of all channels. */
	private float[] smoothed(ImagePlane plane) {
		PixelBlocks blocks = new PixelBlocks(plane.width(), plane.height(), width, height);
		double[] sums = new double[width];
		float[] row = new float[plane.width()], copy = new float[width * height];
		for (int y = 0; y < height; y++) {
			Arrays.fill(sums, 0);
			for (int channel = 0; channel < plane.channels(); channel++)
				for (int j = blocks.top(y); j < blocks.bottom(y); j++) {
					plane.read(channel, 0, j, row.length, 1, row, 0);
					blocks.add(row, sums, 0);
				}
			for (int x = 0; x < width; x++)
				copy[y * width + x] = (float) (sums[x] / plane.channels() / blocks.count(x, y));
		}
		new GaussianBlur().blurGaussian(new FloatProcessor(width, height, copy), SIGMA, SIGMA, ACCURACY);
		return copy;
	}

	private boolean[] parts(float[] values) {
		double low = Double.POSITIVE_INFINITY, high = Double.NEGATIVE_INFINITY;
		for (float value : values) {
			low = Math.min(low, value);
			high = Math.max(high, value);
		}
		if (!(high > low)) throw new IllegalArgumentException("Nothing stands out from the background, which is to be ignored");
		int[] bins = new int[values.length], histogram = new int[BINS];
		for (int i = 0; i < values.length; i++)
			histogram[bins[i] = (int) Math.min(BINS - 1, (values[i] - low) / (high - low) * BINS)]++;
		int threshold = new AutoThresholder().getThreshold(AutoThresholder.Method.Otsu, histogram);
		boolean[] part = new boolean[values.length];
		int bright = 0, border = 0;
		for (int i = 0; i < values.length; i++) {
			part[i] = bins[i] > threshold;
			if (!isBorder(i)) continue;
			border++;
			if (part[i]) bright++;
		}
		if (2 * bright > border) for (int i = 0; i < part.length; i++)
			part[i] = !part[i];
		return filled(largest(part));
	}

	private boolean isBorder(int i) {
		int x = i % width, y = i / width;
		return x == 0 || y == 0 || x == width - 1 || y == height - 1;
	}

	private boolean[] largest(boolean[] part) {
		Labelling pieces = Labelling.of(part, width, height);
		int[] labels = pieces.labels(), sizes = new int[pieces.count() + 1];
		for (int label : labels)
			if (label > 0) sizes[label]++;
		double least = LEAST_PIECE * Arrays.stream(sizes).max().orElse(0);
		boolean[] kept = new boolean[part.length];
		for (int i = 0; i < kept.length; i++)
			kept[i] = labels[i] > 0 && sizes[labels[i]] >= least;
		return kept;
	}

	private boolean[] filled(boolean[] part) {
		boolean[] rest = new boolean[part.length];
		for (int i = 0; i < part.length; i++)
			rest[i] = !part[i];
		Labelling holes = Labelling.of(rest, width, height);
		boolean[] open = new boolean[holes.count() + 1];
		for (int i = 0; i < part.length; i++)
			if (isBorder(i)) open[holes.labels()[i]] = true;
		boolean[] filled = new boolean[part.length];
		for (int i = 0; i < part.length; i++)
			filled[i] = part[i] || !open[holes.labels()[i]];
		return filled;
	}
}
