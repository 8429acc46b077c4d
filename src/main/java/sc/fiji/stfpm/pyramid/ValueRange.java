package sc.fiji.stfpm.pyramid;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The lowest and the highest of all values that are numbers. Not thread-safe. */
public final class ValueRange {
	private float min = Float.POSITIVE_INFINITY;
	private float max = Float.NEGATIVE_INFINITY;

	void add(float[] values) {
		for (float value : values) {
			if (!Float.isFinite(value)) continue;
			min = Math.min(min, value);
			max = Math.max(max, value);
		}
	}

	/** Adds the values of another part. */
	public void add(ValueRange other) {
		min = Math.min(min, other.min);
		max = Math.max(max, other.max);
	}

	/** 0 where there was none. */
	float min() {
		return min <= max ? min : 0;
	}

	/** 1 where there was none, or all were one. */
	float max() {
		return min < max ? max : min() + 1;
	}

	/** Writes it. */
	public void write(DataOutput out) throws IOException {
		out.writeFloat(min);
		out.writeFloat(max);
	}

	/** Reads what was written. */
	public static ValueRange read(DataInput in) throws IOException {
		ValueRange range = new ValueRange();
		range.min = in.readFloat();
		range.max = in.readFloat();
		return range;
	}
}
