package sc.fiji.stfpm.image;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import sc.fiji.stfpm.cells.CachedCells;

/** A plane of a TIFF that is decoded where it is looked at; what was looked at last is kept, up to an eighth of Java's memory. */
final class LazyPlane {
	private LazyPlane() {}

	/**
	 * @param first page
	 * @param pages alike, one after the other the channels
	 * @return null where the pages are not stored alike
	 */
	static RandomAccessibleInterval<?> of(Path file, TiffPage first, List<TiffParts> pages) throws IOException {
		int pieceWidth = pages.get(0).pieceWidth(), pieceHeight = pages.get(0).pieceHeight(), channels = pages.size() * first.channels();
		if (pages.stream().anyMatch(page -> page.pieceWidth() != pieceWidth || page.pieceHeight() != pieceHeight)) return null;
		long[] dimensions = channels == 1 ? new long[] { first.width(), first.height() } : new long[] { first.width(), first.height(),
			channels };
		int[] cell = channels == 1 ? new int[] { pieceWidth, pieceHeight } : new int[] { pieceWidth, pieceHeight, channels };
		FileStamp stamp = FileStamp.of(file);
		long cache = cacheBytes();
		return switch (first.type()) {
			case UINT8 -> CachedCells.bytes(dimensions, cell, cache, (min, size, values) -> load(file, stamp, pages, min, size, values));
			case UINT16 -> CachedCells.shorts(dimensions, cell, cache, (min, size, values) -> load(file, stamp, pages, min, size, values));
			default -> CachedCells.floats(dimensions, cell, cache, (min, size, values) -> load(file, stamp, pages, min, size, values));
		};
	}

	static long cacheBytes() {
		return Runtime.getRuntime().maxMemory() / 8;
	}

	private record FileStamp(long size, long changed) {
		static FileStamp of(Path file) throws IOException {
			return new FileStamp(Files.size(file), Files.getLastModifiedTime(file).toMillis());
		}
	}

	private static void load(Path path, FileStamp stamp, List<TiffParts> pages, long[] min, int[] size, Object values) throws IOException {
		ImageReader.decoded(path, file -> {
			if (!FileStamp.of(file).equals(stamp)) throw new IOException("the file has changed since it was opened");
			RasterSamples samples = new RasterSamples();
			for (TiffParts page : pages)
				page.add(samples, (int) min[0], (int) min[1], size[0], size[1]);
			Object decoded = samples.values();
			System.arraycopy(decoded, 0, values, 0, Array.getLength(values));
			return null;
		});
	}
}
