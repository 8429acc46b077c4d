package sc.fiji.stfpm.memory;

/** Loops in the form that Java computes with many elements at once: over whole arrays of one length, all indexed alike. */
final class FloatVectors {
	private FloatVectors() {}

	/** Adds a multiple of a vector to another. */
	static void addMultiple(float[] vector, float factor, float[] sum) {
		for (int i = 0; i < sum.length; i++)
			sum[i] += vector[i] * factor;
	}

	/** Adds the squares of the differences to a number, element by element. */
	static void addSquares(float[] vector, float number, float[] sums) {
		for (int i = 0; i < sums.length; i++) {
			float difference = vector[i] - number;
			sums[i] += difference * difference;
		}
	}
}
