package sc.fiji.stfpm.memory;

import java.util.Random;

/**
 * Where descriptors of images lie: features are put on a scale where normal images vary alike in all channels, and projected. Immutable;
 * arrays are not copied.
 *
 * @param mean of the features, D values
 * @param scale what differences from the mean are multiplied by, D values
 * @param projection [D, {@link ImageDescriptors#WIDTH}]
 */
record DescriptorSpace(float[] mean, float[] scale, float[] projection) {
	DescriptorSpace(float[] mean, float[] scale) {
		this(mean, scale, projection(mean.length));
	}

	/** Signs drawn at random keep distances (Achlioptas, JCSS 2003); they are the same ones for every model of as many features. */
	private static float[] projection(int dimensions) {
		Random random = new Random(dimensions);
		float[] signs = new float[dimensions * ImageDescriptors.WIDTH];
		float one = (float) (1 / Math.sqrt(ImageDescriptors.WIDTH));
		for (int i = 0; i < signs.length; i++)
			signs[i] = random.nextBoolean() ? one : -one;
		return signs;
	}

	/**
	 * The descriptor of an image.
	 *
	 * @param means see {@link CellMeans#means}
	 * @return [cells, {@link ImageDescriptors#WIDTH}]
	 */
	float[] describe(float[] means) {
		int values = mean.length, width = ImageDescriptors.WIDTH;
		float[] descriptor = new float[CellMeans.CELLS * width];
		for (int q = 0; q < CellMeans.CELLS; q++)
			for (int i = 0; i < values; i++) {
				float value = (means[q * values + i] - mean[i]) * scale[i];
				for (int k = 0; k < width; k++)
					descriptor[q * width + k] += value * projection[i * width + k];
			}
		return descriptor;
	}
}
