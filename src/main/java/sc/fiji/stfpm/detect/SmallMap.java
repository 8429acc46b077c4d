package sc.fiji.stfpm.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

import sc.fiji.stfpm.image.PixelBlocks;
import sc.fiji.stfpm.image.PlanePart;

/**
 * A smaller copy of a map, or what a part of the map gives of it: a pixel is the highest of those that fall into it, 0 where none is
 * above. Not thread-safe.
 */
final class SmallMap {
	/** Longer side of the copy of the whole map, in pixels. */
	private static final int SIDE = 2048;

	private final PixelBlocks blocks;
	/** The pixels of the copy that the part reaches, and their values. */
	private final PlanePart covered;
	private final float[] values;

	/** @param part of the map */
	SmallMap(PlanePart part) {
		double scale = Math.min(1, (double) SIDE / Math.max(part.planeWidth(), part.planeHeight()));
		int width = (int) Math.max(1, Math.round(scale * part.planeWidth())), height = (int) Math.max(1, Math.round(scale * part
			.planeHeight()));
		blocks = new PixelBlocks(part.planeWidth(), part.planeHeight(), width, height);
		int left = column(part.x()), top = row(part.y());
		covered = new PlanePart(left, top, column(part.right() - 1) + 1 - left, row(part.bottom() - 1) + 1 - top, width, height);
		values = new float[covered.width() * covered.height()];
	}

	/** Which pixel of the copy a column falls into. */
	private int column(int x) {
		int column = (int) ((long) x * blocks.toWidth() / blocks.width());
		while (blocks.right(column) <= x)
			column++;
		return column;
	}

	/** Which pixel of the copy a row falls into. */
	private int row(int y) {
		int row = (int) ((long) y * blocks.toHeight() / blocks.height());
		while (blocks.bottom(row) <= y)
			row++;
		return row;
	}

	/**
	 * Adds some of a row; NaN counts as nothing.
	 *
	 * @param row values of the map from column {@code x} on
	 */
	void add(float[] row, int x, int y) {
		int at = (row(y) - covered.y()) * covered.width();
		for (int column = covered.x(); column < covered.right(); column++, at++) {
			int from = Math.max(x, blocks.left(column)), to = Math.min(x + row.length, blocks.right(column));
			for (int i = from; i < to; i++)
				if (row[i - x] > values[at]) values[at] = row[i - x];
		}
	}

	/** Adds what another part of the map gives, which this one has all of. */
	void add(SmallMap other) {
		for (int y = 0; y < other.covered.height(); y++)
			for (int x = 0; x < other.covered.width(); x++) {
				int at = (other.covered.y() + y - covered.y()) * covered.width() + other.covered.x() + x - covered.x();
				values[at] = Math.max(values[at], other.values[y * other.covered.width() + x]);
			}
	}

	/** At least the highest value of a rectangle within the part. */
	float highestIn(PlanePart rectangle) {
		float most = 0;
		for (int y = row(rectangle.y()); y <= row(rectangle.bottom() - 1); y++)
			for (int x = column(rectangle.x()); x <= column(rectangle.right() - 1); x++)
				most = Math.max(most, values[(y - covered.y()) * covered.width() + x - covered.x()]);
		return most;
	}

	/** The whole map at another size; a pixel is the highest of those of the copy that fall into it. */
	float[] highest(int width, int height) {
		return new PixelBlocks(blocks.toWidth(), blocks.toHeight(), width, height).highest(values);
	}

	void write(DataOutput out) throws IOException {
		for (float value : values)
			out.writeFloat(value);
	}

	static SmallMap read(PlanePart part, DataInput in) throws IOException {
		SmallMap map = new SmallMap(part);
		for (int i = 0; i < map.values.length; i++)
			map.values[i] = in.readFloat();
		return map;
	}
}
