package sc.fiji.stfpm.image;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Brightness as it is spread over pixels, in bounded memory: of 8- and 16-bit values all are counted, of others all are kept as long
 * as they are not too many, then every second one, every fourth, and so on. The same values in the same order give the same levels.
 * Not thread-safe.
 */
public final class Levels implements Serializable {
	/** Rows that are looked at in an image of many. */
	private static final int ROWS = 64;
	/** Values that are kept at most of all planes: 64 MB. */
	public static final int MOST = 1 << 24;
	/** Pixels of a single image that are looked at at least, where it has so many. */
	private static final int PIXELS = 1 << 22;

	/** The levels between which values lie, but for the outermost ones. */
	public record Range(double low, double high) {}

	/** Counts by value; null where values are kept. */
	private final long[] counts;
	private final List<float[]> kept = new ArrayList<>();
	private final int most;
	private long held;
	private int step = 1;
	private int next;
	private long seen;

	/** @param whole whether all values are whole numbers from 0 to 65535 */
	public Levels(boolean whole) {
		this(whole, MOST);
	}

	/** @param most values that are kept, where they are not counted */
	public Levels(boolean whole, int most) {
		this.most = most;
		counts = whole ? new long[1 << 16] : null;
	}

	/** Of channels of a plane together: of all pixels up to some millions, of larger planes of evenly spaced rows. */
	public static Levels of(ImagePlane plane, List<Integer> channels, boolean whole) {
		Levels levels = new Levels(whole);
		int rows = Math.max(ROWS, PIXELS / plane.width());
		for (int channel : channels)
			levels.addRows(plane, channel, Math.max(1, plane.height() / rows));
		return levels;
	}

	/**
	 * Adds evenly spaced rows of one of several planes.
	 *
	 * @throws IllegalArgumentException naming the place of a value that is infinite or not a number
	 */
	public void addRows(ImagePlane plane, int channel) {
		addRows(plane, channel, Math.max(1, plane.height() / ROWS));
	}

	private void addRows(ImagePlane plane, int channel, int every) {
		float[] row = new float[plane.width()];
		for (int y = 0; y < plane.height(); y += every) {
			plane.readFinite(channel, 0, y, row.length, 1, row, 0);
			add(row);
		}
	}

	private void add(float[] values) {
		seen += values.length;
		if (counts != null) for (float value : values)
			counts[(int) value]++;
		else keep(values);
	}

	private void keep(float[] values) {
		float[] some = new float[(values.length - next + step - 1) / step];
		for (int i = 0; i < some.length; i++)
			some[i] = values[next + i * step];
		next += some.length * step - values.length;
		kept.add(some);
		held += some.length;
		if (held > most) halve();
	}

	private void halve() {
		float[] all = all(), half = new float[all.length / 2];
		for (int i = 0; i < half.length; i++)
			half[i] = all[2 * i];
		kept.clear();
		kept.add(half);
		held = half.length;
		step *= 2;
	}

	/**
	 * Adds all that others have seen, as if it had come behind what was seen here, as long as no values had to be left out; else of both as
	 * many are left out as of the one that has left out more. What was kept of parts may come to as many as are kept at most of all.
	 */
	public void add(Levels others) {
		seen += others.seen;
		if (counts != null) {
			for (int value = 0; value < counts.length; value++)
				counts[value] += others.counts[value];
			return;
		}
		while (step < others.step)
			halve();
		while (others.step < step)
			others.halve();
		kept.addAll(others.kept);
		held += others.held;
		while (held > MOST)
			halve();
	}

	private float[] all() {
		float[] all = new float[Math.toIntExact(held)];
		int at = 0;
		for (float[] some : kept) {
			System.arraycopy(some, 0, all, at, some.length);
			at += some.length;
		}
		return all;
	}

	/**
	 * The levels below and above which a share of the values lies; lowest and highest value where these are the same.
	 *
	 * @param low percentage that lies below
	 * @param high percentage that lies below the upper level
	 */
	public Range range(double low, double high) {
		if (counts != null) return range(seen, low, high, this::counted);
		float[] sorted = all();
		Arrays.sort(sorted);
		return range(sorted.length, low, high, rank -> sorted[(int) rank]);
	}

	private interface Ranked {
		double at(long rank);
	}

	private static Range range(long n, double low, double high, Ranked values) {
		double lower = values.at((long) (n * share(low))), upper = values.at(n - 1 - (long) (n * share(100 - high)));
		return lower < upper ? new Range(lower, upper) : new Range(values.at(0), values.at(n - 1));
	}

	/** Of a percentage; what is left of 100 has rounding errors that would count a value more or less. */
	private static double share(double percentage) {
		return Math.rint(percentage * 1e9) / 1e9 / 100;
	}

	private double counted(long rank) {
		long below = 0;
		int value = 0;
		while (below + counts[value] <= rank)
			below += counts[value++];
		return value;
	}

	/** The highest value. */
	public double highest() {
		return range(0, 100).high;
	}

	/** How many values were looked at. */
	public long count() {
		return seen;
	}

	/** How many of them are a value, of whole numbers. */
	public long count(int value) {
		return counts[value];
	}
}
