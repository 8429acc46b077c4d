package sc.fiji.stfpm.detect;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.PixelMask;
import sc.fiji.stfpm.image.PlanePart;
import sc.fiji.stfpm.image.RowSource;
import sc.fiji.stfpm.score.AreaOpening;
import sc.fiji.stfpm.score.RegionRows;

/** Reads a block of a map once, row by row, and windows of it again where small regions do not count. */
final class BlockSurveyor {
	private final PlaneMap map;
	private final PlanePart part;
	private final int minimumArea;
	private final int window;
	private final RegionRows regions;
	private final SmallMap small;
	/** Of each channel that is looked at by itself. */
	private final float[] highest;
	private long ignored;
	private float peak;
	private int peakX;
	private int peakY;

	private BlockSurveyor(PlaneMap map, PlanePart part, float threshold, int minimumArea, int window) {
		this.map = map;
		this.part = part;
		this.minimumArea = minimumArea;
		this.window = window;
		regions = new RegionRows(part, threshold, minimumArea);
		small = new SmallMap(part);
		highest = new float[map.parts()];
	}

	/**
	 * Reads a block.
	 *
	 * @param minimumArea of a region that counts, in pixels, from 1
	 * @param window side of the windows, see {@link #opened}
	 * @throws ArithmeticException if it has values that are not a number
	 * @throws CancellationException if cancelled
	 */
	static BlockSurvey survey(PlaneMap map, PlanePart part, float threshold, int minimumArea, int window, Progress progress) {
		return new BlockSurveyor(map, part, threshold, minimumArea, window).survey(progress);
	}

	private BlockSurvey survey(Progress progress) {
		read(progress);
		float score = minimumArea == 1 ? peak : opened(map::part, progress);
		return new BlockSurvey(part, score, scores(progress), peak, peakX, peakY, ignored, small, regions.regions());
	}

	private void read(Progress progress) {
		List<RowSource> parts = IntStream.range(0, map.parts()).mapToObj(channel -> map.rows(channel, part.columns())).toList();
		float[][] rows = new float[parts.size()][part.width()];
		float[] row = new float[part.width()];
		for (int y = part.y(); y < part.bottom(); y++) {
			if (progress.isCancelled()) throw new CancellationException("Detection was cancelled");
			for (int channel = 0; channel < rows.length; channel++) {
				parts.get(channel).read(y, rows[channel]);
				highest[channel] = Math.max(highest[channel], score(rows[channel], y));
			}
			highest(rows, row);
			regions.add(row, x -> map.channel(best(rows, x)));
			add(row, y);
			small.add(row, part.x(), y);
		}
	}

	/** The highest value of those that count, NaN where one of them is. */
	private float score(float[] row, int y) {
		float most = 0;
		for (int x = 0; x < row.length; x++)
			if (!isIgnored(x, y)) most = Math.max(most, row[x]);
		return most;
	}

	private boolean isIgnored(int x, int y) {
		return map.ignored() != PixelMask.NONE && map.ignored().contains(part.x() + x, y);
	}

	private static void highest(float[][] rows, float[] row) {
		System.arraycopy(rows[0], 0, row, 0, row.length);
		for (int channel = 1; channel < rows.length; channel++)
			for (int x = 0; x < row.length; x++)
				row[x] = Math.max(row[x], rows[channel][x]);
	}

	private static int best(float[][] rows, int x) {
		int best = 0;
		for (int channel = 1; channel < rows.length; channel++)
			if (rows[channel][x] > rows[best][x]) best = channel;
		return best;
	}

	private void add(float[] row, int y) {
		for (int x = 0; x < row.length; x++) {
			float value = row[x];
			if (Float.isNaN(value) && isIgnored(x, y)) {
				ignored++;
				continue;
			}
			if (Float.isNaN(value)) throw new ArithmeticException("The anomaly map has values that are not a number; the image or the model"
				+ " may hold such values");
			if (value > peak) {
				peak = value;
				peakX = part.x() + x;
				peakY = y;
			}
		}
	}

	private float[] scores(Progress progress) {
		if (minimumArea == 1) return highest;
		float[] scores = new float[highest.length];
		for (int i = 0; i < scores.length; i++) {
			int channel = i;
			scores[i] = opened((x, y, columns, rows) -> map.part(channel, x, y, columns, rows), progress);
		}
		return scores;
	}

	private interface Window {
		float[] read(int x, int y, int columns, int rows);
	}

	/**
	 * The maximum of the area opening. Some pixels that touch and are just enough fit into a square of as many pixels a side, and so into one
	 * of the windows that overlap by that; each window's opening is at most that of the whole. A window belongs to the block that it begins
	 * in, whatever it reaches. Windows that cannot have more than what was found are left out, as far as the block tells.
	 */
	private float opened(Window source, Progress progress) {
		float best = 0;
		int side = window + minimumArea - 1;
		for (int y = part.y(); y < part.bottom(); y += window)
			for (int x = part.x(); x < part.right(); x += window) {
				if (progress.isCancelled()) throw new CancellationException("Detection was cancelled");
				int columns = Math.min(side, part.planeWidth() - x), rows = Math.min(side, part.planeHeight() - y);
				boolean within = x + columns <= part.right() && y + rows <= part.bottom();
				if (within && small.highestIn(new PlanePart(x, y, columns, rows, part.planeWidth(), part.planeHeight())) <= best) continue;
				best = Math.max(best, AreaOpening.score(source.read(x, y, columns, rows), columns, rows, minimumArea));
			}
		return best;
	}
}
