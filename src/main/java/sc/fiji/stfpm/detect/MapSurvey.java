package sc.fiji.stfpm.detect;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.Columns;
import sc.fiji.stfpm.image.PixelBlocks;
import sc.fiji.stfpm.image.PixelMask;
import sc.fiji.stfpm.image.RowSource;
import sc.fiji.stfpm.score.AnomalyMap;
import sc.fiji.stfpm.score.AreaOpening;
import sc.fiji.stfpm.score.Region;
import sc.fiji.stfpm.score.RegionRows;

/** What can be said of a map that is read once, row by row: its highest value and where, its regions, and a smaller copy. */
final class MapSurvey {
	/** Longer side of the smaller copy, in pixels. */
	private static final int SMALL = 2048;
	/** Side of the windows in which regions that are too small are sought, beside what overlaps. */
	private static final int WINDOW = 1024;

	private final PlaneMap map;
	private final int minimumArea;
	private final int window;
	private final RegionRows regions;
	private final int smallWidth;
	private final int smallHeight;
	private final float[] small;
	/** Of each channel that is looked at by itself. */
	private final float[] highest;
	private long ignored;
	private float peak;
	private int peakX;
	private int peakY;

	private MapSurvey(PlaneMap map, float threshold, int minimumArea, int window) {
		this.map = map;
		this.minimumArea = minimumArea;
		this.window = window;
		regions = new RegionRows(map.width(), threshold, minimumArea);
		double scale = Math.min(1, (double) SMALL / Math.max(map.width(), map.height()));
		smallWidth = (int) Math.max(1, Math.round(scale * map.width()));
		smallHeight = (int) Math.max(1, Math.round(scale * map.height()));
		small = new float[smallWidth * smallHeight];
		highest = new float[map.parts()];
	}

	/**
	 * Reads a map.
	 *
	 * @param minimumArea of a region that counts, in pixels, from 1
	 * @throws ArithmeticException if it has values that are not a number
	 * @throws CancellationException if cancelled
	 */
	static MapSurvey of(PlaneMap map, float threshold, int minimumArea, Progress progress) {
		return of(map, threshold, minimumArea, WINDOW, progress);
	}

	/** @param window side of the windows, see {@link #opened} */
	static MapSurvey of(PlaneMap map, float threshold, int minimumArea, int window, Progress progress) {
		MapSurvey survey = new MapSurvey(map, threshold, minimumArea, window);
		survey.read(progress);
		return survey;
	}

	private void read(Progress progress) {
		List<RowSource> parts = IntStream.range(0, map.parts()).mapToObj(part -> map.rows(part, Columns.all(map.width()))).toList();
		PixelBlocks blocks = new PixelBlocks(map.width(), map.height(), smallWidth, smallHeight);
		float[][] rows = new float[parts.size()][map.width()];
		float[] row = new float[map.width()];
		for (int smallY = 0; smallY < smallHeight; smallY++) {
			if (progress.isCancelled()) throw new CancellationException("Detection was cancelled");
			for (int y = blocks.top(smallY); y < blocks.bottom(smallY); y++) {
				for (int part = 0; part < rows.length; part++) {
					parts.get(part).read(y, rows[part]);
					highest[part] = Math.max(highest[part], score(rows[part], y));
				}
				highest(rows, row);
				regions.add(row, x -> map.channel(best(rows, x)));
				add(row, y, smallY, blocks);
			}
		}
	}

	/** The highest value of those that count, NaN where one of them is. */
	private float score(float[] row, int y) {
		if (map.ignored() == PixelMask.NONE) return AnomalyMap.score(row);
		float highest = 0;
		for (int x = 0; x < row.length; x++)
			if (!map.ignored().contains(x, y)) highest = Math.max(highest, row[x]);
		return highest;
	}

	private static void highest(float[][] rows, float[] row) {
		System.arraycopy(rows[0], 0, row, 0, row.length);
		for (int part = 1; part < rows.length; part++)
			for (int x = 0; x < row.length; x++)
				row[x] = Math.max(row[x], rows[part][x]);
	}

	private static int best(float[][] rows, int x) {
		int best = 0;
		for (int part = 1; part < rows.length; part++)
			if (rows[part][x] > rows[best][x]) best = part;
		return best;
	}

	private void add(float[] row, int y, int smallY, PixelBlocks blocks) {
		for (int i = 0; i < smallWidth; i++)
			for (int x = blocks.left(i); x < blocks.right(i); x++) {
				float value = row[x];
				if (Float.isNaN(value) && map.ignored().contains(x, y)) {
					ignored++;
					continue;
				}
				if (Float.isNaN(value)) throw new ArithmeticException("The anomaly map has values that are not a number; the image or the model"
					+ " may hold such values");
				if (value > small[smallY * smallWidth + i]) small[smallY * smallWidth + i] = value;
				if (value > peak) {
					peak = value;
					peakX = x;
					peakY = y;
				}
			}
	}

	/** Pixels that do not count. */
	long ignored() {
		return ignored;
	}

	/** Column and row of the highest value. */
	int[] peak() {
		return new int[] { peakX, peakY };
	}

	List<Region> regions() {
		return regions.regions();
	}

	/** The score of the image, as {@link DetectionResult} has it. */
	float score() {
		return minimumArea == 1 ? peak : opened(map::part);
	}

	/** The score of each channel that is looked at by itself. */
	float[] scores() {
		if (minimumArea == 1) return highest.clone();
		float[] scores = new float[highest.length];
		for (int part = 0; part < scores.length; part++) {
			int one = part;
			scores[part] = opened((x, y, columns, rows) -> map.part(one, x, y, columns, rows));
		}
		return scores;
	}

	private interface Window {
		float[] read(int x, int y, int columns, int rows);
	}

	/**
	 * The maximum of the area opening. Some pixels that touch and are just enough fit into a square of as many pixels a side, and so into one
	 * of the windows that overlap by that; each window's opening is at most that of the whole. Windows that cannot have more than what was
	 * found are left out.
	 */
	private float opened(Window part) {
		float best = 0;
		int side = window + minimumArea - 1;
		for (int y = 0; y < map.height(); y += window)
			for (int x = 0; x < map.width(); x += window) {
				int columns = Math.min(side, map.width() - x), rows = Math.min(side, map.height() - y);
				if (highestIn(x, y, columns, rows) <= best) continue;
				best = Math.max(best, AreaOpening.score(part.read(x, y, columns, rows), columns, rows, minimumArea));
			}
		return best;
	}

	/** At least the highest value of a rectangle, by the smaller copy. */
	private float highestIn(int x, int y, int columns, int rows) {
		int left = (int) ((long) x * smallWidth / map.width()), right = (int) ((x + columns - 1L) * smallWidth / map.width());
		int top = (int) ((long) y * smallHeight / map.height()), bottom = (int) ((y + rows - 1L) * smallHeight / map.height());
		float most = 0;
		// One more on either side, as blocks are rounded.
		for (int j = Math.max(0, top - 1); j <= Math.min(smallHeight - 1, bottom + 1); j++)
			for (int i = Math.max(0, left - 1); i <= Math.min(smallWidth - 1, right + 1); i++)
				most = Math.max(most, small[j * smallWidth + i]);
		return most;
	}

	/** The map at another size; a pixel is the highest of those that fall into it, of the smaller copy. */
	float[] highest(int width, int height) {
		return new PixelBlocks(smallWidth, smallHeight, width, height).highest(small);
	}
}
