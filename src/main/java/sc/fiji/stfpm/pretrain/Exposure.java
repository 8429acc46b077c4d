package sc.fiji.stfpm.pretrain;

import java.util.SplittableRandom;

/** What a camera does to a scene: focus, colour or grey, brightness and contrast, noise. */
final class Exposure {
	private static final double MAX_BLUR = 2;

	private final SplittableRandom random;
	private final double blur, gain, level, noise;
	private final boolean grey;

	Exposure(SplittableRandom random) {
		this.random = random;
		blur = random.nextInt(3) == 0 ? random.nextDouble(0.4, MAX_BLUR) : 0;
		grey = random.nextInt(3) == 0;
		gain = random.nextDouble(0.4, 1.2);
		level = random.nextDouble(0.25, 0.75);
		noise = random.nextInt(3) == 0 ? 0 : 0.06 * Math.pow(random.nextDouble(), 3);
	}

	/** @param rgb [3, side, side], changed in place */
	void apply(float[] rgb, int side) {
		int area = side * side;
		if (grey) for (int p = 0; p < area; p++)
			rgb[p] = rgb[area + p] = rgb[2 * area + p] = (rgb[p] + rgb[area + p] + rgb[2 * area + p]) / 3;
		if (blur > 0) for (int c = 0; c < 3; c++)
			blur(rgb, c * area, side);
		for (int p = 0; p < area; p++) {
			double common = noise * random.nextGaussian();
			for (int c = 0; c < 3; c++) {
				double own = grey ? 0 : noise * random.nextGaussian();
				double value = level + gain * (rgb[c * area + p] - 0.5) + common + own;
				rgb[c * area + p] = (float) Math.max(0, Math.min(1, value));
			}
		}
	}

	private void blur(float[] rgb, int offset, int side) {
		int radius = (int) Math.ceil(2.5 * blur);
		double[] kernel = new double[2 * radius + 1];
		double sum = 0;
		for (int i = 0; i < kernel.length; i++)
			sum += kernel[i] = Math.exp(-(i - radius) * (i - radius) / (2 * blur * blur));
		for (int i = 0; i < kernel.length; i++)
			kernel[i] /= sum;
		float[] line = new float[side];
		for (int i = 0; i < side; i++)
			convolve(rgb, offset + i * side, 1, kernel, line);
		for (int i = 0; i < side; i++)
			convolve(rgb, offset + i, side, kernel, line);
	}

	/** Beyond its ends a line goes on as it ends. */
	private static void convolve(float[] values, int start, int step, double[] kernel, float[] line) {
		int n = line.length, radius = kernel.length / 2;
		for (int i = 0; i < n; i++) {
			double sum = 0;
			for (int k = 0; k < kernel.length; k++)
				sum += kernel[k] * values[start + step * Math.max(0, Math.min(n - 1, i + k - radius))];
			line[i] = (float) sum;
		}
		for (int i = 0; i < n; i++)
			values[start + step * i] = line[i];
	}
}
