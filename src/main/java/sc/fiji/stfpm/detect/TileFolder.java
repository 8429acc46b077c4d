package sc.fiji.stfpm.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.files.AtomicWrite;
import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.network.DistanceMap;

/**
 * What the network made of a plane's tiles in files of a folder, each of some tiles that follow each other. Any number of processes may
 * write files of it at a time: a file is there once it is complete, and what is there is not made again. Nothing stays open.
 */
final class TileFolder implements TileStore {
	private final Path folder;
	private final PlaneKey key;
	private final TileOrder order;
	private final int each;

	/**
	 * @param folder which is there, and holds nothing else
	 * @param key of all that the distances depend on
	 * @param each tiles in a file
	 */
	TileFolder(Path folder, PlaneKey key, TileOrder order, int each) {
		this.folder = folder;
		this.key = key;
		this.order = order;
		this.each = each;
	}

	/** How many files there are when all tiles are done. */
	int count() {
		return (order.count() + each - 1) / each;
	}

	private int first(int file) {
		return file * each;
	}

	private int end(int file) {
		return Math.min(order.count(), first(file) + each);
	}

	/** How many tiles there are in a file. */
	int size(int file) {
		return end(file) - first(file);
	}

	/** Named by its first and last tile, from 1. */
	private Path path(int file) {
		return folder.resolve(String.format("%07d-%07d.tiles", first(file) + 1, end(file)));
	}

	/** Whether a file is complete. */
	boolean isDone(int file) {
		return Files.exists(path(file));
	}

	/** Looks at the tiles of a file, unless it is complete. */
	void look(int file, Progress progress) throws IOException {
		if (isDone(file)) return;
		AtomicWrite.soon(path(file), channel -> TileLook.into(TileFile.begin(channel, key, order, first(file), end(file)), progress));
	}

	@Override
	public List<DistanceMap> distances(int number) throws IOException {
		try (TileFile file = holding(number)) {
			return file.distances(number);
		}
	}

	@Override
	public CellMeans means(int number) throws IOException {
		try (TileFile file = holding(number)) {
			return file.means(number);
		}
	}

	/** Opened for each tile: there may be more files than a process may have open. */
	private TileFile holding(int number) throws IOException {
		int file = number / each;
		return TileFile.complete(path(file), key, order, first(file), end(file));
	}
}
