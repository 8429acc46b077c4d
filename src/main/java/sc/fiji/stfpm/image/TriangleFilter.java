package sc.fiji.stfpm.image;

/**
 * The weights of Pillow's BILINEAR filter along one axis: a triangle that is as wide as one output pixel where the image
 * shrinks, and one input pixel wide where it grows.
 */
final class TriangleFilter {
	/** Pillow's fixed point for 8-bit images: 32 bits less 8 of the value and 2 of headroom. */
	private static final int PRECISION_BITS = 22;

	private final int[] first;
	private final double[][] weights;
	private final int[][] fixedWeights;

	TriangleFilter(int from, int to) {
		first = new int[to];
		weights = new double[to][];
		fixedWeights = new int[to][];
		double scale = (double) from / to;
		double support = Math.max(scale, 1);
		for (int i = 0; i < to; i++) {
			double centre = (i + 0.5) * scale;
			first[i] = Math.max((int) (centre - support + 0.5), 0);
			int end = Math.min((int) (centre + support + 0.5), from);
			weights[i] = normalised(centre, support, first[i], end);
			fixedWeights[i] = new int[weights[i].length];
			for (int k = 0; k < weights[i].length; k++)
				fixedWeights[i][k] = (int) (0.5 + weights[i][k] * (1 << PRECISION_BITS));
		}
	}

	private static double[] normalised(double centre, double support, int first, int end) {
		double[] weights = new double[end - first];
		double sum = 0;
		for (int k = 0; k < weights.length; k++) {
			weights[k] = Math.max(1 - Math.abs((first + k - centre + 0.5) / support), 0);
			sum += weights[k];
		}
		for (int k = 0; k < weights.length; k++)
			weights[k] /= sum;
		return weights;
	}

	/** The first value that value {@code i} of the filtered line is made of. */
	int first(int i) {
		return first[i];
	}

	/** Behind the last one. */
	int end(int i) {
		return first[i] + weights[i].length;
	}

	/** Value {@code i} of the filtered line that starts at {@code start} and has {@code stride} between its values. */
	float filtered(float[] values, int start, int stride, int i) {
		double sum = 0;
		int at = start + first[i] * stride;
		for (double weight : weights[i]) {
			sum += weight * values[at];
			at += stride;
		}
		return (float) sum;
	}

	/** As {@link #filtered} for whole numbers from 0 to 255, rounded to one. */
	float filtered8Bit(float[] values, int start, int stride, int i) {
		int sum = 1 << PRECISION_BITS - 1;
		int at = start + first[i] * stride;
		for (int weight : fixedWeights[i]) {
			sum += weight * (int) values[at];
			at += stride;
		}
		return Math.min(Math.max(sum >> PRECISION_BITS, 0), 255);
	}
}
