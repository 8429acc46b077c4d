package sc.fiji.stfpm.pyramid;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A plane and its copies of half the size, a quarter and so on, until one fits a block. Each block of a copy is made when the last of
 * the four below it has come, so that the plane is read once; where blocks come row by row, less than a row of blocks is in memory.
 */
final class Levels {
	/** Takes finished blocks. */
	@FunctionalInterface
	interface Sink {
		/** @param level 0 for the plane itself */
		void write(int level, Block block) throws IOException;
	}

	/** The size of a copy in pixels. */
	record Size(long width, long height) {
		Size halved() {
			return new Size((width + 1) / 2, (height + 1) / 2);
		}

		long columns(int block) {
			return (width + block - 1) / block;
		}

		long rows(int block) {
			return (height + block - 1) / block;
		}
	}

	private final int blockSize;
	private final Reduction reduction;
	private final Sink sink;
	private final List<Size> sizes;
	/** The last level that is made. */
	private final int last;
	/** Of each level, the blocks that are not complete. */
	private final List<Map<Long, Part>> parts = new ArrayList<>();

	/** A block of which parts have come. */
	private static final class Part {
		private final Block block;
		private int missing;

		Part(Block block, int missing) {
			this.block = block;
			this.missing = missing;
		}
	}

	/** @param blockSize even */
	Levels(Size size, int blockSize, Reduction reduction, Sink sink) {
		this(size, blockSize, reduction, sizes(size, blockSize).size() - 1, sink);
	}

	/** @param last level that is made: where that is not all, a part of the plane has whole blocks of each, and can be added alone */
	Levels(Size size, int blockSize, Reduction reduction, int last, Sink sink) {
		this.last = last;
		this.blockSize = blockSize;
		this.reduction = reduction;
		this.sink = sink;
		sizes = sizes(size, blockSize);
		sizes.forEach(level -> parts.add(new HashMap<>()));
	}

	/** Of the plane and its copies. */
	static List<Size> sizes(Size size, int blockSize) {
		List<Size> sizes = new ArrayList<>(List.of(size));
		for (Size next = size; next.width() > blockSize || next.height() > blockSize; sizes.add(next))
			next = next.halved();
		return List.copyOf(sizes);
	}

	/** Takes a block of the plane, each once. */
	void add(Block block) throws IOException {
		add(0, block);
	}

	/** Takes a block of a level of which the levels below are made already. */
	void add(int level, Block block) throws IOException {
		sink.write(level, block);
		if (level == last) return;
		Size size = sizes.get(level + 1);
		long column = block.column() / 2, row = block.row() / 2;
		Map<Long, Part> unfinished = parts.get(level + 1);
		long key = row * size.columns(blockSize) + column;
		Part part = unfinished.computeIfAbsent(key, k -> begin(level, column, row));
		Block half = block.halved(reduction);
		int left = block.column() % 2 == 0 ? 0 : blockSize / 2, top = block.row() % 2 == 0 ? 0 : blockSize / 2;
		for (int y = 0; y < half.height(); y++)
			System.arraycopy(half.values(), y * half.width(), part.block.values(), (top + y) * part.block.width() + left, half.width());
		if (--part.missing > 0) return;
		unfinished.remove(key);
		add(level + 1, part.block);
	}

	private Part begin(int below, long column, long row) {
		Size size = sizes.get(below + 1), smaller = sizes.get(below);
		int width = (int) Math.min(blockSize, size.width() - column * blockSize), height = (int) Math.min(blockSize, size.height() - row
			* blockSize);
		long across = Math.min(2, smaller.columns(blockSize) - 2 * column), down = Math.min(2, smaller.rows(blockSize) - 2 * row);
		return new Part(new Block(column, row, width, height, new float[width * height]), (int) (across * down));
	}
}
