package sc.fiji.stfpm.train;

import java.util.Arrays;
import java.util.Random;

/** Takes the structure out of an image and leaves its colours: {@code 3 * area} values in [C, H, W] order. */
final class WithoutStructure {
	private static final int CHANNELS = 3;

	private WithoutStructure() {}

	/** Its mean colour everywhere. */
	static float[] blank(float[] image) {
		int area = image.length / CHANNELS;
		float[] blank = new float[image.length];
		for (int c = 0; c < CHANNELS; c++) {
			double sum = 0;
			for (int i = c * area; i < (c + 1) * area; i++)
				sum += image[i];
			Arrays.fill(blank, c * area, (c + 1) * area, (float) (sum / area));
		}
		return blank;
	}

	/** Its pixels in random order. */
	static float[] shuffled(float[] image, long seed) {
		int area = image.length / CHANNELS;
		Random random = new Random(seed);
		float[] shuffled = image.clone();
		for (int i = area - 1; i > 0; i--) {
			int j = random.nextInt(i + 1);
			for (int c = 0; c < CHANNELS; c++) {
				float swapped = shuffled[c * area + i];
				shuffled[c * area + i] = shuffled[c * area + j];
				shuffled[c * area + j] = swapped;
			}
		}
		return shuffled;
	}
}
