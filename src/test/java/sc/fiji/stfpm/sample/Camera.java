package sc.fiji.stfpm.sample;

import java.util.Random;

/**
 * A microscope's camera: slight defocus, uneven light, shot and read noise, 8 bits. Scenes come with {@value #OVERSAMPLING}
 * samples a pixel in either direction.
 */
final class Camera {
	static final int SIZE = 256;
	static final int OVERSAMPLING = 2;
	private static final double ELECTRONS_AT_WHITE = 7000;
	private static final double READ_NOISE = 20;

	private final double[] kernel;
	private final double gain;
	private final double tiltX;
	private final double tiltY;
	private final double vignette;
	private final double centreX;
	private final double centreY;

	Camera(Random random) {
		kernel = gaussian(OVERSAMPLING * (0.65 + 0.3 * random.nextDouble()));
		gain = 0.73 + 0.08 * random.nextDouble();
		tiltX = 0.16 * (random.nextDouble() - 0.5);
		tiltY = 0.16 * (random.nextDouble() - 0.5);
		vignette = 0.1 + 0.1 * random.nextDouble();
		centreX = 0.4 + 0.2 * random.nextDouble();
		centreY = 0.4 + 0.2 * random.nextDouble();
	}

	/** What falls on the pixels under even light: the scene defocused and averaged over each pixel. */
	double[] focused(double[] scene) {
		double[] blurred = blurred(blurred(scene));
		int side = SIZE * OVERSAMPLING;
		double[] pixels = new double[SIZE * SIZE];
		for (int y = 0; y < side; y++)
			for (int x = 0; x < side; x++)
				pixels[y / OVERSAMPLING * SIZE + x / OVERSAMPLING] += blurred[y * side + x] / (OVERSAMPLING * OVERSAMPLING);
		return pixels;
	}

	/** The picture taken: uneven light, noise and 8 bits. */
	byte[] exposed(double[] focused, Random noise) {
		byte[] picture = new byte[focused.length];
		for (int p = 0; p < picture.length; p++) {
			double electrons = ELECTRONS_AT_WHITE * focused[p] * illumination(p % SIZE, p / SIZE);
			electrons += Math.sqrt(electrons) * noise.nextGaussian() + READ_NOISE * noise.nextGaussian();
			picture[p] = (byte) Math.max(0, Math.min(255, Math.round(255 * electrons / ELECTRONS_AT_WHITE)));
		}
		return picture;
	}

	private double illumination(int x, int y) {
		double dx = (x + 0.5) / SIZE - centreX;
		double dy = (y + 0.5) / SIZE - centreY;
		return gain * (1 + tiltX * dx + tiltY * dy) * (1 - vignette * 2 * (dx * dx + dy * dy));
	}

	/** Blurs along x and transposes, so that two calls blur along both axes. */
	private double[] blurred(double[] scene) {
		int side = SIZE * OVERSAMPLING;
		int reach = kernel.length / 2;
		double[] result = new double[scene.length];
		for (int y = 0; y < side; y++)
			for (int x = 0; x < side; x++) {
				double sum = 0;
				for (int k = -reach; k <= reach; k++)
					sum += kernel[k + reach] * scene[y * side + Math.max(0, Math.min(side - 1, x + k))];
				result[x * side + y] = sum;
			}
		return result;
	}

	private static double[] gaussian(double sigma) {
		int reach = (int) Math.ceil(3 * sigma);
		double[] weights = new double[2 * reach + 1];
		double sum = 0;
		for (int k = -reach; k <= reach; k++)
			sum += weights[k + reach] = StrictMath.exp(-k * k / (2 * sigma * sigma));
		for (int k = 0; k < weights.length; k++)
			weights[k] /= sum;
		return weights;
	}
}
