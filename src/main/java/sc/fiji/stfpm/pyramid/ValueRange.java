package sc.fiji.stfpm.pyramid;

/** The lowest and the highest of all values that are numbers. */
final class ValueRange {
	private float min = Float.POSITIVE_INFINITY;
	private float max = Float.NEGATIVE_INFINITY;

	void add(float[] values) {
		for (float value : values) {
			if (!Float.isFinite(value)) continue;
			min = Math.min(min, value);
			max = Math.max(max, value);
		}
	}

	/** 0 where there was none. */
	float min() {
		return min <= max ? min : 0;
	}

	/** 1 where there was none, or all were one. */
	float max() {
		return min < max ? max : min() + 1;
	}
}
