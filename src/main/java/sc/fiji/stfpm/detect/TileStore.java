package sc.fiji.stfpm.detect;

import java.io.IOException;
import java.util.List;

import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.network.DistanceMap;

/** What the network made of a plane's tiles, by their numbers in the {@link TileOrder}; for any number of threads. */
interface TileStore {
	/** The distances of a tile's core, of every layer. */
	List<DistanceMap> distances(int number) throws IOException;

	/** What was gathered of its features. */
	CellMeans means(int number) throws IOException;
}
