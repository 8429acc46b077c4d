package sc.fiji.stfpm.weights;

import java.util.Random;

/**
 * Oriented, band-limited filters of random direction, wavelength and phase (Gabor functions), as first layers of trained
 * networks tend to become. Bit-identical on every platform.
 */
final class GaborFilters {
	private static final double MIN_WAVELENGTH = 2.5, MAX_WAVELENGTH = 8.5;
	private static final double MIN_SIGMA = 1, MAX_SIGMA = 2.2;
	private static final double COLOUR_SPREAD = 0.5;
	/** Every so many filters one keeps its mean, so that brightness is seen, too. */
	private static final int WITH_MEAN = 8;

	private GaborFilters() {}

	/** Filters of unit norm a colour on average, [out, 3, kernel, kernel]. */
	static float[] filters(int out, int kernel, long seed) {
		Random random = new Random(seed);
		int area = kernel * kernel;
		float[] weights = new float[out * 3 * area];
		for (int f = 0; f < out; f++) {
			double[] filter = filter(kernel, random, f % WITH_MEAN == 0);
			for (int c = 0; c < 3; c++) {
				double colour = 1 + COLOUR_SPREAD * random.nextGaussian();
				for (int i = 0; i < area; i++)
					weights[(f * 3 + c) * area + i] = (float) (filter[i] * colour);
			}
		}
		return weights;
	}

	private static double[] filter(int kernel, Random random, boolean keepsMean) {
		double angle = Math.PI * random.nextDouble(), phase = 2 * Math.PI * random.nextDouble();
		double wavelength = MIN_WAVELENGTH + (MAX_WAVELENGTH - MIN_WAVELENGTH) * random.nextDouble();
		double sigma = MIN_SIGMA + (MAX_SIGMA - MIN_SIGMA) * random.nextDouble();
		double[] values = new double[kernel * kernel];
		double mean = 0, squares = 0;
		for (int i = 0; i < values.length; i++) {
			int x = i % kernel - kernel / 2, y = i / kernel - kernel / 2;
			// StrictMath: Math may round differently from platform to platform.
			double along = x * StrictMath.cos(angle) + y * StrictMath.sin(angle);
			values[i] = StrictMath.exp(-(x * x + y * y) / (2 * sigma * sigma)) * StrictMath.cos(2 * Math.PI * along / wavelength +
				phase);
			mean += values[i] / values.length;
		}
		for (int i = 0; i < values.length; i++) {
			if (!keepsMean) values[i] -= mean;
			squares += values[i] * values[i];
		}
		double norm = Math.sqrt(squares);
		for (int i = 0; i < values.length; i++)
			values[i] /= norm;
		return values;
	}
}
