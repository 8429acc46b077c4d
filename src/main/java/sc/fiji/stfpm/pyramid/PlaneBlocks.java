package sc.fiji.stfpm.pyramid;

import java.io.IOException;
import java.util.concurrent.CancellationException;

import net.imglib2.RandomAccessibleInterval;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelType;
import sc.fiji.stfpm.image.PlanePart;

/** A plane of one channel read block by block, row by row, each once. */
final class PlaneBlocks {
	private final ImagePlane plane;
	private final int blockSize;

	/** @throws IllegalArgumentException where it has several channels */
	PlaneBlocks(RandomAccessibleInterval<?> image, int blockSize) {
		plane = ImagePlane.of(image);
		this.blockSize = blockSize;
		if (plane.channels() != 1) throw new IllegalArgumentException("Found an image of " + plane.channels() + " channels, expected one");
	}

	Levels.Size size() {
		return new Levels.Size(plane.width(), plane.height());
	}

	PixelType type() {
		return plane.type();
	}

	interface Consumer {
		void take(Block block) throws IOException;
	}

	/** @throws CancellationException when cancelled */
	void forEach(Consumer consumer, String name, Progress progress) throws IOException {
		forEach(PlanePart.whole(plane.width(), plane.height()), consumer, name, progress);
	}

	/**
	 * The same of a part of the plane, which parts no block.
	 *
	 * @throws CancellationException when cancelled
	 */
	void forEach(PlanePart part, Consumer consumer, String name, Progress progress) throws IOException {
		long left = part.x() / blockSize, right = (part.right() + blockSize - 1L) / blockSize, columns = right - left;
		long top = part.y() / blockSize, bottom = (part.bottom() + blockSize - 1L) / blockSize, all = columns * (bottom - top);
		for (long row = top; row < bottom; row++)
			for (long column = left; column < right; column++) {
				if (progress.isCancelled()) throw new CancellationException();
				long x = column * blockSize, y = row * blockSize;
				int width = (int) Math.min(blockSize, plane.width() - x), height = (int) Math.min(blockSize, plane.height() - y);
				float[] values = new float[width * height];
				plane.read(0, x, y, width, height, values, 0);
				consumer.take(new Block(column, row, width, height, values));
				progress.update((row - top) * columns + column - left + 1, all, "Writing " + name);
			}
	}
}
