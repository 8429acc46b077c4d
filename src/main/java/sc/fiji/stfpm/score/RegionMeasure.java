package sc.fiji.stfpm.score;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.IntUnaryOperator;

/**
 * What is known of a region while its pixels are found, in any order and in parts that are put together. Sums are exact, centres up to
 * 2^51 pixels of a row or column, so that neither order nor parts are seen in the result. Not thread-safe.
 */
final class RegionMeasure {
	/** Of pixels of a plane: its column and row as one number, in the order of reading. */
	private static final int ROW_SHIFT = 32;

	private final FloatSum sumScore;
	private long area;
	private double sumX;
	private double sumY;
	private float max = Float.NEGATIVE_INFINITY;
	private long first = Long.MAX_VALUE;
	private long peak = Long.MAX_VALUE;
	private int channel;
	private int left = Integer.MAX_VALUE;
	private int right = -1;
	private int top = Integer.MAX_VALUE;
	private int bottom = -1;

	RegionMeasure() {
		this(new FloatSum());
	}

	private RegionMeasure(FloatSum sumScore) {
		this.sumScore = sumScore;
	}

	/**
	 * Adds the next pixel, row by row.
	 *
	 * @param channelAt the channel that is highest there, by the argument {@code at}
	 */
	void add(int x, int y, float score, IntUnaryOperator channelAt, int at) {
		long pixel = (long) y << ROW_SHIFT | x;
		first = Math.min(first, pixel);
		if (score > max) {
			max = score;
			peak = pixel;
			channel = channelAt.applyAsInt(at);
		}
		area++;
		sumX += x + 0.5;
		sumY += y + 0.5;
		sumScore.add(score);
		left = Math.min(left, x);
		right = Math.max(right, x);
		top = Math.min(top, y);
		bottom = Math.max(bottom, y);
	}

	/** Adds another part of the same region. */
	void add(RegionMeasure other) {
		if (other.max > max || other.max == max && other.peak < peak) {
			max = other.max;
			peak = other.peak;
			channel = other.channel;
		}
		first = Math.min(first, other.first);
		area += other.area;
		sumX += other.sumX;
		sumY += other.sumY;
		sumScore.add(other.sumScore);
		left = Math.min(left, other.left);
		right = Math.max(right, other.right);
		top = Math.min(top, other.top);
		bottom = Math.max(bottom, other.bottom);
	}

	long area() {
		return area;
	}

	float max() {
		return max;
	}

	/** The lowest row. */
	int bottom() {
		return bottom;
	}

	/** The place of the first pixel in the order of rows. */
	long first() {
		return first;
	}

	Region region(int label) {
		return new Region(label, area, sumX / area, sumY / area, left, top, right - left + 1, bottom - top + 1, (float) (sumScore.value()
			/ area), max, channel);
	}

	void write(DataOutput out) throws IOException {
		sumScore.write(out);
		out.writeLong(area);
		out.writeDouble(sumX);
		out.writeDouble(sumY);
		out.writeFloat(max);
		out.writeLong(first);
		out.writeLong(peak);
		out.writeInt(channel);
		out.writeInt(left);
		out.writeInt(right);
		out.writeInt(top);
		out.writeInt(bottom);
	}

	static RegionMeasure read(DataInput in) throws IOException {
		RegionMeasure measure = new RegionMeasure(FloatSum.read(in));
		measure.area = in.readLong();
		measure.sumX = in.readDouble();
		measure.sumY = in.readDouble();
		measure.max = in.readFloat();
		measure.first = in.readLong();
		measure.peak = in.readLong();
		measure.channel = in.readInt();
		measure.left = in.readInt();
		measure.right = in.readInt();
		measure.top = in.readInt();
		measure.bottom = in.readInt();
		return measure;
	}
}
