package sc.fiji.stfpm.pyramid;

/** What four pixels become in a copy of half the size. NaN counts only where there is nothing else. */
public enum Reduction {
	/** The highest: a small defect stays visible in the smallest copy of an anomaly map. */
	MAXIMUM {
		@Override
		float of(float[] values, int count) {
			float max = values[0];
			for (int i = 1; i < count; i++)
				if (!(values[i] <= max)) max = Float.isNaN(values[i]) ? max : values[i];
			return max;
		}
	},
	/** The mean, as of images. */
	MEAN {
		@Override
		float of(float[] values, int count) {
			double sum = 0;
			int numbers = 0;
			for (int i = 0; i < count; i++)
				if (!Float.isNaN(values[i])) {
					sum += values[i];
					numbers++;
				}
			return numbers == 0 ? Float.NaN : (float) (sum / numbers);
		}
	};

	/** @param count how many of the values there are, at least 1 */
	abstract float of(float[] values, int count);
}
